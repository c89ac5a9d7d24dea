using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.LockedDictionaryAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class LockedDictionaryTests
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
        class C { readonly Dictionary<string, object> _d = new(); object M(string k) { lock ([|_d|]) { return _d.TryGetValue(k, out var v) ? v : Fallback(); } } object Fallback() => this; }
        """)]
    [InlineData("""
        class C { readonly Dictionary<string, object> _d = new(); object M(string k) { lock ([|_d|]) { if (!_d.TryGetValue(k, out var v)) { v = new object(); _d.Add(k, v); } return v; } } }
        """)]
    [InlineData("""
        class C { static readonly object Gate = new(); static readonly IDictionary<string, int> D = new Dictionary<string, int>(); int M(string k) { lock ([|Gate|]) { if (D.ContainsKey(k)) return D[k]; var v = k.Length; D[k] = v; return v; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, int> _d = new(); void M(string k) { lock ([|_g|]) _d[k] = 1; } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, int> _d = new(); int M(string k) { lock ([|_g|]) { return Find(k); } } private int Find(string k) { if (_d.TryGetValue(k, out var v)) return v; v = k.Length; _d[k] = v; return v; } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, int> _d = new(); bool M(string k, out int v) { lock ([|_g|]) { return _d.TryGetValue(k, out v); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly HashSet<string> _seen = new(); bool M(string k) { lock ([|_g|]) { if (_seen.Contains(k)) return false; _seen.Add(k); return true; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, int> _d = new(); int M(string k) { [|Monitor.Enter(_g)|]; try { int v; if (!_d.TryGetValue(k, out v)) { v = 3; _d.Add(k, v); } return v; } finally { Monitor.Exit(_g); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly ConcurrentDictionary<string, int> _d = new(); void M(string k) { lock ([|_g|]) { _d[k] = k.Length; } } }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<string, Queue<int>> _d = new(); void M(string k) { lock ([|_d|]) { _d.GetOrAdd(k, x => new Queue<int>()).Enqueue(1); } } }
        """)]
    [InlineData("""
        class C { readonly Dictionary<string, int> _d = new(); [[|System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)|]] int M(string k) { if (!_d.TryGetValue(k, out var v)) { v = 3; _d.Add(k, v); } return v; } }
        """)]
    [InlineData("""
        class C { readonly Dictionary<string, int> _d = new(); int M(string k) { lock ([|typeof(C)|]) { if (!_d.TryGetValue(k, out var v)) { v = 3; _d.Add(k, v); } return v; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, string> _d = new(); void M(string k, string v) { lock ([|_g|]) _d[k] = v; } void One(string v) { lock ([|_g|]) { _d["a"] = v; } } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, int> _d = new(); int M(string k) { if (_d.TryGetValue(k, out var w)) return w; lock (_g) { if (!_d.TryGetValue(k, out var v)) { v = 3; _d.Add(k, v); } return v; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, int> _d = new(); readonly List<string> _order = new(); void M(string k) { lock (_g) { if (!_d.ContainsKey(k)) { _d.Add(k, 1); _order.Add(k); } } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, int> _d = new(); int M() { lock (_g) { return _d.Count; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); Dictionary<string, int> _d = new(); Dictionary<string, int> M() { lock (_g) { var old = _d; _d = new Dictionary<string, int>(); return old; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, int> _d = new(); int M() { lock (_g) { var n = 0; foreach (var p in _d) n += p.Value; return n; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); int _n; readonly ConcurrentDictionary<string, Queue<int>> _d = new(); void M(string k) { lock (_g) { _d.GetOrAdd(k, x => new Queue<int>()).Enqueue(_n); } } }
        """)]
    [InlineData("""
        class C { readonly ConcurrentQueue<string> _d = new(); void M(string k) { lock (_d) { if (_d.Count > 3) _d.TryDequeue(out _); _d.Enqueue(k); } } }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<string, int> _d = new(); int M(string k) => _d.GetOrAdd(k, static x => x.Length); }
        """)]
    [InlineData("""
        class C : IDisposable { readonly object _g = new(); readonly Dictionary<string, int> _d = new(); public void Dispose() { lock (_g) { _d["x"] = 1; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, string> _d = new(); void M(string k, string v) { lock (_g) _d[k] = v; } void Both(string v) { lock (_g) { _d["a"] = v; _d["b"] = v; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, string> _d = new(); string? M(string k) { lock (_g) { return _d.TryGetValue(k, out var v) ? v : null; } } void All(List<string> all) { lock (_g) { _d.Clear(); foreach (var one in all) _d[one] = one; } } }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { readonly Dictionary<string, object> _d = new(); object M(string k) { lock (_d) { if (!_d.TryGetValue(k, out var v)) { v = new object(); _d.Add(k, v); } return v; } } }
        """, TestProfile.Cold);
}
