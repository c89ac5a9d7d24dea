using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.RepeatedEnumerationAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2006 says, and where it is silent.</summary>
public class RepeatedEnumerationTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("var big = [|list.Where(x => x > key)|]; if (big.Any()) foreach (var x in big) n += x;")]
    [InlineData("var big = [|list.Where(x => x > key).Select(x => x * 2)|]; n = big.Max() - big.Min();")]
    [InlineData("var big = [|list.Where(x => x > key)|]; foreach (var part in parts) n += big.Count();")]
    [InlineData("IEnumerable<int> big = [|lazy.Where(x => x > key)|]; for (int i = 0; i < big.Count(); i++) n += i;")]
    [InlineData("var big = [|lazy.OrderBy(x => x)|]; n = big.First() + big.ElementAt(1);")]
    [InlineData("var numbers = [|Numbers(key)|]; n = numbers.Sum() / numbers.Count();")]
    [InlineData("var big = [|from x in list where x > key select x|]; foreach (var x in big) n += x; foreach (var x in big) n -= x;")]
    [InlineData("var big = [|list.Where(x => x > key)|]; n = big.Select(x => x + 1).Sum(); n += big.Where(x => x > 3).Count();")]
    [InlineData("var big = [|list.Where(x => x > key)|]; n = parts.Count(p => big.Contains(p[0]));")]
    [InlineData("var big = [|list.Where(x => x > key)|]; var copy = new List<int>(big); n = big.Count() + copy.Count;")]
    public async Task It_finds_the_pattern(string body)
    {
        var said = await Rule.FindsAsync(Code(body), Hot);
        Assert.StartsWith("Info: ", said, StringComparison.Ordinal);
        Assert.Contains("is a query that runs", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var big = list.Where(x => x > key).ToList(); if (big.Any()) foreach (var x in big) n += x;")]
    [InlineData("var big = list.Where(x => x > key); foreach (var x in big) n += x;")]
    [InlineData("var big = list.Where(x => x > key); if (key > 0) n = big.Sum(); else n = big.Max();")]
    [InlineData("var big = list.Where(x => x > key); if (key > 0) { return big.Sum(); } return big.Max();")]
    [InlineData("var big = table.Where(x => x > key); n = big.Count() + big.Sum();")]
    [InlineData("foreach (var part in parts) { var big = part.Where(x => x > key); n += big.Sum(); }")]
    [InlineData("var kept = Kept(); n = kept.Count() + kept.Sum();")]
    [InlineData("var big = list.Where(x => x > key); if (!big.Any()) return 0; n = big.First();")]
    [InlineData("var big = list.Where(x => x > key); big = big.Where(x => x < 9); n = big.Sum();")]
    [InlineData("var kinds = new[] { 1, 2 }.Where(x => x > key); n = kinds.Count() + kinds.Sum();")]
    [InlineData("var big = list.Where(x => x > key); foreach (var x in big) { n += x; if (n > 9) throw new Exception(string.Join(\",\", big)); }")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Theory]
    [InlineData("IEnumerable<int> found = [|Found(lazy, key)|]; foreach (var part in parts) foreach (var x in found) if (part[0] == x) n++;")]
    [InlineData("var found = [|source.All()|]; foreach (var part in parts) n += found.Count(x => x == part[0]);")]
    [InlineData("for (int i = 0; i < key; i++) { var found = [|source.All()|]; bool many = found.Count() > 1; foreach (var x in found) n += many ? x : 1; }")]
    [InlineData("foreach (var part in parts) { var files = [|System.IO.Directory.EnumerateFiles(\"/\" + part[0])|]; n += files.Count() > 1 ? files.Max(f => f.Length) : 0; }")]
    public async Task What_may_be_a_query_is_told_where_a_loop_repeats_it(string body) =>
        Assert.Contains("may be a query of '", await Rule.FindsAsync(Code(body), Hot), StringComparison.Ordinal);

    [Theory]
    [InlineData("IEnumerable<int> kept = Kept(); foreach (var part in parts) foreach (var x in kept) if (part[0] == x) n++;")]
    [InlineData("var found = source.All(); n = found.Count() + found.Sum();")]
    [InlineData("var found = source.All().ToList(); foreach (var part in parts) foreach (var x in found) if (part[0] == x) n++;")]
    [InlineData("IReadOnlyList<int> found = source.Known(); foreach (var part in parts) foreach (var x in found) if (part[0] == x) n++;")]
    [InlineData("foreach (var part in parts) { var found = source.All(); foreach (var x in found) n += x; }")]
    [InlineData("foreach (var part in parts) { var found = source.All(); if (key > 0) n += found.Sum(); else n += found.Count(); }")]
    [InlineData("foreach (var part in parts) { var found = source.All(); if (found.Any()) n += found.First(); }")]
    public async Task What_may_be_a_query_but_is_a_list_or_read_once_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Fact]
    public async Task A_private_method_whose_callers_all_hand_over_lists_is_silent() => Assert.Equal("", await Rule.FindsAsync(Shared("list", "new[] { 1 }"), Hot));

    [Fact]
    public async Task A_query_of_one_of_them_is_told() => await Rule.FindsAsync(Shared("list", "list.Where(x => x > 1)").Replace("foreach (var x in all)", "foreach (var x in [|all|])", StringComparison.Ordinal), Hot);

    private static string Shared(string one, string other) => $$"""
        using System.Collections.Generic;
        using System.Linq;
        class C
        {
            public int First(List<int> list) => Run({{one}}) + Run({{other}});
            private int Run(IEnumerable<int> all)
            {
                int n = all.Count();
                foreach (var x in all) n += x;
                return n;
            }
        }
        """;

    [Fact]
    public async Task In_a_cold_member_it_is_silent() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("var big = list.Where(x => x > key); if (big.Any()) foreach (var x in big) n += x;"), TestProfile.Cold));

    [Fact]
    public async Task Its_callee_confirms_it() => Assert.StartsWith(
        "Warning: ",
        await Rule.FindsAsync(Code("var big = [|list.Where(x => x > key)|]; if (big.Any()) foreach (var x in big) n += x;"), Hot.Callee("System.Linq.Enumerable+ListWhereIterator`1.MoveNext")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Incomplete_code_is_no_problem() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("var big = list.Where(x => ; foreach (var x in big; big."), Hot));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using System.Text;
        interface ISource { IEnumerable<int> All(); IReadOnlyList<int> Known(); }
        class C
        {
            private ISource source;
            private IEnumerable<int> Found(IEnumerable<int> all, int key) { if (key == 0) return new int[0]; return all.Where(x => x > key); }
            private IEnumerable<int> Numbers(int key) { for (int i = 0; i < key; i++) yield return i; }
            private IEnumerable<int> Kept() => new List<int>();
            int Run(List<int> list, IEnumerable<int> lazy, IQueryable<int> table, List<int[]> parts, int key)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;
}
