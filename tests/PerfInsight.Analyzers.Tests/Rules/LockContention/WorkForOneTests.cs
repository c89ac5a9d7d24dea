using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>Work under a lock that does not need the lock, and what only looks like it (PI3002, PI3003, PI3004, PI3007, PI3009, PI3012).</summary>
public class WorkForOneTests
{
    [Theory]
    [InlineData("PI3012", """
        class C { void M(IList list, List<object> result) { lock (list.SyncRoot) { var copy = new List<object>(list.Count); for (var i = 0; i < list.Count; i++) copy.Add(list[i]!); Visit(result, copy); } } static void Visit(List<object> result, List<object> all) { foreach (var one in all) result.Add(one.ToString()!.Trim()); } }
        """)]
    [InlineData("PI3012", """
        class C { void M(string[] names) { var sizes = new Dictionary<string, int>(); System.Threading.Tasks.Parallel.ForEach(names, name => { lock (sizes) { sizes.Add(name, GetSize(name)); } }); } static int GetSize(string name) { var n = 0; foreach (var c in name) n += c; return n; } }
        """)]
    [InlineData("PI3003", """
        class C { readonly object _gate = new(); readonly string[] _all = { "a", "b", "c" }; int _next; int M() { lock (_gate) { var index = _next; _next++; if (_next == _all.Length) _next = 0; return index; } } }
        """)]
    [InlineData("PI3007", """
        interface IMemoryCache { bool TryGetValue(object key, out object? value); void Set(object key, object value); } class C { static readonly object Gate = new(); readonly IMemoryCache _cache = null!; object? M(object key, Func<object> make) { object? found; lock (Gate) { if (!_cache.TryGetValue(key, out found)) { found = make(); _cache.Set(key, found); } } return found; } }
        """)]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);

    [Theory]
    [InlineData("PI3012", """
        class C { readonly object _gate = new(); readonly List<int> _all = new(); List<int> M(int n) { lock (_gate) { return _all.Take(n).ToList(); } } }
        """)]
    [InlineData("PI3012", """
        class C { readonly object _gate = new(); bool _isSent; readonly D _d = new(); void M() { lock (_gate) { if (!_isSent && _d.SendOne()) { _isSent = true; } } } } class D { public bool SendOne() { foreach (var c in ToString()!) if (c == 0) return false; return true; } }
        """)]
    [InlineData("PI3012", """
        class C { readonly List<string> _all = new(); readonly D _d = new(); void M(string name) { lock (_all) { _all.Add(_d.GetName(name)); } } } class D { public string GetName(string name) { foreach (var c in name) if (c == 0) return ""; return name; } }
        """)]
    [InlineData("PI3012", """
        class C { readonly object _gate = new(); readonly List<int> _all = new(); void M() { lock (_gate) { var copy = new List<int>(); Keep(copy); } } void Keep(List<int> copy) { foreach (var n in copy) _all.Add(n); } }
        """)]
    [InlineData("PI3003", """
        class C { readonly object _gate = new(); int _next; int _turns; int M(int size) { lock (_gate) { var index = _next; _next++; if (_next == size) { _next = 0; _turns++; } return index; } } }
        """)]
    [InlineData("PI3009", """
        class C { readonly object _gate = new(); bool _isShut; Task? _task; void Start() { lock (_gate) { if (_isShut || _task != null) return; _task = Task.Run(() => { }); } } }
        """)]
    [InlineData("PI3009", """
        class C { readonly object _gate = new(); Dictionary<string, int> _all = new(); bool TryRemove(string key) { lock (_gate) { if (!_all.ContainsKey(key)) return false; var copy = new Dictionary<string, int>(_all); copy.Remove(key); _all = copy; return true; } } }
        """)]
    [InlineData("PI3009", """
        class C { readonly object _gate = new(); List<int>? _found; int Count(int n) { lock (_gate) { while (_found == null) { if (n == 0) _found = new List<int>(); else Monitor.Wait(_gate); } return _found.Count; } } }
        """)]
    [InlineData("PI3004", """
        class Entry { public List<string> Notes { get; } = new(); } class C { readonly Dictionary<string, Entry> _all = new(); void M(string key, string note) { lock (_all) { if (!_all.TryGetValue(key, out var entry)) { entry = new Entry(); _all.Add(key, entry); } else { entry.Notes.Add(note); } } } }
        """)]
    [InlineData("PI3001", """
        class C { readonly object _gate = new(); readonly List<int> _all = new(); List<int> M() { lock (_gate) { var copy = new List<int>(); foreach (var n in _all) copy.Add(n); _all.Clear(); return copy; } } }
        """)]
    [InlineData("write after the lock", """
        class C { static readonly object Gate = new(); void M(TextWriter writer, string text) { lock (Gate) { writer.WriteLine(text); } } }
        """)]
    [InlineData("GetOrAdd", """
        class C { readonly Dictionary<string, string> _all = new(); void M(string key, string more) { lock (_all) { _all.TryGetValue(key, out var old); _all[key] = old + more; } } }
        """)]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);
}
