using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>Locks as they should be, in members that wait: no rule at all has anything to say.</summary>
public class LockLookAlikeTests
{
    [Theory]
    // A copy is taken under the lock, the work is done outside.
    [InlineData("class C { readonly List<Action> _l = new(); void M() { Action[] copy; lock (_l) { copy = _l.ToArray(); } foreach (var a in copy) a(); } }")]
    [InlineData("class C { readonly object _g = new(); readonly Dictionary<int, Action> _l = new(); void M() { List<Action> copy; lock (_g) copy = _l.Values.ToList(); copy.ForEach(a => a()); } }")]
    [InlineData("class C { readonly object _g = new(); readonly List<string> _l = new(); List<string> M() { var r = new List<string>(); lock (_g) { r.AddRange(_l); } r.Sort(); return r; } }")]
    [InlineData("class C { readonly object _g = new(); List<string> _l = new(); void M() { List<string> batch; lock (_g) { batch = _l; _l = new List<string>(); } foreach (var s in batch) Console.WriteLine(s); } }")]
    // Cheap helpers with names of work.
    [InlineData("class C { readonly object _g = new(); readonly int[] _a = new int[16]; void M(int k) { lock (_g) { _a[ComputeIndex(k)]++; } } int ComputeIndex(int k) => (k & 0x7fffffff) % _a.Length; }")]
    [InlineData("class C { readonly object _g = new(); long _t; void M(int k) { lock (_g) { _t = ConvertTicks(k); _n++; } } int _n; static long ConvertTicks(int k) { return k * 10000L; } }")]
    [InlineData("class C { readonly object _g = new(); readonly Queue<int> _q = new(); void M(int k) { lock (_g) { _q.Enqueue(k); ProcessLocked(); } } void ProcessLocked() { while (_q.Count > 10) _q.Dequeue(); } }")]
    [InlineData("class C { readonly object _g = new(); Func<DateTime> _clock = () => DateTime.UtcNow; DateTime _last; int _n; void M() { lock (_g) { _last = _clock(); _n++; } } }")]
    // Pools, queues and state machines.
    [InlineData("class C { readonly Stack<object> _pool = new(); object M() { lock (_pool) { return _pool.Count > 0 ? _pool.Pop() : CreateOne(); } } object CreateOne() => new(); }")]
    [InlineData("class C { readonly object _g = new(); readonly List<object> _free = new(); object? M() { lock (_g) { if (_free.Count == 0) return null; var x = _free[_free.Count - 1]; _free.RemoveAt(_free.Count - 1); return x; } } }")]
    [InlineData("class C { readonly object _g = new(); bool _busy, _again; void M() { lock (_g) { if (_busy) { _again = true; return; } _busy = true; } Work(); lock (_g) { _busy = false; } } void Work() { } }")]
    [InlineData("class C { readonly object _g = new(); readonly Queue<int> _q = new(); void M(int x) { lock (_g) { _q.Enqueue(x); Monitor.Pulse(_g); } } }")]
    [InlineData("class C { readonly object _g = new(); readonly Queue<int> _q = new(); int M() { lock (_g) { while (_q.Count == 0) Monitor.Wait(_g); return _q.Dequeue(); } } }")]
    [InlineData("class C { readonly object _g = new(); readonly int[] _ring = new int[64]; int _head, _n; int M(int i) { lock (_g) { return _ring[(_head + i) % 64]; } } void Put(int x) { lock (_g) { _ring[(_head + _n++) % 64] = x; } } }")]
    [InlineData("class C { readonly object _g = new(); readonly List<int> _jobs = new(); int Peek() { lock (_g) { foreach (var j in _jobs) if (j > 0) return j; return -1; } } int Take() { lock (_g) { var j = _jobs[0]; _jobs.RemoveAt(0); return j; } } }")]
    [InlineData("class C { readonly object _g = new(); readonly List<int> _l = new(); int M() { lock (_g) { return _l.Count; } } }")]
    // Writers: a registration, a list that is changed as it is read.
    [InlineData("class C { readonly List<Action> _l = new(); void M(Action a) { lock (_l) { if (!_l.Contains(a)) _l.Add(a); } } }")]
    [InlineData("class C { readonly object _g = new(); readonly List<int> _l = new(); void M(int x) { lock (_g) { _l.Add(x); if (_l.Count > 100) FlushLocked(); } } void FlushLocked() { _l.Clear(); } }")]
    [InlineData("class C { readonly object _g = new(); StringBuilder? _b; void M(string s) { lock (_g) { _b ??= new StringBuilder(); _b.Append(s); } } }")]
    [InlineData("class C { readonly object _g = new(); readonly Dictionary<string, List<int>> _d = new(); void M(string k, int x) { lock (_g) { if (!_d.TryGetValue(k, out var l)) { l = new List<int>(); _d.Add(k, l); } l.Add(x); } } }")]
    [InlineData("class E { public int N; public long Sum; } class C { readonly object _g = new(); readonly Dictionary<string, E> _d = new(); void M(string k, int x) { lock (_g) { if (!_d.TryGetValue(k, out var e)) _d[k] = e = new E(); e.N++; e.Sum += x; } } }")]
    // Asked before the lock, each in its way.
    [InlineData("class C { readonly object _g = new(); readonly Dictionary<string, string> _d = new(); bool TryFind(string k, out string? v) => _d.TryGetValue(k, out v); string M(string k) { if (TryFind(k, out var hit)) return hit!; lock (_g) { if (!_d.TryGetValue(k, out var v)) { v = k.Trim(); _d[k] = v; } return v; } } }")]
    [InlineData("class C { readonly object _g = new(); object? _v; object M() { var v = Volatile.Read(ref _v); if (v != null) return v; lock (_g) { return _v ??= new object(); } } }")]
    [InlineData("class C { readonly object _g = new(); volatile bool _ready; int[] _t = {}; int M(int i) { if (!_ready) { lock (_g) { if (!_ready) { _t = new int[10]; _ready = true; } } } return _t[i]; } }")]
    // One lock per key, or per object.
    [InlineData("class C { readonly ConcurrentDictionary<string, object> _locks = new(); readonly ConcurrentDictionary<string, string> _d = new(); string M(string k) { lock (_locks.GetOrAdd(k, _ => new object())) { if (!_d.TryGetValue(k, out var v)) { v = k.Trim(); _d[k] = v; } return v; } } }")]
    [InlineData("class C { readonly object[] _stripes = new object[16]; readonly Dictionary<string, string>[] _d = new Dictionary<string, string>[16]; string? M(string k) { var i = (k.GetHashCode() & 15); lock (_stripes[i]) { return _d[i].TryGetValue(k, out var v) ? v : null; } } }")]
    [InlineData("class Job { public int State; public List<string> Log = new(); } class C { void M(Job j, string s) { lock (j) { j.Log.Add(s); j.State++; } } }")]
    // A lock that lets readers in.
    [InlineData("class C { readonly ReaderWriterLockSlim _rw = new(); readonly Dictionary<string, int> _d = new(); int M(string k) { _rw.EnterReadLock(); try { return _d[k]; } finally { _rw.ExitReadLock(); } } }")]
    [InlineData("class C { readonly object _g = new(); int _n; double _mean; void M(double x) { lock (_g) { _n++; _mean += (x - _mean) / _n; } } }")]
    [InlineData("class C { readonly Random _r = new(42); int M() { lock (_r) { return _r.Next(10); } } }")]
    [InlineData("class C { readonly object _g = new(); readonly LinkedList<string> _lru = new(); readonly Dictionary<string, LinkedListNode<string>> _d = new(); string? M(string k) { lock (_g) { if (!_d.TryGetValue(k, out var n)) return null; _lru.Remove(n); _lru.AddFirst(n); return n.Value; } } }")]
    [InlineData("class C { readonly object _g = new(); Task _tail = Task.CompletedTask; Task M(Action a) { lock (_g) { return _tail = _tail.ContinueWith(_ => a(), TaskScheduler.Default); } } }")]
    [InlineData("class C { readonly SemaphoreSlim _s = new(8); async Task<string> M(HttpClient c, string u) { await _s.WaitAsync(); try { return await c.GetStringAsync(u); } finally { _s.Release(); } } }")]
    [InlineData("class C { readonly object _g = new(); Action<int> _log = _ => { }; int _n; void M(int x) { lock (_g) { if (x < 0) { _log(x); return; } _n += x; _m = _n; } } int _m; }")]
    [InlineData("class C { readonly object _g = new(); object? _endpoint; readonly List<string> _pending = new(); void M(string s) { lock (_g) { if (_endpoint == null) { _pending.Add(s); return; } } Console.WriteLine(s); } }")]
    [InlineData("class C { readonly SemaphoreSlim _s = new(1); string? _token; async Task<string> M() { await _s.WaitAsync(); try { if (_token == null) { _token = await Ask(null); } else { _token = await Ask(_token); } } finally { _s.Release(); } return _token; } Task<string> Ask(string? t) => Task.FromResult(t + \"x\"); }")]
    [InlineData("class C { readonly object _g = new(); readonly Dictionary<string, HashSet<Type>> _d = new(); void M(string k, Type t) { lock (_g) { HashSet<Type>? h; if (!_d.TryGetValue(k, out h)) { h = new HashSet<Type>(); _d.Add(k, h); } if (!h.Contains(t)) { h.Add(t); } } } }")]
    // A field that is set once, and others with it, elsewhere; a position that belongs to a list.
    [InlineData("class C { readonly object _g = new(); bool _busy; int _more; bool M() { lock (_g) { if (_busy) return false; _busy = true; } return true; } void Done() { lock (_g) { if (_more > 0) { _more--; return; } _busy = false; } } void More() { lock (_g) { _more++; } } }")]
    [InlineData("class C { readonly object _g = new(); Action? _next; int _state; void M(Action a) { lock (_g) { if (_next != null || _state > 1) throw new InvalidOperationException(); _next = a; } } void Run() { lock (_g) { _state++; } } }")]
    [InlineData("class C { readonly object _g = new(); readonly List<string> _l = new(); List<string> M() { lock (_g) { return _l.ToList(); } } void Add(string s) { lock (_g) { _l.Add(s); } } }")]
    [InlineData("class C { readonly object _g = new(); readonly List<string> _l = new(); string[] M() { lock (_g) return _l.ToArray(); } void Add(string s) { lock (_g) { _l.Add(s); } } }")]
    [InlineData("class C { readonly object _g = new(); readonly List<string> _l = new(); IList<string> M() { lock (_g) { return new List<string>(_l); } } void Add(string s) { lock (_g) { _l.Add(s); } } }")]
    public Task A_good_lock_is_left_alone(string code) => Family.IsSilentAsync(code, SampleKind.Contention);
}
