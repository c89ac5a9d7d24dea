using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.LockOnReadPathAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class LockOnReadPathTests
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
        class C { readonly object _g = new(); readonly List<string> _l = new(); bool M(string k) { lock ([|_g|]) { return _l.Contains(k); } } void Register(string k) { lock (_g) { _l.Add(k); } } void Unregister(string k) { lock (_g) { _l.Remove(k); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); Type[] _known = new Type[0]; Type? M(string k) { lock ([|_g|]) { foreach (var t in _known) { if (t.Name == k) return t; } return null; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly List<string> _l = new(); string? M(string k) { lock ([|_g|]) { return _l.FirstOrDefault(x => x == k); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<int, string> _l = new(); string[] M() { lock ([|_g|]) return _l.Values.ToArray(); } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { readonly object _g = new(); volatile object? _v; object M() { if (_v == null) { lock (_g) { if (_v == null) _v = new object(); } } return _v; } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly List<string> _l = new(); void M(string k) { lock (_g) { _l.Add(k); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Queue<string> _q = new(); string? M() { lock (_g) { if (_q.Count > 0) return _q.Dequeue(); return null; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); int _n; bool M() { lock (_g) { if (_n > 5) return false; _n++; return true; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly List<string> _l = new(); List<string> M() { lock (_g) { var copy = new List<string>(_l); _l.Clear(); return copy; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); object? _v; public void Dispose() { lock (_g) { if (_v == null) _v = new object(); } } }
        """)]
    [InlineData("""
        class C { readonly Lazy<object> _v = new(() => new object()); object M() => _v.Value; }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { readonly object _g = new(); readonly List<string> _l = new(); bool M(string k) { lock (_g) { return _l.Contains(k); } } }
        """, TestProfile.Cold);
}
