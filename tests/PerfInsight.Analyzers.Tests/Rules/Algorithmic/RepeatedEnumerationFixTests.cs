using CsCheck;
using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Algorithmic.RepeatedEnumerationAnalyzer, PerfInsight.Analyzers.Rules.Algorithmic.RepeatedEnumerationFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What the fix of PI2006 writes, that it keeps behaviour, and where none is offered.</summary>
public class RepeatedEnumerationFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("var few = [|numbers.Where(n => n > key)|]; /* kept */ var sum = few.Sum(); return sum / few.Count();", "IEnumerable<int> few = numbers.Where(n => n > key).ToList(); /* kept */ var sum = few.Sum(); return sum / few.Count();")]
    [InlineData("IEnumerable<string> few = [|items.Where(x => x.Id > key).Select(x => x.Name)|]; foreach (var one in names) if (few.Contains(one)) key++; return 0;", "IEnumerable<string> few = items.Where(x => x.Id > key).Select(x => x.Name).ToList(); foreach (var one in names) if (few.Contains(one)) key++; return 0;", "key++", "System.Console.WriteLine(one)")]
    [InlineData("var few = [|items.Where(x => x.Id > key)|]; return names.Count(n => few.Any(x => x.Name == n));", "IEnumerable<Item> few = items.Where(x => x.Id > key).ToList(); return names.Count(n => few.Any(x => x.Name == n));")]
    public Task The_result_is_kept(string before, string after, string replaced = "~", string by = "~") =>
        Verify.FixesLikelyAsync(Code(before.Replace(replaced, by, StringComparison.Ordinal)), Code(after.Replace(replaced, by, StringComparison.Ordinal)), Hot);

    [Theory]
    [InlineData("var few = [|numbers.Where(n => n > key)|]; var sum = few.Sum(); numbers.Add(3); return sum / few.Count();")]
    [InlineData("var few = [|numbers.Where(n => n > key)|]; var sum = few.Sum(); key++; return sum / few.Count();")]
    [InlineData("var few = [|numbers.Where(n => key / n > 1)|]; var sum = few.Sum(); return sum / few.Count();")]
    [InlineData("var few = [|numbers.Where(n => Ok(n))|]; var sum = few.Sum(); return sum / few.Count();")]
    [InlineData("var few = [|items.Where(x => x.Id > key)|]; foreach (var x in few) x.Id = 0; return few.Count();")]
    [InlineData("var few = [|items.Where(x => x.Id > key)|]; foreach (var x in few) x.Clear(); return few.Count();")]
    [InlineData("var few = [|items.Select(x => new Item { Id = x.Id })|]; foreach (var x in few) x.Name = \"\"; return few.Count();")]
    [InlineData("var few = [|given.Where(n => n > key)|]; var sum = few.Sum(); return sum / few.Count();")]
    [InlineData("var few = [|numbers.Where(n => n > key)|]; var sum = few.Sum(); Keep(few); return sum / few.Count();")]
    [InlineData("var few = [|numbers.Where(n => n > key)|]; var sum = few.Sum(); System.Func<int> later = () => few.Count(); Keep(later); return sum / few.Count();")]
    [InlineData("var few = [|items.Select(x => new { x.Id })|]; var sum = few.Sum(x => x.Id); return sum / few.Count();")]
    public Task Where_a_later_run_may_see_something_else_no_fix_is_offered(string body) => Verify.OffersNoFixLikelyAsync(Code(body), Hot);

    [Fact]
    public Task Results_are_the_same() => Differential.SameResultsAsync<RepeatedEnumerationAnalyzer, RepeatedEnumerationFixer, (int[], int)>("""
        using System.Linq;
        public static class C
        {
            public static string Run(int[] numbers, int key)
            {
                var few = numbers.Where(n => n > key).Select(n => n * 2L);
                var text = "";
                foreach (var number in few)
                    text += number;
                return text + few.Sum() + few.FirstOrDefault();
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.Int[0, 5].Array[0, 6], Gen.Int[0, 5]));

    private static string Code(string body) => $$"""
        using System.Collections.Generic;
        using System.Linq;
        class Item { public string Name { get; set; } = ""; public int Id { get; set; } public void Clear() => Id = 0; }
        class C
        {
            private int _asked;
            private object? _kept;
            int Run(List<Item> items, List<int> numbers, List<string> names, IEnumerable<int> given, int key)
            {
                {{body}}
            }

            private bool Ok(int n) => _asked++ > n;
            private void Keep(object one) => _kept = one;
        }
        """;
}
