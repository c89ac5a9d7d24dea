using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.IndexedLazySequenceAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2005 says, and where it is silent.</summary>
public class IndexedLazySequenceTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("for (int i = 0; i < key; i++) n += [|lazy.ElementAt(i)|];")]
    [InlineData("for (int i = 0; i < key; i++) n += [|linked.ElementAt(i)|];")]
    [InlineData("for (int i = 0; i < set.Count; i++) n += [|set.ElementAt(i)|];")]
    [InlineData("for (int i = 0; i < key; i++) n += [|lazy.Skip(i)|].First();")]
    [InlineData("for (int i = 0; i < key; i += 10) n += [|lazy.Where(x => x > 0).Skip(i)|].Take(10).Sum();")]
    [InlineData("int i = 0; while (i < key) { n += [|_byName.ElementAt(i)|].Value; i++; }")]
    [InlineData("n = Enumerable.Range(0, key).Sum(i => [|lazy.ElementAt(i)|]);")]
    [InlineData("n = [|_byName.Keys.ElementAt(key)|].Length;")]
    [InlineData("n = [|_linked.ElementAtOrDefault(key)|];")]
    [InlineData("if ([|lazy.Count()|] > 0) n++;")]
    [InlineData("if ([|lazy.Where(x => x > 3).Count()|] == 0) n++;")]
    [InlineData("if (0 < [|list.Count(x => x == key)|]) n++;")]
    public async Task It_finds_the_pattern(string body)
    {
        var said = await Rule.FindsAsync(Code(body), Hot);
        Assert.StartsWith("Info: ", said, StringComparison.Ordinal);
        Assert.Contains("from its start", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("for (int i = 0; i < key; i++) n += list.ElementAt(i);")]
    [InlineData("for (int i = 0; i < key; i++) n += list[i];")]
    [InlineData("for (int i = 0; i < key; i++) n += lazy.ElementAt(2);")]
    [InlineData("n = lazy.ElementAt(key);")]
    [InlineData("n = lazy.Skip(key).First();")]
    [InlineData("foreach (var own in many) n += own.ElementAt(n);")]
    [InlineData("for (int i = 0; i < key; i++) n += table.ElementAt(i);")]
    [InlineData("for (int i = 0; i < key; i++) n += list.Skip(i).First();")]
    [InlineData("var copy = lazy.ToList(); for (int i = 0; i < key; i++) n += copy[i];")]
    [InlineData("foreach (var x in lazy.Skip(key)) n += x;")]
    [InlineData("if (list.Count() > 0) n++;")]
    [InlineData("if (lazy.Count() > 3) n++;")]
    [InlineData("if (table.Count() > 0) n++;")]
    [InlineData("if (lazy.Any()) n++;")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Fact]
    public async Task In_a_cold_member_it_is_silent() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("for (int i = 0; i < key; i++) n += lazy.ElementAt(i);"), TestProfile.Cold));

    [Fact]
    public async Task Its_callee_confirms_it() => Assert.StartsWith(
        "Warning: ",
        await Rule.FindsAsync(Code("for (int i = 0; i < key; i++) n += [|lazy.ElementAt(i)|];"), Hot.Callee("System.Linq.Enumerable.ElementAt")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Incomplete_code_is_no_problem() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("for (int i; ; ) lazy.ElementAt(; .Skip(i).First( ; lazy.Skip()."), Hot));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using System.Text;
        class C
        {
            private readonly Dictionary<string, int> _byName = new();
            private readonly LinkedList<int> _linked = new();
            int Run(IEnumerable<int> lazy, List<int> list, LinkedList<int> linked, HashSet<int> set, IQueryable<int> table, List<IEnumerable<int>> many, int key)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;
}
