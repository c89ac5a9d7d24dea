using CsCheck;
using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Algorithmic.IndexedLazySequenceAnalyzer, PerfInsight.Analyzers.Rules.Algorithmic.IndexedLazySequenceFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What the fix of PI2005 writes, that it keeps behaviour, and where none is offered.</summary>
public class IndexedLazySequenceFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("return [|numbers.Count(n => n > key)|] > 0;", "return numbers.Any(n => n > key);")]
    [InlineData("return 0 == [|items.Count(x => x.Id == key)|] && key > 3;", "return !items.Any(x => x.Id == key) && key > 3;")]
    [InlineData("if ([|items.Where(x => x.Name == \"a\").Count()|] >= 1) /* one */ return true; return false;", "if (items.Where(x => x.Name == \"a\").Any()) /* one */ return true; return false;")]
    [InlineData("var few = numbers.Where(n => n < key).Select(n => n * 2); return [|few.Count()|] != 0;", "var few = numbers.Where(n => n < key).Select(n => n * 2); return few.Any();")]
    public Task Any_is_asked(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot);

    [Theory]
    [InlineData("return [|given.Count()|] > 0;")]
    [InlineData("return [|numbers.Count(n => key / n > 1)|] > 0;")]
    [InlineData("return [|numbers.Count(n => Ok(n))|] > 0;")]
    [InlineData("return [|items.Count(x => x.Name.Trim() == \"a\")|] > 0;")]
    [InlineData("return [|names.Count(x => x!.Length > 3)|] > 0;")]
    [InlineData("return [|items.Where(x => Ok(x.Id)).Count()|] > 0;")]
    [InlineData("return [|items.Select(x => items[x.Id]).Count()|] > 0;")]
    [InlineData("return [|numbers.Count(n => n > key)|] /* how many */ > 0;")]
    public Task Where_one_could_tell_no_fix_is_offered(string body) => Verify.OffersNoFixLikelyAsync(Code(body), Hot);

    [Fact]
    public Task An_element_by_number_has_no_fix() => Verify.OffersNoFixLikelyAsync(Code("for (var i = 0; i < key; i++) if ([|given.ElementAt(i)|] > 3) return true; return false;"), Hot);

    [Fact]
    public Task The_answer_is_the_same() => Differential.SameResultsAsync<IndexedLazySequenceAnalyzer, IndexedLazySequenceFixer, (int[], int)>("""
        using System.Linq;
        public static class C
        {
            public static string Run(int[] numbers, int key)
            {
                var large = numbers.Where(n => n > key).Skip(1);
                return $"{numbers.Count(n => n == key) > 0} {numbers.Count(n => n < key) == 0} {large.Count() < 1} {large.Count() >= 1}";
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.Int[0, 5].Array[0, 4], Gen.Int[0, 5]));

    private static string Code(string body) => $$"""
        using System.Collections.Generic;
        using System.Linq;
        class Item { public string Name { get; set; } = ""; public int Id; }
        class C
        {
            private int _asked;
            bool Run(List<Item> items, int[] numbers, List<string?> names, IEnumerable<int> given, int key)
            {
                {{body}}
            }

            private bool Ok(int n) => _asked++ > n;
        }
        """;
}
