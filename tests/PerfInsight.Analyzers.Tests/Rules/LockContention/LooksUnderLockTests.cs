using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>Locks under which is only looked in most calls, whatever stands beside the look: a list that is filled, a question, a miss (PI3004, PI3006, PI3009).</summary>
public class LooksUnderLockTests
{
    private const string Kinds = "interface IKind { bool IsMatch(string s); string Name { get; } void Use(); int Count { get; set; } }";

    [Theory]
    // What is found goes into a list of this call alone.
    [InlineData("PI3006", "class C { readonly Dictionary<Type, List<string>> _all = new(); List<string> M(Type t) { var found = new List<string>(); lock (_all) { foreach (var one in _all) { if (one.Key.IsAssignableFrom(t)) found.AddRange(one.Value); } } return found; } void Add(Type t) { lock (_all) _all[t] = new(); } }")]
    [InlineData("PI3004", "class C { readonly Dictionary<string, List<string>> _all = new(); List<string> M(string k) { lock (_all) { var found = new List<string>(); if (_all.ContainsKey(k)) _all[k].ForEach(one => found.Add(one)); return found; } } }")]
    // What was found is asked.
    [InlineData("PI3006", Kinds + "class C { readonly List<IKind> _all = new(); IKind? M(string s) { lock (_all) { foreach (var one in _all) if (one.IsMatch(s)) return one; return null; } } void Add(IKind k) { lock (_all) _all.Add(k); } }")]
    // A readers' lock beside another try.
    [InlineData("PI3006", "class C { readonly ReaderWriterLockSlim _l = new(); Task<int> _now = Task.FromResult(1); async Task<int> M() { Task<int> now; _l.EnterReadLock(); try { now = _now; } finally { _l.ExitReadLock(); } try { return await now; } catch (OperationCanceledException) { return 0; } } void Set(Task<int> t) { _l.EnterWriteLock(); try { _now = t; } finally { _l.ExitWriteLock(); } } }")]
    // Who empties a table has found out that it is old.
    [InlineData("PI3006", "class C { readonly Dictionary<int, string> _all = new(); Dictionary<int, string>? M() { lock (_all) { if (_all.Count > 0) { return new Dictionary<int, string>(_all); } } return null; } void OnChange() { lock (_all) _all.Clear(); } }")]
    // A miss fills a table in a table, keeps what it found, or makes room; a hit may be counted.
    [InlineData("PI3004", "class C { readonly Dictionary<string, Dictionary<int, object>> _d = new(); object M(string a, int b) { lock (_d) { if (!_d.TryGetValue(a, out var inner)) { inner = new Dictionary<int, object>(); _d[a] = inner; } if (!inner.TryGetValue(b, out var v)) { v = new object(); inner[b] = v; } return v; } } }")]
    [InlineData("PI3009", "class C { static readonly Dictionary<Type, object> s_d = new(); object? _mine; void M() { lock (s_d) { if (!s_d.TryGetValue(GetType(), out _mine)) { _mine = Make(); s_d.Add(GetType(), _mine); Made(_mine); } } } object Make() => new(); void Made(object o) { } }")]
    [InlineData("PI3009", "class C { static readonly Dictionary<string, Uri> s_d = new(); Uri M(string p) { Uri? r; lock (s_d) { if (!s_d.TryGetValue(p, out r)) { if (s_d.Count > 99) s_d.Clear(); r = new Uri(p); s_d.Add(p, r); } } return r; } }")]
    [InlineData("PI3009", "class Entry { public object? Value; public DateTime Until; } class C { readonly object _g = new(); readonly Dictionary<string, Entry> _d = new(); int _hits; object? M(string k) { lock (_g) { if (_d.TryGetValue(k, out var e) && e.Until > DateTime.UtcNow) { _hits++; return e.Value; } var v = Load(k); _d[k] = new Entry { Value = v, Until = DateTime.UtcNow.AddMinutes(1) }; return v; } } object Load(string k) => k; }")]
    // A method of the type looks.
    [InlineData("PI3009", "class C { readonly object _g = new(); readonly List<string> _all = new(); string M(string k) { lock (_g) { if (!TryFind(k, out var v)) { v = k + 1; _all.Add(v); } return v; } } bool TryFind(string k, out string v) { v = _all.Find(x => x == k)!; return v != null; } }")]
    [InlineData("PI3009", Kinds + "class C { readonly List<IKind> _all = new(); Func<string, IKind> _make = null!; IKind M(string n) { lock (_all) { var k = _all.Find(x => x.Name == n); if (k == null) { k = _make(n); _all.Add(k); } return k; } } }")]
    // One removal; what the found entry has.
    [InlineData("PI3004", "class C { readonly Dictionary<string, object> _d = new(); void M(string k) { lock (_d) { _d.Remove(k); } } void Add(string k) { lock (_d) { _d[k] = k; } } }")]
    [InlineData("PI3004", "class Entry { public string Name = \"\"; } class C { readonly Dictionary<string, Entry> _d = new(); string? M(string k) { lock (_d) { _d.TryGetValue(k, out Entry? e); return e?.Name; } } void Out(string k) { lock (_d) { if (_d[k].Name == k) _d.Remove(k); } } }")]
    // Scopes that let a lock go.
    [InlineData("PI3009", "class AsyncLock { public Task<IDisposable> LockAsync() => null!; } class C { readonly AsyncLock _mutex = new(); string? _v; async Task<string> M() { using (await _mutex.LockAsync()) { if (_v == null) _v = await File.ReadAllTextAsync(\"a\"); return _v; } } }")]
    [InlineData("PI3002", "static class X { public static IDisposable DisposableWait(this SemaphoreSlim s) => null!; } class C { readonly SemaphoreSlim _gate = new(1); string M(string p) { using (_gate.DisposableWait()) { return File.ReadAllText(p); } } }")]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);

    [Theory]
    // A copy of all of it is what the lock is for; a list that others know is no list of this call.
    [InlineData("PI3006", "class C { readonly List<string> _all = new(); List<string> M() { var copy = new List<string>(); lock (_all) { foreach (var one in _all) copy.Add(one); } return copy; } void Add(string s) { lock (_all) _all.Add(s); } }")]
    [InlineData("PI3006", "class C { readonly List<string> _all = new(); List<string> _found = new(); void M() { var found = _found; lock (_all) { foreach (var one in _all) if (one.Length > 1) found.Add(one); } } }")]
    // What is found is used, or its name does not say that it only answers.
    [InlineData("PI3006", Kinds + "class C { readonly List<IKind> _all = new(); void M(string s) { lock (_all) { foreach (var one in _all) if (one.Name == s) one.Use(); } } }")]
    [InlineData("PI3006", Kinds + "class C { readonly List<IKind> _all = new(); void M() { lock (_all) { foreach (var one in _all) one.Count++; } } }")]
    // Who empties a list has taken what is in it.
    [InlineData("PI3006", "class C { readonly List<int> _all = new(); bool M(int i) { lock (_all) { return _all.Contains(i); } } void Send() { lock (_all) { Console.WriteLine(_all.Count); _all.Clear(); } } }")]
    // The inner table changes each time; the number decides; the object's own table may keep what it found for the lock.
    [InlineData("PI3004", "class C { readonly Dictionary<string, Dictionary<int, object>> _d = new(); void M(string a, int b) { lock (_d) { if (!_d.TryGetValue(a, out var inner)) { inner = new Dictionary<int, object>(); _d[a] = inner; } inner[b] = a; } } }")]
    [InlineData("PI3009", "class C { readonly object _g = new(); readonly Dictionary<string, object> _d = new(); int _n; object? M(string k) { lock (_g) { if (_d.TryGetValue(k, out var v)) { _n++; return _n > 9 ? null : v; } _d[k] = v = k; return v; } } }")]
    [InlineData("PI3009", "class C { readonly object _g = new(); readonly Dictionary<string, object> _d = new(); object? _last; void M(string k) { lock (_g) { if (!_d.TryGetValue(k, out _last)) { _last = k; _d.Add(k, _last); } } } }")]
    // The method that is asked changes what it looks at.
    [InlineData("PI3009", "class C { readonly object _g = new(); readonly List<string> _all = new(); void M(string k) { lock (_g) { if (!TryDrop(k)) { _all.Add(k + 1); } } } bool TryDrop(string k) => _all.Remove(k); }")]
    // The lock keeps more together than the one removal, or a look and the removal that follows from it.
    [InlineData("PI3004", "class C { readonly object _g = new(); int _n; readonly Dictionary<string, object> _d = new(); void M(string k) { lock (_g) { _d.Remove(k); } } void Add(string k) { lock (_g) { _d[k] = k; _n++; } } }")]
    [InlineData("PI3004", "class C { readonly Dictionary<string, int> _d = new(); void M(string k) { lock (_d) { if (_d.ContainsKey(k)) { _d[k]--; if (_d[k] == 0) _d.Remove(k); } } } int N => _d.Count; void Clear() { lock (_d) { foreach (var one in _d) Console.WriteLine(one); _d.Clear(); } } }")]
    // A pool's lease, a bitmap's bits and the lock of one key are no locks for all.
    [InlineData("PI3002", "class Bits { public IDisposable Lock() => null!; } class C { readonly Bits _bits = new(); string M(string p) { using (_bits.Lock()) { return File.ReadAllText(p); } } }")]
    [InlineData("PI3002", "class KeyLock { public IDisposable Lock(string key) => null!; } class C { readonly KeyLock _lock = new(); string M(string p) { using (_lock.Lock(p)) { return File.ReadAllText(p); } } }")]
    [InlineData("PI3009", "class AsyncLock { public Task<IDisposable> LockAsync() => null!; } class C { readonly AsyncLock _mutex = new(); string? _v; async Task<string> M() { if (_v != null) return _v; using (await _mutex.LockAsync()) { if (_v == null) _v = await File.ReadAllTextAsync(\"a\"); return _v; } } }")]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);
}
