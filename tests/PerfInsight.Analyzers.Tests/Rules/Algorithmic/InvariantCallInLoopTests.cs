using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.InvariantCallInLoopAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2010 says, and where it is silent.</summary>
public class InvariantCallInLoopTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu);

    [Theory]
    [InlineData("for (int i = 0; i < [|lazy.Count()|]; i++) n += i;")]
    [InlineData("foreach (var x in list) n += x - [|list.Max()|];")]
    [InlineData("foreach (var x in list) if (x > [|list.Average()|]) n++;")]
    [InlineData("n = list.Count(x => x == [|list.Min()|]);")]
    [InlineData("n = list.Where(x => x < [|lazy.Count()|]).Select(x => x + 1).Sum();")]
    [InlineData("foreach (var w in words) if (w == [|text.ToLower()|]) n++;")]
    [InlineData("foreach (var w in words) if ([|text.Split(',')|].Length > w.Length) n++;")]
    [InlineData("foreach (var w in words) n += [|typeof(C).GetCustomAttributes(true)|].Length;")]
    [InlineData("foreach (var w in words) if ([|new Regex(\"a+\")|].IsMatch(w)) n++;")]
    [InlineData("foreach (var x in list) foreach (var y in [|lazy.ToList()|]) n += x * y;")]
    [InlineData("foreach (var x in list) { var rest = [|lazy.Where(y => y > 3).ToArray()|]; n += rest.Length + x; }")]
    [InlineData("foreach (var x in list) if ([|list.Any(y => y == key)|]) n += x;")]
    [InlineData("int i = 0; while (i < [|lazy.Count()|]) { n += i; i++; }")]
    [InlineData("n = grid.FindRow(r => r < [|lazy.Count()|]);")]
    [InlineData("for (int i = 0; i < [|Kept|].Count; i++) n += i;")]
    [InlineData("foreach (var x in list) n += x * [|GetTotal()|];")]
    [InlineData("list.ForEach(x => n += [|lazy.Sum()|]);")]
    [InlineData("foreach (var x in list) { if (x < [|lazy.Count()|]) n++; else if (x == lazy.Count()) n--; }")]
    [InlineData("foreach (var x in list) if (x == [|int.Parse(text)|]) n++;")]
    [InlineData("n = list.Count(x => x == [|System.Convert.ToInt32(text)|]);")]
    [InlineData("int Part(int x) { return x % [|_all.Count()|]; } foreach (var x in list) n += Part(x);")]
    public async Task It_finds_the_call(string body)
    {
        var said = await Rule.FindsAsync(Code(body), Hot.Of("Run"));
        Assert.Contains("compute it once before", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("for (int i = 0; i < list.Count; i++) n += i;")]
    [InlineData("for (int i = 0; i < list.Count(); i++) n += i;")] // the size of a list is known
    [InlineData("foreach (var x in list) n += x * Cached.Count;")]
    [InlineData("foreach (var x in list) { _max = x; n += GetTotal(); }")]
    [InlineData("foreach (var x in list) n += x * Size;")]
    [InlineData("foreach (var w in words) if (w == w.ToLower()) n++;")]
    [InlineData("foreach (var w in words) n += w.Count(c => c == 'a');")]
    [InlineData("while (lazy.Count() > n) { n++; lazy = lazy.Skip(1); }")]
    [InlineData("while (list.Max() > key) { list.Remove(list[0]); }")]
    [InlineData("foreach (var w in words) { list.Add(w.Length); n += list.Sum(); }")]
    [InlineData("var max = list.Max(); foreach (var x in list) n += max - x;")]
    [InlineData("foreach (var x in lazy.ToList()) n += x;")]
    [InlineData("foreach (var w in words) result.Add(list.ToArray());")] // each needs its own
    [InlineData("foreach (var w in words) if (w.Length > 3) throw new System.InvalidOperationException(string.Join(\",\", words));")]
    [InlineData("foreach (var w in words) { n = lazy.Count(); break; }")]
    [InlineData("foreach (var w in words) _max ??= list.Max();")]
    [InlineData("foreach (var x in list) { var kinds = new[] { 1, 2 }; n += kinds.Max(); }")]
    [InlineData("foreach (var x in list) { Grow(); n += _all.Count(); }")]
    [InlineData("foreach (var w in words) n += int.Parse(w);")]
    [InlineData("do { n += lazy.Count(); if (n > 3) break; n--; } while (false);")]
    [InlineData("foreach (var x in list) n += int.Parse(\"3\") + System.Convert.ToInt32(key);")]
    [InlineData("System.Func<int> count = () => lazy.Count(); n = count();")]
    [InlineData("foreach (var type in typeof(C).Assembly.GetTypes()) n += type.GetProperty(\"Id\")?.GetCustomAttributes(false).Length ?? 0;")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot.Of("Run")));

    [Fact]
    public async Task Its_callee_confirms_it()
    {
        var said = await Rule.FindsAsync(Code("for (int i = 0; i < [|lazy.Count()|]; i++) n += i;"), Hot.Callee("System.Linq.Enumerable.Count"));
        Assert.StartsWith("Warning: 'lazy.Count()' gives the same result for each iteration of the loop; it takes 36 % of CPU", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Incomplete_code_is_no_problem() =>
        Assert.Equal("", await Rule.OfBrokenCodeAsync("using System.Linq; class C { void M() { foreach (var x in ) if (x. == y.Max( || new Regex().Count() }", Hot));

    private static string Code(string body) => $$"""
        using System.Collections.Generic;
        using System.Linq;
        using System.Text.RegularExpressions;
        class Grid { public int FindRow(System.Func<int, bool> isIt) => isIt(1) ? 1 : 0; }
        class C
        {
            private IEnumerable<int> _all = new List<int>();
            private int? _max;
            private List<int>? _cached;
        private int Size => 3;
        private List<int> Kept => _all.Where(x => x > 0).ToList();
        private List<int> Cached => _cached ??= _all.ToList();
        private int GetTotal() { int total = _max ?? 0; foreach (var x in _all) total += x; return total; }
        private void Grow() { _all = _all.Append(1); }
            int Run(List<int> list, IEnumerable<int> lazy, string[] words, string text, Grid grid, int key, List<int[]> result)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;
}
