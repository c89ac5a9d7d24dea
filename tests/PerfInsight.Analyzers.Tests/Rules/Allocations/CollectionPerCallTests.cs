using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.CollectionPerCallAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What PI1021 says, and where it is silent.</summary>
public class CollectionPerCallTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("bool M(string[] a) { var seen = [|new HashSet<string>()|]; foreach (var x in a) if (!seen.Add(x)) return false; return true; }")]
    [InlineData("int M(Node root) { var open = [|new Stack<Node>()|]; open.Push(root); var n = 0; while (open.Count > 0) { var one = open.Pop(); n++; foreach (var kid in one.Kids) open.Push(kid); } return n; }")]
    [InlineData("int M(int[] a) { var by = [|new Dictionary<int, int>(16)|]; foreach (var x in a) { by.TryGetValue(x, out var c); by[x] = c + 1; } return by.Values.Max(); }")]
    [InlineData("string M(Node n) { var parts = [|new List<string>()|]; for (; n != null; n = n.Parent) parts.Add(n.Name); return string.Join(\"/\", parts); }")]
    [InlineData("int M(IEnumerable<int> a, int[] b) { var set = [|a.ToHashSet()|]; return b.Count(set.Contains); }")]
    [InlineData("void M(List<Node> all) { foreach (var n in all) { var names = [|new HashSet<string>(StringComparer.Ordinal)|]; foreach (var kid in n.Kids) if (kid.Name != null) names.Add(kid.Name); Note(names.Count); } } void Note(int n) { }")]
    [InlineData("int M(Node root) { var seen = [|new HashSet<Node>()|]; Visit(root, seen); return seen.Count; } static void Visit(Node n, HashSet<Node> seen) { if (seen.Add(n)) foreach (var kid in n.Kids) Visit(kid, seen); }")]
    [InlineData("void M(Node root) => Visit(root, [|new HashSet<Node>()|]); static void Visit(Node n, HashSet<Node> seen) { if (seen.Add(n)) foreach (var kid in n.Kids) Visit(kid, seen); }")]
    [InlineData("List<int> M(List<int> a, int[] b) { var drop = [|new HashSet<int>(b)|]; var left = a.Where(x => x > 3).ToList(); left.RemoveAll(drop.Contains); return left; }")]
    [InlineData("int M(int n) { var open = [|new Queue<int>()|]; open.Enqueue(n); void Step() { if (open.Dequeue() > 3) open.Enqueue(2); } while (open.Count > 0) Step(); return n; }")]
    public Task A_collection_that_ends_with_the_call(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("List<int> _all = new(); void Reset() { _all = [|new List<int>()|]; }")]
    [InlineData("int[] _all; C() { _all = new int[9]; } void Clear(int n) { if (n > 3) _all = [|new int[n]|]; }")]
    [InlineData("Dictionary<string, int> _by = new(); void Next() { foreach (var pair in _by) Note(pair.Value); _by = [|new Dictionary<string, int>()|]; } void Note(int n) { }")]
    [InlineData("readonly Node _root = new(); public List<string> Names { get { var r = [|new List<string>(_root.Kids.Count)|]; foreach (var kid in _root.Kids) r.Add(kid.Name + \"!\"); return r; } }")]
    [InlineData("readonly Node _root = new(); public string[] Names { get { var r = [|new string[_root.Kids.Count]|]; for (var i = 0; i < r.Length; i++) r[i] = _root.Kids[i].Name; return r; } }")]
    [InlineData("Node _one; public IReadOnlyList<Node> All { get { if (_one == null) return Array.Empty<Node>(); return [|new List<Node> { _one }|]; } }")]
    [InlineData("Node _one; public Node[] All => [|new[] { _one, null }|];")]
    [InlineData("byte[] _sum; void Init() { _sum = new byte[16]; } void Reset() { _sum = [|new byte[16]|]; }")]
    [InlineData("List<Node> Leaves(Node n) { var r = [|new List<Node>()|]; if (n.Kids.Count == 0) r.Add(n); foreach (var kid in n.Kids) r.AddRange(Leaves(kid)); return r; }")]
    public Task A_collection_that_is_made_again(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Fact]
    public Task The_profile_shows_its_bytes() => Verify.WarnsAsync(
        Class("int M(int[] a) { var seen = [|new HashSet<int>()|]; foreach (var x in a) if (x > 2) seen.Add(x); return seen.Count; }"),
        Hot.Allocates("System.Collections.Generic.HashSet`1"),
        "'new HashSet<int>()' is made in each call and forgotten when the call ends; it allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): keep one and clear it, for each thread or from a pool where calls overlap, or do without");

    [Theory]
    [InlineData("HashSet<int> M(int[] a) { var seen = new HashSet<int>(); foreach (var x in a) if (x > 2) seen.Add(x); return seen; }")]
    [InlineData("List<int> _kept; void M(int n) { var r = new List<int>(); r.Add(n); _kept = r; }")]
    [InlineData("void M(List<List<int>> all, int n) { var r = new List<int>(); r.Add(n); all.Add(r); }")]
    [InlineData("Func<int> M(int n) { var r = new List<int>(); r.Add(n); return () => r.Count; }")]
    [InlineData("IEnumerable<int> M(int n) { var r = new List<int>(); r.Add(n); return r.Where(x => x > 3); }")]
    [InlineData("IReadOnlyList<int> M(int n) { var r = new List<int>(); r.Add(n); return r.AsReadOnly(); }")]
    [InlineData("ICollection<int> M(int n) { var r = new Dictionary<int, int>(); r[n] = 1; return r.Keys; }")]
    [InlineData("void M(int n) { var r = new List<int>(); r.Add(n); Keep(r); } List<int> _kept; void Keep(List<int> r) { _kept = r; }")]
    [InlineData("void M(int n) { var r = new List<int>(); r.Add(n); Take(r); } protected virtual void Take(List<int> r) { }")]
    [InlineData("void M(Taker t, int n) { var r = new List<int>(); r.Add(n); t.Take(r); } interface Taker { void Take(List<int> r); }")]
    [InlineData("Task M(int n) { var r = new List<int>(); r.Add(n); return Later(r); } async Task Later(List<int> r) { await Task.Yield(); r.Clear(); }")]
    [InlineData("void M(int n) { if (n < 0) { var r = new List<string>(); foreach (var x in _n) r.Add(x.ToString()); throw new ArgumentException(string.Join(\",\", r)); } } int[] _n;")]
    [InlineData("static C() { var seen = new HashSet<int>(); seen.Add(3); Count = seen.Count; } static int Count;")]
    [InlineData("void Dispose() { var all = new List<int>(); all.Add(1); Note(all.Count); } void Note(int n) { }")]
    [InlineData("int M(IEnumerator<int> e) { var r = new Own(); r.Add(3); return r.Count; } class Own : List<int> { }")]
    [InlineData("object M(int n) { var r = new List<int> { n }; return new Holder(r); } record Holder(List<int> All);")]
    [InlineData("void M(int n) { var open = new Queue<int>(); open.Enqueue(n); void Step() { open.Dequeue(); } _later = Step; } Action _later;")]
    public Task One_that_lives_on_or_is_rare_stays_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    [Theory]
    [InlineData("List<int> _all = new(); List<int> Swap2() { var old = _all; _all = new List<int>(); return old; }")]
    [InlineData("List<int> _all = new(); List<int> TakeAll() { var old = _all; _all = new List<int>(); return old; }")]
    [InlineData("List<int> _all; void Ensure() { if (_all == null) _all = new List<int>(); _all.Add(1); }")]
    [InlineData("List<int> _all; void Load2() { _all = new List<int>(); _all.Add(1); }")]
    [InlineData("List<int> _all = new(); void LoadAll() { _all = new List<int>(); _all.Add(1); }")]
    [InlineData("public List<int> All = new(); void Reset() { All = new List<int>(); }")]
    [InlineData("List<string> _names; readonly Node _root = new(); public List<string> Names { get { if (_names == null) { var r = new List<string>(); foreach (var kid in _root.Kids) if (kid.Name != null) r.Add(kid.Name); _names = r; } return _names; } }")]
    [InlineData("readonly Node _root = new(); public List<string> Names() { var r = new List<string>(); foreach (var kid in _root.Kids) if (kid.Name != null) r.Add(kid.Name); return r; }")]
    [InlineData("List<Node> Leaves(Node n) { var r = new List<Node>(); foreach (var kid in n.Kids) r.AddRange(Others(kid)); return r; } List<Node> Others(Node n) => n.Kids;")]
    [InlineData("byte[] _sum; void Fill() { _sum = new byte[16]; } void Reset() { _sum = new byte[16]; }")]
    [InlineData("int Known(Func<List<int>> find, int[] xs) { var all = find().ToHashSet(); var n = 0; foreach (var x in xs) if (all.Contains(x)) n++; return n; }")]
    [InlineData("int Known(Node n, int[] xs) { var kids = n.Kids.Where(k => k.Name != null).ToList(); var found = Others(n); var all = found.Where(k => k.Name != null).ToDictionary(k => k.Name); return xs.Length + all.Count; } List<Node> Others(Node n) => n.Kids;")]
    public Task What_is_handed_over_made_once_or_asked_of_a_method_is_needed(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        #nullable disable
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        class C
        {
            {{member}}
        }

        class Node { public string Name; public Node Parent; public List<Node> Kids = new(); }
        """;
}
