using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>Searches in members that call themselves, in bags and stacks, of a few fixed elements, and by number (PI2001, PI2002, PI2005).</summary>
public class RecursiveSearchTests
{
    private const string Row = "class Row { public int Id; public int ParentId; } ";

    private const string Twelve = "new List<Type> { typeof(int), typeof(long), typeof(short), typeof(byte), typeof(char), typeof(bool), typeof(string), typeof(float), typeof(double), typeof(decimal), typeof(uint), typeof(ulong) };";

    [Theory]
    // What each object looks for is its own.
    [InlineData("PI2002", Row + "class Node { public int Key; void M(List<Row> rows) { var mine = rows.Where(r => r.ParentId == Key).ToList(); foreach (var r in mine) new Node { Key = r.Id }.M(rows); } }")]
    [InlineData("PI2002", Row + "class Node { public int Key; void M(IEnumerable<Row> rows, int depth) { foreach (var r in rows) { if (r.ParentId == Key) { var n = new Node { Key = r.Id }; n.M(rows, depth + 1); } } } }")]
    // Bags, stacks and queues have no look-up.
    [InlineData("PI2001", "class C { readonly ConcurrentBag<int> _seen = new(); void M(int[] keys) { foreach (var k in keys) { if (_seen.Contains(k)) continue; _seen.Add(k); } } }")]
    [InlineData("PI2001", "class C { readonly Stack<string> _open = new(); int M(string[] keys) { var n = 0; for (var i = 0; i < keys.Length; i++) if (_open.Contains(keys[i])) n++; return n; } }")]
    [InlineData("PI2001", "class C { readonly ConcurrentQueue<string> _open = new(); int M(string[] keys) => keys.Count(k => _open.Contains(k)); }")]
    // A list that is added to.
    [InlineData("PI2001", "class C { static List<Type> _known = " + Twelve + " bool M(Type t) => _known.Contains(t); void Add(Type t) => _known.Add(t); }")]
    [InlineData("PI2001", "class C { static List<Type> _known = " + Twelve + " bool M(Type t) => _known.Contains(t); void Set(List<Type> all) => _known = all; }")]
    // An index over what is made anew each time.
    [InlineData("PI2005", "interface IAtoms { IEnumerable<string> Enumerate(); } class C { readonly IAtoms _atoms = null!; string GetValue(int i) { return _atoms.Enumerate().ElementAt(i - 1); } }")]
    [InlineData("PI2005", "interface IAtoms { IEnumerable<string> Enumerate(); } class C { readonly IAtoms _atoms = null!; string this[int i] => _atoms.Enumerate().Where(a => a != \"\").ElementAt(i); }")]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Cpu), StringComparison.Ordinal);

    [Theory]
    // The same object, for the same key; and among ever fewer.
    [InlineData("PI2002", Row + "class Node { public int Key; void M(List<Row> rows, int depth) { var mine = rows.Where(r => r.ParentId == Key).ToList(); if (depth < 3 && mine.Count == 0) M(rows, depth + 1); } }")]
    [InlineData("PI2002", Row + "class Node { public int Key; void M(List<Row> rows) { var mine = rows.Where(r => r.ParentId == Key).ToList(); foreach (var r in mine) new Node { Key = r.Id }.M(mine); } }")]
    [InlineData("PI2002", Row + "class Node { public int Key; void M(List<Row> rows) { var mine = rows.Where(r => r.ParentId == Key).ToList(); foreach (var r in mine) Console.WriteLine(r.Id); } }")]
    // Sets and dictionaries, and a constant.
    [InlineData("PI2001", "class C { readonly HashSet<int> _seen = new(); int M(int[] keys) => keys.Count(k => _seen.Contains(k)); }")]
    [InlineData("PI2001", "class C { readonly ConcurrentDictionary<int, bool> _seen = new(); int M(int[] keys) => keys.Count(k => _seen.ContainsKey(k)); }")]
    [InlineData("PI2001", "class C { readonly ConcurrentBag<int> _seen = new(); bool M() => _seen.Contains(3); }")]
    // Few, and nothing adds to them.
    [InlineData("PI2001", "class C { private static List<Type> _known = " + Twelve + " bool M(Type t) => _known.Contains(t); }")]
    [InlineData("PI2001", "class C { List<Type> _known = " + Twelve + " bool M(Type t) => _known.Contains(t); void Show() { foreach (var t in _known) Console.WriteLine(t); } }")]
    // A list, a number of nobody's, and a sequence for each number.
    [InlineData("PI2005", "interface IAtoms { List<string> All(); } class C { readonly IAtoms _atoms = null!; string GetAt(int i) => _atoms.All().ElementAt(i); }")]
    [InlineData("PI2005", "interface IAtoms { IEnumerable<string> Enumerate(); } class C { readonly IAtoms _atoms = null!; readonly Random _r = new(); string Pick() => _atoms.Enumerate().ElementAt(_r.Next(5)); }")]
    [InlineData("PI2005", "class C { string GetRow(int i) => Rows(i).ElementAt(i); IEnumerable<string> Rows(int i) { yield return \"\" + i; } }")]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Cpu), StringComparison.Ordinal);

    // Neither a set nor a dictionary hands out what came last.
    [Theory]
    [InlineData("class C { readonly Stack<string> _open = new(); bool M(string key) => _open.Contains(key); }", "at each call", "keep a HashSet beside it")]
    [InlineData("class C { readonly ConcurrentBag<int> _seen = new(); void M(int[] keys) { foreach (var k in keys) { if (_seen.Contains(k)) continue; _seen.Add(k); } } }", "in this loop", "keep a ConcurrentDictionary beside it")]
    public async Task What_is_searched_stays(string code, string where, string remedy)
    {
        var said = await Family.SaysAsync(code, SampleKind.Cpu);

        Assert.Contains(where, said, StringComparison.Ordinal);
        Assert.Contains(remedy, said, StringComparison.Ordinal);
    }
}
