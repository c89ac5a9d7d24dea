using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>Locks around one thing that needs none, or less: an atomic call, a number, a draw, one entry, one queue, one look-up (PI3003, PI3004, PI3006).</summary>
public class AloneUnderLockTests
{
    [Theory]
    // Atomic already.
    [InlineData("PI3003", "class C { readonly object _g = new(); int _n; void M() { lock (_g) Interlocked.Increment(ref _n); } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _n; int M() { lock (_g) { return Volatile.Read(ref _n); } } void Up() { Interlocked.Increment(ref _n); } }")]
    // One read for which readers wait.
    [InlineData("PI3006", "class C { readonly ReaderWriterLockSlim _l = new(); object _now = new(); object M() { _l.EnterReadLock(); try { return _now; } finally { _l.ExitReadLock(); } } void Set(object o) { _l.EnterWriteLock(); try { _now = o; } finally { _l.ExitWriteLock(); } } }")]
    [InlineData("PI3006", "class C { readonly ReaderWriterLockSlim _l = new(); List<int> _all = new(); int M() { try { _l.EnterReadLock(); return _all.Capacity; } finally { _l.ExitReadLock(); } } }")]
    [InlineData("PI3004", "class C { readonly Dictionary<string, Entry> _d = new(); string? M(string k) { lock (_d) { _d.TryGetValue(k, out var e); return e?.Name; } } void Set(string k, Entry e) { lock (_d) { _d[k] = e; } } } class Entry { public string Name { get; set; } = \"\"; }")]
    [InlineData("PI3004", "class C { static readonly ConditionalWeakTable<object, string> _t = new(); string? M(object k) { lock (_t) { return _t.TryGetValue(k, out var v) ? v : null; } } }")]
    // One number, flag or time, however the lock is taken.
    [InlineData("PI3003", "class C { int _n; [MethodImpl(MethodImplOptions.Synchronized)] void M() { _n++; } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _n; void M() { Monitor.Enter(_g); try { _n++; } finally { Monitor.Exit(_g); } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); bool _stop; bool M() { var taken = false; try { Monitor.Enter(_g, ref taken); return _stop; } finally { if (taken) Monitor.Exit(_g); } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); DateTime _last; void M() { lock (_g) { _last = DateTime.UtcNow; } } DateTime Last() { lock (_g) return _last; } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); bool _done; bool M() { lock (_g) { if (_done) return false; _done = true; return true; } } }")]
    // One generator.
    [InlineData("PI3004", "class C { static readonly Random _r = new(); int M() { lock (_r) { return _r.Next(10); } } }")]
    [InlineData("PI3004", "class C { static readonly object _g = new(); static readonly Random _r = new Random(Environment.TickCount); double M(double top) { lock (_g) return _r.NextDouble() * top; } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _n; int M() { lock (_g) { _n = (_n + 1) % 10; return _n; } } }")]
    [InlineData("PI3004", "class C { readonly ConcurrentDictionary<string, int> _d = new(); void M(string k) { lock (_d) { _d[k] = _d.TryGetValue(k, out var v) ? v + 1 : 1; } } }")]
    [InlineData("PI3004", "class C { Stack<StringBuilder> _pool = new(); StringBuilder M() { lock (_pool) { return _pool.Count > 0 ? _pool.Pop() : new StringBuilder(); } } void Give(StringBuilder b) { lock (_pool) { _pool.Push(b); } } }")]
    // One entry is taken out; the next of a queue is taken.
    [InlineData("PI3004", "class C { readonly Dictionary<string, object> _d = new(); object? M(string k) { object? v; lock (_d) { _d.TryGetValue(k, out v); _d.Remove(k); } return v; } }")]
    [InlineData("PI3004", "class C { readonly object _g = new(); readonly Dictionary<string, object> _d = new(); object? M(string k) { lock (_g) { object? v; if (!_d.TryGetValue(k, out v)) return null; _d.Remove(k); return v; } } }")]
    [InlineData("PI3004", "class C { readonly Queue<int> _q = new(); void Put(int i) { lock (_q) _q.Enqueue(i); } int? M() { lock (_q) { if (_q.Count == 0) return null; return _q.Dequeue(); } } }")]
    // One look-up by a readers' lock, alone or with the right to write.
    [InlineData("PI3004", "class C { readonly ReaderWriterLockSlim _rw = new(); readonly Dictionary<string, object> _d = new(); bool M(string k, out object? v) { _rw.EnterReadLock(); try { return _d.TryGetValue(k, out v); } finally { _rw.ExitReadLock(); } } void Drop(string k) { _rw.EnterWriteLock(); try { _d.Remove(k); } finally { _rw.ExitWriteLock(); } } }")]
    [InlineData("PI3004", "class C { readonly ReaderWriterLockSlim _rw = new(); readonly Dictionary<string, object> _d = new(); object M(string k) { _rw.EnterUpgradeableReadLock(); try { if (_d.TryGetValue(k, out var v)) return v; _rw.EnterWriteLock(); try { return _d[k] = new object(); } finally { _rw.ExitWriteLock(); } } finally { _rw.ExitUpgradeableReadLock(); } } }")]
    // What is read never changes, or is volatile.
    [InlineData("PI3006", "class C { readonly object _g = new(); System.Collections.Immutable.ImmutableList<int> _l = System.Collections.Immutable.ImmutableList<int>.Empty; bool M(int x) { lock (_g) { return _l.Contains(x); } } void Add(int x) { lock (_g) _l = _l.Add(x); } }")]
    [InlineData("PI3006", "class C { readonly object _g = new(); volatile bool _on; int _n; bool M() { lock (_g) { return _on; } } void Set() { lock (_g) { _on = true; _n++; } } }")]
    [InlineData("PI3006", "class C { readonly object _g = new(); string[] _known = new string[0]; bool M(string k) { lock (_g) { return Array.IndexOf(_known, k) >= 0; } } }")]
    // The handlers are copied each time, and change when one comes or goes.
    [InlineData("PI3006", "class C { readonly List<Action<int>> _all = new(); void M(int v) { Action<int>[] copy; lock (_all) { copy = _all.ToArray(); } foreach (var one in copy) one(v); } void Subscribe(Action<int> a) { lock (_all) _all.Add(a); } void Unsubscribe(Action<int> a) { lock (_all) _all.Remove(a); } }")]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);

    [Theory]
    // The field is used otherwise under the lock.
    [InlineData("PI3003", "class C { readonly object _g = new(); int _n, _m; void M() { lock (_g) Interlocked.Increment(ref _n); } void Other() { lock (_g) { _n = _m * 2; _m++; } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _n, _m; void M() { lock (_g) { Interlocked.Increment(ref _n); _m--; } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _n; readonly List<int> _l = new(); void M() { Monitor.Enter(_g); try { _n++; } finally { Monitor.Exit(_g); } } void Put(int x) { Monitor.Enter(_g); try { _l.Add(x); _n++; } finally { Monitor.Exit(_g); } } }")]
    [InlineData("PI3003", "class C { int _n; string _s = \"\"; [MethodImpl(MethodImplOptions.Synchronized)] void M() { _n++; _s = _n.ToString(); } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); DateTime _last; int _n; void M() { lock (_g) { _last = DateTime.UtcNow; } } bool IsLate() { lock (_g) { if (_last < DateTime.UtcNow) { _n++; return true; } return false; } } }")]
    [InlineData("PI3004", "class C { readonly object _g = new(); readonly Random _r = new(); int _n; int M() { lock (_g) { _n++; return _r.Next(_n); } } }")]
    [InlineData("PI3004", "class C { readonly Random _r = new(42); int M() { lock (_r) { return _r.Next(10); } } }")]
    [InlineData("PI3004", "class C { readonly object _g = new(); readonly Dictionary<string, object> _d = new(); int _n; object? M(string k) { lock (_g) { _d.TryGetValue(k, out var v); _d.Remove(k); _n--; return v; } } }")]
    [InlineData("PI3004", "class C { readonly object _g = new(); readonly Dictionary<string, int> _d = new(); readonly Dictionary<int, string> _r = new(); void M(string k) { lock (_g) { if (_d.TryGetValue(k, out var v)) { _d.Remove(k); _r.Remove(v); } } } }")]
    [InlineData("PI3004", "class C { readonly object _g = new(); readonly Dictionary<string, DateTime> _d = new(); bool M(string k) { lock (_g) { if (!_d.TryGetValue(k, out var until)) return false; if (until > DateTime.UtcNow) return true; _d.Remove(k); return false; } } }")]
    [InlineData("PI3004", "class C { Stack<StringBuilder> _pool = new(); int _made; StringBuilder M() { lock (_pool) { if (_pool.Count > 0) return _pool.Pop(); _made++; return new StringBuilder(); } } void Give(StringBuilder b) { lock (_pool) { if (_made < 9) _pool.Push(b); } } }")]
    [InlineData("PI3004", "class C { readonly Queue<int> _q = new(); int M() { lock (_q) { while (_q.Count == 0) Monitor.Wait(_q); return _q.Dequeue(); } } void Put(int i) { lock (_q) { _q.Enqueue(i); Monitor.Pulse(_q); } } }")]
    [InlineData("PI3004", "class C { readonly Queue<int> _q = new(); int _size; int? M() { lock (_q) { if (_q.Count == 0) return null; _size--; return _q.Dequeue(); } } void Put(int i) { lock (_q) { _q.Enqueue(i); _size++; } } }")]
    [InlineData("PI3004", "class C { readonly ReaderWriterLockSlim _rw = new(); readonly Dictionary<string, int> _d = new(); int _version; bool M(string k, out int v) { _rw.EnterReadLock(); try { v = _version; return _d.ContainsKey(k); } finally { _rw.ExitReadLock(); } } void Put(string k) { _rw.EnterWriteLock(); try { _d[k] = 1; _version++; } finally { _rw.ExitWriteLock(); } } }")]
    [InlineData("PI3004", "class C { readonly ReaderWriterLockSlim _rw = new(); readonly Dictionary<string, int> _d = new(); int M(string k) { _rw.EnterReadLock(); try { return _d[k]; } finally { _rw.ExitReadLock(); } } int Sum() { _rw.EnterReadLock(); try { return _d.Values.Sum(); } finally { _rw.ExitReadLock(); } } void Put(string[] ks) { _rw.EnterWriteLock(); try { foreach (var k in ks) _d[k] = 1; } finally { _rw.ExitWriteLock(); } } }")]
    [InlineData("PI3006", "class C { readonly object _g = new(); System.Collections.Immutable.ImmutableList<int> _l = System.Collections.Immutable.ImmutableList<int>.Empty; int _n; bool M(int x) { lock (_g) { return _l.Contains(x) && _n > 0; } } void Add(int x) { lock (_g) { _l = _l.Add(x); _n++; } } }")]
    [InlineData("PI3006", "class C { readonly List<string> _l = new(); void M() { string[] copy; lock (_l) { copy = _l.ToArray(); } foreach (var s in copy) Console.WriteLine(s); } void Add(string s) { lock (_l) _l.Add(s); } }")]
    [InlineData("PI3006", "class C { readonly List<Action> _l = new(); void M() { Action[] copy; lock (_l) { copy = _l.ToArray(); } foreach (var a in copy) a(); } void Run(Action a) { lock (_l) { _l.Add(a); if (_l.Count > 5) _l.RemoveAt(0); } } }")]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);
}
