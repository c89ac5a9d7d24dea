using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.RemoveFromFrontAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2004 says, and where it is silent.</summary>
public class RemoveFromFrontTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("while (list.Count > 0) { n += list[0]; [|list.RemoveAt(0)|]; }")]
    [InlineData("foreach (var x in queue) [|list.Insert(0, x)|];")]
    [InlineData("for (int i = 0; i < 10; i++) [|any.Insert(0, i)|];")]
    [InlineData("foreach (var x in queue) [|list.Remove(x)|];")]
    [InlineData("for (int i = list.Count - 1; i >= 0; i--) if (list[i] == key) [|list.RemoveAt(i)|];")]
    [InlineData("while (list.Count > 4) { n += list.Take(4).Sum(); [|list.RemoveRange(0, 4)|]; }")]
    [InlineData("queue.ToList().ForEach(x => [|list.Remove(x)|]);")]
    [InlineData("n = _queue[0]; [|_queue.RemoveAt(0)|];")]
    [InlineData("[|_queue.Insert(0, key)|];")]
    [InlineData("if (_queue.Count > 100) [|_queue.RemoveRange(0, 50)|];")]
    [InlineData("[|_queue.Remove(key)|];")]
    public async Task It_finds_the_pattern(string body)
    {
        var said = await Rule.FindsAsync(Code(body), Hot);
        Assert.StartsWith("Info: ", said, StringComparison.Ordinal);
        Assert.Contains("moves the elements behind it", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("while (queue.Count > 0) n += queue.Dequeue();")]
    [InlineData("while (list.Count > 0) list.RemoveAt(list.Count - 1);")]
    [InlineData("while (list.Count > 0) { var last = list.Count - 1; n += list[last]; list.RemoveAt(last); }")]
    [InlineData("list.RemoveAt(0);")]
    [InlineData("list.Insert(0, key);")]
    [InlineData("foreach (var x in queue) set.Remove(x);")]
    [InlineData("foreach (var x in queue) _linked.AddFirst(x);")]
    [InlineData("foreach (var own in lists) own.Insert(0, key);")]
    [InlineData("for (int i = 0; i < list.Count; i++) if (list[i] == key) { list.RemoveAt(i); break; }")]
    [InlineData("list.RemoveAll(x => x == key);")]
    [InlineData("foreach (var x in queue) { var own = new List<int>(list); own.Remove(x); n += own.Count; }")]
    [InlineData("foreach (var x in queue) list.Add(x); list.Reverse();")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Fact]
    public async Task In_a_cold_member_it_is_silent() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("while (list.Count > 0) { n += list[0]; list.RemoveAt(0); }"), TestProfile.Cold));

    [Fact]
    public async Task Its_callee_confirms_it() => Assert.StartsWith(
        "Warning: ",
        await Rule.FindsAsync(Code("while (list.Count > 0) { n += list[0]; [|list.RemoveAt(0)|]; }"), Hot.Callee("System.Collections.Generic.List`1.RemoveAt")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Incomplete_code_is_no_problem() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("while (list.Count > ) list.RemoveAt(; list.Insert(0; .Remove("), Hot));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using System.Text;
        class C
        {
            private readonly List<int> _queue = new();
            private readonly LinkedList<int> _linked = new();
            int Run(List<int> list, IList<int> any, Queue<int> queue, HashSet<int> set, List<List<int>> lists, int key)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;
}
