using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>Locks around one step: to read a reference, to count, to look up, to put into a queue, to ask each of several (PI3003 to PI3013).</summary>
public class NeedlessLockTests
{
    [Theory]
    // One reference or number is read.
    [InlineData("PI3006", "class C { readonly object _g = new(); string _state = \"\"; int _n; public string State { get { lock (_g) { return _state; } } } public void M() { lock (_g) { _n++; _state = _n.ToString(); } } }")]
    [InlineData("PI3006", "class C { readonly object _g = new(); Func<int>? _make; static readonly Func<int> Usual = () => 1; Func<int> M() { lock (_g) { return _make ?? Usual; } } void Set(Func<int> make) { lock (_g) { _make = make; _n++; } } int _n; }")]
    [InlineData("PI3006", "class C { readonly object _g = new(); bool _closed; int _n; int M() { lock (_g) { ThrowIfClosed(); return _n; } } void Put() { lock (_g) { ThrowIfClosed(); _n++; _m = _n; } } void ThrowIfClosed() { if (_closed) throw new ObjectDisposedException(\"\"); } int _m; }")]
    [InlineData("PI3006", "class C { readonly object _g = new(); int[] _all = {}; int M() { int[] all; lock (_g) all = _all; return all.Length; } void Add(int x) { lock (_g) { _all = _all.Append(x).ToArray(); _n++; } } int _n; }")]
    // One step is counted, and handed out or acted on.
    [InlineData("PI3003", "class C { readonly object _g = new(); int _next; readonly Dictionary<int, string> _d = new(); int M() { lock (_g) { _next++; return _next; } } void Put(int k, string v) { lock (_g) { _d[k] = v; } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _next; int Size { get; } = 4; int _other; int M() { lock (_g) { _next += Size + 2; return _next; } } void Other() { lock (_g) { _other++; } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _left; readonly TaskCompletionSource<bool> _done = new(); public C(int n) { _left = n; } void M() { lock (_g) { if (_left <= 0) throw new InvalidOperationException(); _left--; if (_left == 0) _done.SetResult(true); } } }")]
    [InlineData("PI3003", "class C { static readonly object _g = new(); static int _made; int Id { get; set; } void M() { lock (_g) { _made++; Id = _made; } } public static int Made => _made; }")]
    [InlineData("PI3003", "class C { static readonly object _g = new(); static long _next = 2; long _rank; void M() { if (_rank == 0) { lock (_g) { _rank = _next++; } if (_next == long.MaxValue) throw new InvalidOperationException(); } } }")]
    // A lock of the type for what belongs to one object.
    [InlineData("PI3007", "class C { static readonly object _g = new(); string? _a, _b; void M(string a, string b) { lock (_g) { _a = a; _b = b; } } }")]
    // One look-up in several statements, behind a look in another collection, and by a readers' lock.
    [InlineData("PI3004", "class C { readonly object _g = new(); readonly Dictionary<int, string> _d = new(); string? M(int k) { lock (_g) { string? found; _d.TryGetValue(k, out found); return found; } } }")]
    [InlineData("PI3004", "class C { readonly Dictionary<string, object> _locks = new(); readonly ConcurrentDictionary<string, string> _made = new(); object M(string k) { if (_made.TryGetValue(k, out var there)) return there; object? gate; lock (_locks) { if (!_locks.TryGetValue(k, out gate)) _locks[k] = gate = new object(); } return gate; } }")]
    [InlineData("PI3004", "class C { readonly ReaderWriterLockSlim _rw = new(); readonly HashSet<Type> _seen = new(); void M(Type t) { _rw.EnterReadLock(); try { if (_seen.Contains(t)) return; } finally { _rw.ExitReadLock(); } _rw.EnterWriteLock(); try { if (!_seen.Contains(t)) { Prepare(t); _seen.Add(t); } } finally { _rw.ExitWriteLock(); } } void Prepare(Type t) { } }")]
    [InlineData("PI3004", "delegate string Maker(string s); class C { readonly Dictionary<string, Maker> _d = new(); string M(string k) { lock (_d) { Maker? maker; if (_d.TryGetValue(k, out maker)) return maker(k); } return k; } }")]
    [InlineData("PI3004", "class C { readonly ReaderWriterLock _rw = new(); readonly Dictionary<Type, string> _d = new(); string M(Type t) { _rw.AcquireReaderLock(-1); try { string? s; return _d.TryGetValue(t, out s) ? s : Make(t); } finally { _rw.ReleaseReaderLock(); } } string Make(Type t) { var cookie = _rw.UpgradeToWriterLock(-1); try { var s = t.Name; _d.Add(t, s); return s; } finally { _rw.DowngradeFromWriterLock(ref cookie); } } }")]
    // A hit only looks, whatever is done for what is missing.
    [InlineData("PI3009", "class Map<K, V> where K : notnull { readonly Dictionary<K, List<V>> _d = new(); public bool ContainsKey(K k) => _d.ContainsKey(k); public List<V> this[K k] => _d[k]; public void Add(K k, V v) => _d[k] = new() { v }; } class C { readonly Map<Type, string> _found = new(); List<string> M(Type t) { lock (_found) { if (!_found.ContainsKey(t)) { t.GetMethods().ToList().ForEach(m => _found.Add(t, m.Name)); } return _found[t]; } } }")]
    [InlineData("PI3009", "class C { static readonly object _g = new(); static readonly Dictionary<int, C> _all = new(); static C Create() => new(); static C? M(int id) { lock (_g) { if (!_all.TryGetValue(id, out C? one) && id == Environment.CurrentManagedThreadId) { one = Create(); } return one; } } }")]
    // A cache that makes room: a hit changes nothing.
    [InlineData("PI3009", "class C<K, V> where K : notnull { readonly object _g = new(); readonly Dictionary<K, V> _d = new(); readonly LinkedList<K> _keys = new(); readonly Func<K, V> _make = _ => default!; V M(K k) { lock (_g) { if (_d.TryGetValue(k, out var hit)) return hit; if (_d.Count == 9) { _d.Remove(_keys.First!.Value); _keys.RemoveFirst(); } var made = _make(k); _keys.AddLast(k); _d[k] = made; return made; } } }")]
    // A queue under a lock of its own.
    [InlineData("PI3004", "class C { readonly List<string> _queue = new(); void M(string s) { lock (_queue) _queue.Add(s); } string[] Take() { lock (_queue) { var all = _queue.ToArray(); _queue.Clear(); return all; } } }")]
    [InlineData("PI3004", "class C { readonly object _g = new(); readonly Queue<string> _queue = new(); void M(string s) { lock (_g) { _queue.Enqueue(s); } } string? Next() { lock (_g) { return _queue.Count > 0 ? _queue.Dequeue() : null; } } }")]
    // Each of several is asked while all others wait.
    [InlineData("PI3012", "interface IStore { string? Get(string name); } class C { readonly List<IStore> _stores = new(); string? M(string[] names) { lock (_stores) { foreach (var store in _stores) foreach (var name in names) { var found = store.Get(name); if (found != null) return found; } } return null; } }")]
    // Sleeps where its queue is empty, whatever else it asks and catches.
    [InlineData("PI3013", "class C { readonly ConcurrentQueue<Action> _queue = new(); volatile bool _stop; void M() { var idle = 0; while (!_stop) { try { if (!_queue.TryDequeue(out var next)) { if (idle++ > 500) Thread.Sleep(1); } else next(); } catch (Exception e) { Console.WriteLine(e); } } } }")]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);

    [Theory]
    // What is read may be half written, or is more than one value.
    [InlineData("PI3006", "class C { readonly object _g = new(); DateTime _last; int _n; DateTime M() { lock (_g) { return _last; } } void Put() { lock (_g) { _n++; _last = DateTime.UtcNow; } } }")]
    [InlineData("PI3006", "class C { readonly object _g = new(); int? _last; int _n; int? M() { lock (_g) { return _last; } } void Put() { lock (_g) { _n++; _last = _n; } } }")]
    [InlineData("PI3006", "class C { readonly object _g = new(); int _head, _tail; int M() { lock (_g) { return _head - _tail; } } void Put() { lock (_g) { _head++; } } void Take() { lock (_g) { _tail++; } } }")]
    [InlineData("PI3006", "class C { readonly object _g = new(); string _a = \"\", _b = \"\"; (string, string) M() { lock (_g) { return (_a, _b); } } void Put(string s) { lock (_g) { _a = s; _b = s; } } }")]
    [InlineData("PI3006", "class C { readonly List<int> _l = new(); int M() { lock (_l) { return _l.Count; } } void Put(int x) { lock (_l) { _l.Add(x); } } }")]
    [InlineData("PI3006", "class C { readonly object _g = new(); string? _line; string M() { lock (_g) { while (_line == null) Monitor.Wait(_g); return _line; } } void Put(string s) { lock (_g) { _line = s; Monitor.Pulse(_g); } } }")]
    // An entry that is changed, and a copy that is handed out in a wrapper.
    [InlineData("PI3006", "class C { readonly Dictionary<string, List<int>> _d = new(); void M(string k, int x) { lock (_d) { _d[k].Remove(x); } } }")]
    [InlineData("PI3006", "class C { readonly Dictionary<string, int> _d = new(); System.Collections.ObjectModel.ReadOnlyDictionary<string, int> M() { lock (_d) { return new System.Collections.ObjectModel.ReadOnlyDictionary<string, int>(new Dictionary<string, int>(_d)); } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); ManualResetEvent? _ended = new(false); void M() { lock (_g) { if (_ended != null) { _ended = null; } } } void End() { lock (_g) { _ended?.Set(); if (_ended != null) _ended.Set(); } } }")]
    // A counter that others change or read as well, and one that has a limit.
    [InlineData("PI3003", "class C { readonly object _g = new(); int _next; int M() { lock (_g) { _next++; return _next; } } void Back(int to) { lock (_g) { if (_free) _next = to; } } bool _free; }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _used; bool M() { lock (_g) { if (_used >= 10) return false; _used++; return true; } } void Free() { lock (_g) { _used--; _freed = true; } } bool _freed; }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _left = 3; string? _why; Action? _then; void M() { lock (_g) { _left--; if (_left == 0) { _why = \"done\"; _then?.Invoke(); } } } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _left = 3; void M() { lock (_g) { _left--; if (_left == 0) Finish(); } } void Finish() { } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); int _n, _last; void M() { lock (_g) { _n++; _last = _n; } } }")]
    [InlineData("PI3007", "class C { static readonly object _g = new(); static int _all; string? _a; void M(string a) { lock (_g) { _a = a; _all++; } } }")]
    [InlineData("PI3007", "class C { static readonly object _g = new(); static readonly List<C> _all = new(); string? _a; void M(string a) { lock (_g) { _a = a; _all.Add(this); } } }")]
    [InlineData("PI3009", "class E { public int N; } class C { readonly object _g = new(); readonly Dictionary<int, E> _d = new(); E M(int k) { lock (_g) { if (!_d.TryGetValue(k, out var e)) { e = new E(); _d.Add(k, e); } e.N++; return e; } } }")]
    [InlineData("PI3009", "class C { readonly object _g = new(); readonly Dictionary<int, string> _d = new(); string M(int k) { if (_d.ContainsKey(k)) return _d[k]; lock (_g) { if (!_d.ContainsKey(k)) { _d.Add(k, k.ToString()); } return _d[k]; } } }")]
    [InlineData("PI3007", "class C { static readonly object _g = new(); bool _made; byte[]? _key; void M() { if (_made) return; lock (_g) { if (!_made) { _key = BitConverter.GetBytes(7); _made = true; } } } }")]
    [InlineData("PI3009", "class C { readonly object _g = new(); bool _closed; readonly Dictionary<Guid, string> _all = new(); void M(Guid id, string name) { lock (_g) { if (_closed) return; if (!_all.ContainsKey(id)) { _all.Add(id, name); } } } void Close() { lock (_g) { _closed = true; } } }")]
    // More than a look-up, a readers' lock for more than a cache, a look in the same collection before.
    [InlineData("PI3004", "class C { readonly object _g = new(); readonly Dictionary<int, string> _d = new(); int _asked; string? M(int k) { lock (_g) { string? found; _asked++; _d.TryGetValue(k, out found); return found; } } }")]
    [InlineData("PI3004", "class C { readonly ReaderWriterLockSlim _rw = new(); readonly Dictionary<string, int> _d = new(); int M(string k) { _rw.EnterReadLock(); try { return _d.TryGetValue(k, out var v) ? v : 0; } finally { _rw.ExitReadLock(); } } }")]
    [InlineData("PI3004", "class C { readonly ReaderWriterLockSlim _rw = new(); readonly Dictionary<string, int> _d = new(); readonly List<string> _order = new(); int M(string k) { _rw.EnterReadLock(); try { if (_d.TryGetValue(k, out var v)) return v; } finally { _rw.ExitReadLock(); } _rw.EnterWriteLock(); try { _d[k] = k.Length; _order.Add(k); return k.Length; } finally { _rw.ExitWriteLock(); } } }")]
    [InlineData("PI3004", "class C { readonly ConcurrentDictionary<string, string> _d = new(); readonly object _g = new(); string M(string k) { if (_d.TryGetValue(k, out var there)) return there; lock (_g) { if (!_d.TryGetValue(k, out var v)) { v = k.Trim(); _d[k] = v; } return v; } } }")]
    [InlineData("PI3004", "delegate string Maker(string s); class C { readonly Dictionary<string, Maker> _d = new(); int _n; string M(string k) { lock (_d) { if (_d.TryGetValue(k, out var maker)) return maker(k + _n++); } return k; } }")]
    [InlineData("PI3009", "class C { readonly object _g = new(); readonly Dictionary<string, string> _d = new(); readonly LinkedList<string> _keys = new(); string M(string k) { lock (_g) { if (_d.TryGetValue(k, out var hit)) { _keys.Remove(k); _keys.AddLast(k); return hit; } _keys.AddLast(k); return _d[k] = k.Trim(); } } }")]
    // Commands, and what was asked before the lock.
    [InlineData("PI3009", "class C { readonly object _g = new(); object? _state; IAsyncResult? CoreClose(bool wait) { lock (_g) { if (_state != null) return null; _state = new object(); } return null; } }")]
    [InlineData("PI3003", "class C { readonly object _g = new(); bool _done; void M() { var mine = false; if (!_done) { lock (_g) { if (!_done) { _done = true; mine = true; } } } if (mine) Console.WriteLine(); } }")]
    [InlineData("PI3009", "class C { readonly object _g = new(); bool _told; readonly List<int> _all = new(); List<int>? M() { List<int>? all = null; lock (_g) { if (!_told) { _told = true; all = new List<int>(_all); } } return all; } }")]
    [InlineData("PI3009", "class C { readonly object _g = new(); object? _now; object? Now() => _now; object? M() { if (Now() == null) { lock (_g) { if (Now() == null) { _now = new object(); } } } return Now(); } }")]
    [InlineData("PI3009", "class C { readonly object _g = new(); int[] _all = {}; int _n; void AddOne(int x) { lock (_g) { if (_all.Length == 0) { _all = new[] { x }; return; } _n++; } } }")]
    [InlineData("PI3004", "class C { readonly object _g = new(); readonly HashSet<int> _seen = new(); bool _closed; void M(int x) { lock (_g) { if (_closed) return; if (_seen.Contains(x)) return; _seen.Add(x); } } void Close() { lock (_g) { _closed = true; } } }")]
    [InlineData("PI3004", "class C { readonly ReaderWriterLockSlim _rw = new(); readonly Dictionary<Type, string> _d = new(); void RegisterName(Type t, string s) { _rw.EnterWriteLock(); try { if (!_d.ContainsKey(t)) _d.Add(t, s); } finally { _rw.ExitWriteLock(); } } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); readonly List<byte> _bytes = new(); int _n; void M(Action<C, int> writer, int x) { lock (_g) { writer(this, x); _n = _bytes.Count; } } }")]
    // A list that is searched, handed out, or belongs to more.
    [InlineData("PI3004", "class C { readonly List<string> _l = new(); void M(string s) { lock (_l) _l.Add(s); } bool Has(string s) { lock (_l) return _l.Contains(s); } void Drain() { lock (_l) _l.Clear(); } }")]
    [InlineData("PI3004", "class C { readonly object _g = new(); readonly Queue<string> _q = new(); int _bytes; void M(string s) { lock (_g) { _q.Enqueue(s); } } void Take() { lock (_g) { _bytes -= _q.Dequeue().Length; } } }")]
    [InlineData("PI3004", "class C { readonly object _g = new(); readonly Queue<string> _q = new(); void M(string s) { lock (_g) { _q.Enqueue(s); } } string Take() { lock (_g) { while (_q.Count == 0) Monitor.Wait(_g); return _q.Dequeue(); } } }")]
    [InlineData("PI3004", "class C { readonly List<string> _l = new(); void M(string s) { lock (_l) _l.Add(s); } }")]
    // Asked of each at once, or of a copy.
    [InlineData("PI3012", "interface IRule { bool IsMatch(string name); } class C { readonly List<IRule> _rules = new(); bool M(string name) { lock (_rules) { foreach (var rule in _rules) if (rule.IsMatch(name)) return true; } return false; } }")]
    [InlineData("PI3012", "interface IStore { string? Get(string name); } class C { readonly List<IStore> _stores = new(); string? M(string name) { IStore[] all; lock (_stores) all = _stores.ToArray(); foreach (var store in all) if (store.Get(name) is { } found) return found; return null; } }")]
    [InlineData("PI3012", "sealed class Slot { int _v; public int Get(int k) => _v + k; } class C { readonly List<Slot> _slots = new(); int M(int k) { var n = 0; lock (_slots) { foreach (var slot in _slots) n += slot.Get(k); } return n; } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); readonly Queue<int> _q = new(); void M() { lock (_g) { ProcessPending(); _n++; } } int _n; void ProcessPending() { while (_q.Count > 0) Console.WriteLine(_q.Dequeue()); foreach (var x in _q) Console.WriteLine(x); } }")]
    [InlineData("PI3012", "class C { readonly object _emit = new(); Type M(Type t) { lock (_emit) { return BuildCore(t); } } Type BuildCore(Type t) { foreach (var m in t.GetMethods()) Console.WriteLine(m); return t; } }")]
    [InlineData("PI3012", "class C { readonly Dictionary<int, string> _d = new(); bool M(int k, Func<string, bool> condition) { lock (_d) { if (_d.TryGetValue(k, out var v) && condition(v)) { _d.Remove(k); return true; } return false; } } }")]
    // What has ended, as the code has asked; what only takes room.
    [InlineData("PI3002", "class C { readonly object _g = new(); readonly TaskCompletionSource<string> _made = new(); int _n; int M() { lock (_g) { if (!_made.Task.IsCompletedSuccessfully) return 0; _n += _made.Task.Result.Length; return _n; } } }")]
    [InlineData("PI3002", "class C { readonly object _g = new(); readonly BlockingCollection<int> _all = new(); int _n; void M(int x) { lock (_g) { _n++; _all.Add(x); } } }")]
    // A pause before the next try.
    [InlineData("PI3013", "class C { void M(Action a) { for (var i = 0; i < 5; i++) { try { a(); return; } catch (Exception) { Thread.Sleep(100); } } } }")]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);
}
