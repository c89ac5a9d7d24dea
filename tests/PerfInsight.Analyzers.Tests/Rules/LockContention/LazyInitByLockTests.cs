using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.LazyInitByLockAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class LazyInitByLockTests
{
    private const string Head = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Data;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Contention).Callee("Somewhere.Else", SampleKind.Contention, 1);

    [Theory]
    [InlineData("""
        interface IConnection { bool IsOpen { get; } } interface IFactory { IConnection Create(); } class C { readonly object _gate = new(); readonly IFactory _factory; IConnection? _connection; C(IFactory f) => _factory = f; private void Connect() { lock ([|_gate|]) { if (_connection == null || !_connection.IsOpen) { _connection = _factory.Create(); } } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); object? _v; object M() { lock ([|_g|]) { if (_v == null) _v = new object(); return _v; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); object? _v; object M() { lock ([|_g|]) { return _v ??= new object(); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); object? _v; object M() { lock ([|_g|]) { return Get(); } } object Get() { if (_v == null) _v = new object(); return _v; } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(1); readonly List<string> _l = new(); string M(string k) { [|_s.Wait()|]; try { foreach (var x in _l) { if (x == k) return x; } _l.Add(k); return k; } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); string[]? _names; public string[] Names { get { lock ([|_g|]) { if (_names == null) { _names = Environment.GetLogicalDrives(); } return _names; } } } }
        """)]
    [InlineData("""
        class C { static readonly object Gate = new(); static bool _done; static void M() { lock ([|Gate|]) { if (_done) return; _done = true; Prepare(); } } static void Prepare() { } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(1, 1); string? _v; async Task<string> M(HttpClient c) { await [|_s.WaitAsync()|]; try { if (_v == null) _v = await c.GetStringAsync("u"); return _v; } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { string? _v; [[|System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)|]] string M() { if (_v == null) { _v = Environment.MachineName; } return _v; } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly List<KeyValuePair<Type, object>> _made = new(); object M(Type t) { lock ([|_g|]) { foreach (var p in _made) { if (p.Key == t) return p.Value; } var o = Activator.CreateInstance(t)!; _made.Add(new KeyValuePair<Type, object>(t, o)); return o; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<int, string> _d = new(); readonly List<int> _order = new(); string M(int k) { lock ([|_g|]) { string? v; if (!_d.TryGetValue(k, out v)) { v = k.ToString(); _d.Add(k, v); _order.Add(k); } return v; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); object? _v; object M() { lock ([|_g|]) { if (_v == null) _v = new object(); else Console.Out.ToString(); return _v; } } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { readonly object _g = new(); volatile object? _v; object M() { if (_v == null) { lock (_g) { if (_v == null) _v = new object(); } } return _v; } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); int _n; object? _v; object M() { lock (_g) { return Get(); } } object Get() { _n++; _v = new object(); return _v; } }
        """)]
    [InlineData("""
        class B { protected object? V; protected virtual object Get() => V ??= new object(); } class C : B { readonly object _g = new(); object M() { lock (_g) { return Get(); } } }
        """)]
    [InlineData("""
        class C { readonly Lazy<object> _v = new(() => new object()); object M() => _v.Value; }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); object? _v; object M() { var v = Volatile.Read(ref _v); if (v is not null) return v; lock (_g) { return _v ??= new object(); } } }
        """)]
    [InlineData("""
        class C { object? _v; object M() => LazyInitializer.EnsureInitialized(ref _v, () => new object())!; }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); StreamWriter? _w; void M(char c) { lock (_g) { _w ??= new StreamWriter("a.txt"); _w.Write(c); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); bool _busy; bool M() { lock (_g) { if (_busy) return false; _busy = true; return true; } } void Done() { lock (_g) _busy = false; } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly List<Action> _l = new(); bool M(Action a) { lock (_g) { if (_l.Contains(a)) return false; _l.Add(a); return true; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); object? _v; public void Dispose() { lock (_g) { if (_v == null) _v = new object(); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); int? _max; void M(int x) { lock (_g) { if (_max == null || x > _max) _max = x; _n++; } } int _n; }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); Dictionary<string, int>? _d; void M(string k) { lock (_g) { _d ??= new Dictionary<string, int>(); _d[k] = 1; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); bool _isDrained; Task _last = Task.CompletedTask; Task M(Func<Task> run) { lock (_g) { if (_isDrained) return _last; var next = _last.ContinueWith(_ => run()).Unwrap(); _last = next; return next; } } void Drain() { lock (_g) _isDrained = true; } }
        """)]
    [InlineData("""
        class Scope { public Scope? Parent; } class C { readonly object _g = new(); Scope? _current; void M(Scope? scope) { lock (_g) { if (_current == scope && scope != null && _current!.Parent != null) _current = _current.Parent; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); List<int> _pending = new(); bool M() { List<int> taken; lock (_g) { if (_pending.Count == 0) return false; else { taken = _pending; _pending = new List<int>(); } } return taken.Count > 1; } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); Timer? _timer; readonly List<string> _names = new(); void M(List<string> names, string name) { lock (_g) { if (_timer is null) _timer = new Timer(_ => { }, null, 1, 1); else _timer.Change(1, 1); names.Add(name); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); Task<int>? _made; Queue<TaskCompletionSource<int>>? _waiting; Task<int> M() { lock (_g) { var mine = new TaskCompletionSource<int>(); if (_made == null) _made = Make(mine); else (_waiting ??= new Queue<TaskCompletionSource<int>>()).Enqueue(mine); return mine.Task; } } static Task<int> Make(TaskCompletionSource<int> s) => s.Task; }
        """)]
    [InlineData("""
        class Info { public int Started; } class C { readonly object _g = new(); object? _log; void M(Info info) { lock (_g) { _log ??= new object(); info.Started = 1; } } }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { readonly object _g = new(); object? _v; object M() { lock (_g) { if (_v == null) _v = new object(); return _v; } } }
        """, TestProfile.Cold);
}
