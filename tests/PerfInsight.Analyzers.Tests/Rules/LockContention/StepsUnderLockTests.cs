using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>Numbers that need no lock, locks in parallel loops, and work that is done under one (PI3003, PI3008, PI3012, PI3013).</summary>
public class StepsUnderLockTests
{
    private const string Items = "class Item { public Func<object, bool> Callback = _ => true; public long Due; public string Name = \"\"; } interface IStore { void Save(string k); }";

    [Theory]
    // The next value of one number, which the lock's other code does not touch.
    [InlineData("PI3003", "class C { readonly object _g = new(); long _last; long M() { lock (_g) { var now = DateTime.UtcNow.Ticks; if (now <= _last) now = _last + 1; _last = now; return now; } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _next; List<int> _all = new(); int M() { lock (_g) { var id = _next; _next = (_next + 1) % 65536; return id; } } void Add(int i) { lock (_g) { _all.Add(i); } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _messages; long _bytes; void M(byte[] data) { lock (_g) { _messages++; _bytes += data.Length; } } long Bytes => _bytes; }")]
    // Each item of a parallel loop adds what it has worked out.
    [InlineData("PI3008", "class C { List<int> M(int[] all) { var found = new List<int>(); Parallel.ForEach(all, one => { var twice = one * 2; lock (found) { found.Add(twice); } }); return found; } }")]
    [InlineData("PI3008", "class C { long M(int[] all) { var gate = new object(); long sum = 0; Parallel.For(0, all.Length, i => { lock (gate) sum += all[i]; }); return sum; } }")]
    // What others have handed in, and what the caller decides.
    [InlineData("PI3012", Items + "class C { readonly SortedList<long, Item> _due = new(); void M(long now) { lock (_due) { foreach (var one in _due) { if (one.Key < now) { var item = one.Value; item.Callback(this); } } } } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); readonly List<string> _all = new(); IEnumerable<string> M() { lock (_g) { foreach (var one in _all) yield return one; } } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); int _n; event Action? Changed; void M() { lock (_g) { _n++; OnChanged(); } } void OnChanged() => Changed?.Invoke(); }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); int _n; event EventHandler? Changed; void M() { lock (_g) { _n++; var handler = Changed; if (handler != null) handler(this, EventArgs.Empty); } } }")]
    [InlineData("PI3012", Items + "class C { readonly object _g = new(); readonly IStore _store = null!; void M(object packet) { lock (_g) { if (packet == null) return; var text = packet as string; if (text != null) { _store.Save(text); } } } }")]
    [InlineData("PI3012", Items + "class C { readonly object _g = new(); readonly List<Item> _all = new(); string? M() { lock (_g) { return _all.Select(one => Load(one.Name)).FirstOrDefault(one => one != null); } } static string? Load(string n) { foreach (var c in n) if (c == 'x') return n.ToUpperInvariant(); return null; } }")]
    [InlineData("PI3013", "class C { readonly HashSet<int> _open = new(); async Task M() { while (_open.Any()) await Task.Delay(100); } }")]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);

    [Theory]
    // Two numbers that decide together, one that is stored elsewhere as well, what goes from one to the other.
    [InlineData("PI3003", "class C { readonly object _g = new(); int _n, _top; bool M() { lock (_g) { if (_n >= 10) return false; _n++; _top = Math.Max(_top, _n); return true; } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); long _last; long M() { lock (_g) { var now = DateTime.UtcNow.Ticks; if (now <= _last) now = _last + 1; _last = now; return now; } } void Set(long l) { lock (_g) { _last = l; Console.WriteLine(l); } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _free = 9, _used; void M() { lock (_g) { _free--; _used++; } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _messages; long _bytes; void M(byte[] data) { lock (_g) { _messages++; _bytes += data.Length; } } bool IsFull() { lock (_g) return _bytes > 100; } }")]
    // Each thread merges once; the loop is no parallel one; what is shared decides.
    [InlineData("PI3008", "class C { long M(int[] all) { var gate = new object(); long sum = 0; Parallel.For(0, all.Length, () => 0L, (i, _, part) => part + all[i], part => { lock (gate) sum += part; }); return sum; } }")]
    [InlineData("PI3008", "class C { Action M(List<int> found) => () => { lock (found) { found.Add(1); } }; }")]
    [InlineData("PI3008", "class C { int M(int[] all) { var gate = new object(); var best = 0; Parallel.ForEach(all, one => { lock (gate) { if (one > best) best = one; } }); return best; } }")]
    // Delegates that compare, methods that do a step, what is done seldom, what the guarded state decides.
    [InlineData("PI3012", "class Item { public Func<long, bool> TestDue = _ => true; } class C { readonly List<Item> _all = new(); int M(long now) { var n = 0; lock (_all) { foreach (var one in _all) if (one.TestDue(now)) n++; } return n; } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); readonly List<string> _all = new(); IEnumerable<string> M() { string[] all; lock (_g) { all = _all.ToArray(); } foreach (var one in all) yield return one; } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); int _n; void M() { lock (_g) { _n++; OnChanged(); } } void OnChanged() { _n = 0; } }")]
    [InlineData("PI3012", Items + "class C { readonly object _g = new(); readonly IStore _store = null!; bool _isSaved; void M(string k) { lock (_g) { if (!_isSaved) { _isSaved = true; _store.Save(k); } } } }")]
    [InlineData("PI3012", Items + "class C { readonly object _g = new(); readonly IStore _store = null!; int _n; void M(string k) { lock (_g) { if (k.Length == 0) { _store.Save(\"none\"); return; } _n++; } } }")]
    [InlineData("PI3012", Items + "class C { readonly object _g = new(); readonly List<Item> _all = new(); Item? M(string n) { lock (_g) { return _all.FirstOrDefault(one => one.Name == n); } } }")]
    [InlineData("PI3013", "class C { async Task M(List<int> open) { while (open.Any()) { await Handle(open); await Task.Delay(100); } } Task Handle(List<int> l) => Task.CompletedTask; }")]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);
}
