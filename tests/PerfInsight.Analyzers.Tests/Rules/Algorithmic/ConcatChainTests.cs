using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.ConcatChainAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2008 says, and where it is silent.</summary>
public class ConcatChainTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("foreach (var part in parts) all = [|all.Concat(part)|];")]
    [InlineData("foreach (var part in parts) all = [|all.Append(part[0])|];")]
    [InlineData("for (int i = 0; i < key; i++) all = [|all.Union(parts[i])|];")]
    [InlineData("foreach (var part in parts) all = [|all.Concat(part).Where(x => x > 0)|];")]
    [InlineData("foreach (var part in parts) { var own = part; all = [|all.Where(x => own.Length > x)|]; }")]
    [InlineData("while (key-- > 0) { _all = [|_all.Prepend(key)|]; }")]
    [InlineData("parts.ForEach(part => all = [|all.Concat(part)|]);")]
    [InlineData("_all = [|_all.Concat(more)|];")]
    public async Task It_finds_the_pattern(string body)
    {
        var said = await Rule.FindsAsync(Code(body), Hot);
        Assert.StartsWith("Info: ", said, StringComparison.Ordinal);
        Assert.Contains("in another query", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all = all.Concat(more);")]
    [InlineData("foreach (var part in parts) all = part.Concat(more);")]
    [InlineData("foreach (var part in parts) { IEnumerable<int> own = part; own = own.Concat(more); n += own.Sum(); }")]
    [InlineData("foreach (var part in parts) _list.AddRange(part);")]
    [InlineData("foreach (var part in parts) table = table.Where(x => x != part[0]);")]
    [InlineData("foreach (var part in parts) { all = all.Concat(part); break; }")]
    [InlineData("_all = more.Concat(more);")]
    [InlineData("foreach (var part in parts) n += all.Concat(part).Sum();")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Fact]
    public async Task In_a_cold_member_it_is_silent() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("foreach (var part in parts) all = all.Concat(part);"), TestProfile.Cold));

    [Fact]
    public async Task Its_callee_confirms_it() => Assert.StartsWith(
        "Warning: ",
        await Rule.FindsAsync(Code("foreach (var part in parts) all = [|all.Concat(part)|];"), Hot.Callee("System.Linq.Enumerable+Concat2Iterator`1.MoveNext")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Incomplete_code_is_no_problem() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("foreach (var part in parts) all = all.Concat(; all = .Append( ;"), Hot));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using System.Text;
        class C
        {
            private IEnumerable<int> _all = new List<int>();
            private List<int> _list = new();
            int Run(List<int[]> parts, IEnumerable<int> more, IQueryable<int> table, int key)
            {
                int n = 0;
                IEnumerable<int> all = Enumerable.Empty<int>();
                {{body}}
                return n + all.Sum();
            }
        }
        """;
}
