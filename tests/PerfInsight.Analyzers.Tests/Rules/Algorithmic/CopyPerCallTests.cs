using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.CopyPerCallAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2015 says, and where it is silent.</summary>
public class CopyPerCallTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("_items = [|_items.Concat(new[] { key }).ToArray()|];")]
    [InlineData("_items = [|_items.Append(key).ToArray()|];")]
    [InlineData("_list = [|new List<int>(_list) { key }|];")]
    [InlineData("_items = [|[.. _items, key]|];")]
    [InlineData("_fixed = [|_fixed.Add(key)|];")]
    [InlineData("[|Array.Resize(ref _items, _items.Length + 1)|]; _items[^1] = key;")]
    [InlineData("var map = [|new Dictionary<string, int>(_map)|]; map[\"a\"] = key; _map = map;")]
    [InlineData("foreach (var part in parts) all = [|all.Concat(part).ToArray()|];")]
    [InlineData("foreach (var part in parts) all = [|all.Union(part).ToArray()|];")]
    [InlineData("var copy = [|_list.ToList()|]; foreach (var x in copy) n += x; _list.Add(key);")]
    [InlineData("foreach (var part in parts) foreach (var x in [|list.ToList()|]) if (x == part[0]) list.Remove(x);")]
    [InlineData("foreach (var next in path[0].Next) n += Run(list, lazy, parts, [|new List<Node>(path)|], key);")]
    [InlineData("foreach (var next in path[0].Next) n += Run(list, lazy, parts, [|path.Append(next).ToList()|], key);")]
    [InlineData("n = [|_map.Values.ToList()|][key];")]
    [InlineData("if ([|_list.ToArray()|].Contains(key)) n++;")]
    public async Task It_finds_the_pattern(string body)
    {
        var said = await Rule.FindsAsync(Code(body), Hot);
        Assert.StartsWith("Info: ", said, StringComparison.Ordinal);
        Assert.Contains("copies all of", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_list.Add(key);")]
    [InlineData("_items = lazy.ToArray();")]
    [InlineData("_cache ??= _list.ToList();")]
    [InlineData("if (_cache == null) _cache = _list.Where(x => x > 0).ToList();")]
    [InlineData("foreach (var part in parts) { var own = part.ToList(); own.Add(key); n += own.Count; }")]
    [InlineData("var sorted = list.ToList(); sorted.Sort(); n = sorted[0];")]
    [InlineData("foreach (var x in _list.ToList()) if (x == key) _list.Remove(x);")]
    [InlineData("Array.Resize(ref _items, _items.Length * 2);")]
    [InlineData("all = all.Concat(lazy).ToArray();")]
    [InlineData("foreach (var part in parts) { all = all.Where(x => x > part[0]).ToArray(); }")]
    [InlineData("foreach (var part in parts) all = part.Concat(lazy).ToArray();")]
    [InlineData("var own2 = new List<int>(list); own2.Add(key); n = own2.Count;")]
    [InlineData("if (key < 0) throw new Exception(string.Join(\",\", _map.Keys.ToList()));")]
    [InlineData("var s = \"abc\".ToCharArray(); n = s.ToList()[0];")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Fact]
    public async Task What_a_recursion_finds_is_copied_at_each_level() => await Rule.FindsAsync("""
        using System.Collections.Generic;
        class Node { public List<Node> Next = new(); }
        class C
        {
            List<Node> Run(Node node)
            {
                var found = new List<Node> { node };
                foreach (var next in node.Next) [|found.AddRange(Run(next))|];
                return found;
            }
        }
        """, Hot.Of("Run"));

    [Fact]
    public async Task A_recursion_that_adds_to_one_list_is_silent() => Assert.Equal("", await Rule.FindsAsync("""
        using System.Collections.Generic;
        class Node { public List<Node> Next = new(); public List<Node> Others() => Next; }
        class C
        {
            void Run(Node node, List<Node> found)
            {
                found.Add(node);
                found.AddRange(node.Others());
                foreach (var next in node.Next) Run(next, found);
            }
        }
        """, Hot.Of("Run")));

    [Theory]
    [InlineData("_items = _items.Where(x => x > 0).ToArray();")]
    [InlineData("var odd = list.GroupBy(x => x % 2).ToList(); list = new List<int>(); foreach (var group in odd) list.AddRange(group);")]
    [InlineData("lock (_map) _list = new List<int>(_list) { key };")]
    public async Task What_must_look_at_all_or_is_shared_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Theory]
    [InlineData("_items = [|_items.Where(x => x != key).ToArray()|];")]
    [InlineData("lock (_map) _items = [|[.. _items, key]|];")]
    [InlineData("lock (_map) _map = [|new Dictionary<string, int>(_map) { [\"a\"] = key }|];")]
    public async Task Their_twins_are_not(string body) => await Rule.FindsAsync(Code(body), Hot);

    [Fact]
    public async Task In_a_cold_member_it_is_silent() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("_items = _items.Concat(new[] { key }).ToArray();"), TestProfile.Cold));

    [Fact]
    public async Task Its_callee_confirms_it() => Assert.StartsWith(
        "Warning: ",
        await Rule.FindsAsync(Code("_items = [|_items.Concat(new[] { key }).ToArray()|];"), Hot.Callee("System.Linq.Enumerable.ToArray")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Incomplete_code_is_no_problem() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("_items = _items.Concat(.ToArray(); foreach (var x in ) new List<int>( ; _list = [.. "), Hot));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using System.Text;
        class Node { public List<Node> Next = new(); }
        class C
        {
            private int[] _items = new int[0];
            private List<int> _list = new();
            private Dictionary<string, int> _map = new();
            private ImmutableArray<int> _fixed = ImmutableArray<int>.Empty;
            private List<int>? _cache;
            private int[] Changed() => _items;
            public int Size() => _list.Count;
            private int Places() => _items.Length;
            int Run(List<int> list, IEnumerable<int> lazy, List<int[]> parts, List<Node> path, int key)
            {
                int n = 0;
                int[] all = new int[0];
                {{body}}
                return n + all.Length;
            }
        }
        """;
}
