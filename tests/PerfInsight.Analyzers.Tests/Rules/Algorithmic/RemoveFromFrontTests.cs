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
    [InlineData("if (_queue.Count > 100) [|_queue.RemoveRange(0, 50)|];")]
    [InlineData("if ([|_queue.Remove(key)|]) n++;")]
    [InlineData("foreach (var x in queue) [|numbers.Remove(x)|];")]
    [InlineData("while (numbers.Count > 0) { n += numbers[0]; [|numbers.RemoveAt(0)|]; }")]
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
    [InlineData("foreach (var x in queue) linked.Remove(x);")]
    [InlineData("numbers.Remove(key);")]
    [InlineData("for (int i = 0; i < 10; i++) { if (i == 0) list.Insert(0, key); else list.Add(i); }")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    /// <summary>Who registers or unregisters does so once for each object, and most such lists are short.</summary>
    [Theory]
    [InlineData("_queue.Insert(0, key)")]
    [InlineData("_queue.Remove(key)")]
    public async Task A_statement_at_each_call_is_spoken_of_where_the_profile_shows_its_cost(string call)
    {
        Assert.Equal("", await Rule.FindsAsync(Code(call + ";"), Hot));
        await Rule.FindsAsync(Code($"[|{call}|];"), Hot.Callee("System.Collections.Generic.List`1." + call[7..call.IndexOf('(', StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("_queue.Add(key); while (_queue.Count > 30) _queue.RemoveAt(0);")]
    [InlineData("_queue.Add(key); while (_queue.Count > 30 || (_queue.Count > 0 && _queue[0] < key)) _queue.RemoveAt(0);")]
    public async Task A_window_that_a_constant_bounds_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Fact]
    public async Task A_window_as_long_as_somebody_wants_is_not() => await Rule.FindsAsync(Code("_queue.Add(key); while (_queue.Count > key) [|_queue.RemoveAt(0)|];"), Hot);

    [Fact]
    public async Task What_each_iteration_awaits_takes_longer() => Assert.Equal("", await Rule.FindsAsync("""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        class C
        {
            async Task Run(List<int> ids)
            {
                while (ids.Count > 0)
                {
                    var id = ids[0];
                    ids.RemoveAt(0);
                    await Send(id);
                }
            }
            Task Send(int id) => Task.Delay(id);
        }
        """, Hot));

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
        class Numbers : System.Collections.ObjectModel.Collection<int> { }
        class LinkedNumbers : System.Collections.ObjectModel.Collection<int> { }
        class C
        {
            private readonly List<int> _queue = new();
            private readonly LinkedList<int> _linked = new();
            int Run(List<int> list, IList<int> any, Queue<int> queue, HashSet<int> set, List<List<int>> lists, Numbers numbers, LinkedNumbers linked, int key)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;
}
