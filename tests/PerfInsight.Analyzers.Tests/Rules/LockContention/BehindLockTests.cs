using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>Work under a lock that stands behind a call, a sequence or a handler, one lock for all keys, and pauses in slices (PI3007, PI3012, PI3013).</summary>
public class BehindLockTests
{
    [Theory]
    [InlineData("PI3012", "class C { readonly object _g = new(); readonly List<string> _all = new(); void M(string s) { lock (_g) { Split(s); } } void Split(string s) { foreach (var p in s.Split(',')) { if (System.Text.RegularExpressions.Regex.IsMatch(p, \"a\")) _all.Add(p); } } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); public event EventHandler? Changed; int _n; void M() { lock (_g) { _n = 3; OnChanged(); } } protected virtual void OnChanged() { Changed?.Invoke(this, EventArgs.Empty); } int N() { lock (_g) return _n; } }")]
    [InlineData("PI3012", "class C { readonly Queue<int> _q = new(); void M(IEnumerable<int> xs) { lock (_q) { foreach (var x in xs) _q.Enqueue(x); } } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); List<IObserver<int>> _all = new(); bool _closed; void M(int v) { lock (_g) { Check(); foreach (var one in _all) { one.OnNext(v); } } } void Check() { if (_closed) throw new ObjectDisposedException(\"x\"); } }")]
    [InlineData("PI3012", "interface ISub { void OnNext(int v); } class C { readonly object _g = new(); readonly Dictionary<int, ISub> _all = new(); void M(int v) { lock (_g) { foreach (var one in _all.Values) { try { one.OnNext(v); } catch (InvalidOperationException) { } } } } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); Action<int>? _h; void M(int v) { lock (_g) { if (_h != null) _h(v); } } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); readonly List<string> _l = new(); void M(string f, object[] args) { lock (_g) { _l.Add(string.Format(f, args)); } } string[] All() { lock (_g) return _l.ToArray(); } }")]
    [InlineData("PI3007", "class C { readonly object _g = new(); readonly Dictionary<string, object> _d = new(); object M(string name) { if (TryGetCached(name, out var x)) return x; lock (_g) { if (TryGetCached(name, out x)) return x; try { return Put(name, getThing(name)); } catch (IOException) { return \"\"; } } } bool TryGetCached(string n, out object x) { x = \"\"; return false; } object Put(string n, object x) => x; object getThing(string n) => n; }")]
    [InlineData("PI3013", "class C { volatile bool _stopped; void M() { while (!_stopped) { Step(); for (var i = 0; i < 10 && !_stopped; i++) { Thread.Sleep(100); } } } void Step() { } }")]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);

    [Theory]
    [InlineData("PI3012", "class C { readonly object _g = new(); readonly List<string> _all = new(); void M(string s) { lock (_g) { Put(s); } } void Put(string s) { if (!_all.Contains(s)) _all.Add(s); } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); readonly List<int> _l = new(); void M(List<int> xs) { lock (_g) { foreach (var x in xs) _l.Add(x); } } }")]
    [InlineData("PI3012", "class C { readonly Queue<int> _q = new(); public void AddRange(IEnumerable<int> xs) { lock (_q) { foreach (var x in xs) _q.Enqueue(x); } } }")]
    [InlineData("PI3012", "class C { readonly Queue<int> _q = new(); void M(IEnumerable<int> xs) { lock (_q) { foreach (var x in xs) _q.Enqueue(x); Monitor.PulseAll(_q); } } }")]
    [InlineData("PI3012", "class C { readonly Queue<int> _q = new(); void M(IEnumerable<int> xs) { xs = xs.ToList(); lock (_q) { foreach (var x in xs) _q.Enqueue(x); } } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); readonly IObserver<int> _o; public C(IObserver<int> o) { _o = o; } void M(int v) { lock (_g) { _o.OnNext(v); } } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); readonly StringBuilder _b = new(); void M() { lock (_g) { _b.Append(string.Join(\",\", _b.Length)); } } }")]
    [InlineData("PI3012", "class C { readonly object _g = new(); System.Text.RegularExpressions.Regex? _r; bool M(string s) { lock (_g) { Ensure(); return s.Length > 3; } } void Ensure() { _r ??= new System.Text.RegularExpressions.Regex(\"a\"); } }")]
    [InlineData("PI3007", "class C { static readonly object _g = new(); static Dictionary<Type, Func<object>> _d = new(); static Func<object> M(Type t) { if (!_d.TryGetValue(t, out var f)) { lock (_g) { if (!_d.TryGetValue(t, out f)) { f = Compile(t); _d = new(_d) { [t] = f }; } } } return f; } static Func<object> Compile(Type t) => () => t; }")]
    [InlineData("PI3007", "class C { readonly object _g = new(); object M(string name) { lock (_g) { if (TryGetCached(name, out var x)) return x; return name; } } bool TryGetCached(string n, out object x) { x = \"\"; return false; } }")]
    [InlineData("PI3013", "class C { volatile bool _stop; void M() { while (!_stop) { Thread.Sleep(1000); Step(); } } void Step() { } }")]
    [InlineData("PI3013", "class C { volatile bool _stop; void M() { for (var i = 0; i < 10 && !_stop; i++) { Step(i); Thread.Sleep(100); } } void Step(int i) { } }")]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);
}
