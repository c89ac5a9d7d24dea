using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.SemaphoreHeldAcrossAwaitsAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class SemaphoreHeldAcrossAwaitsTests
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
        class C { readonly SemaphoreSlim _s = new(1, 1); readonly List<string> _l = new(); async Task M(HttpClient c, string u) { await [|_s.WaitAsync()|]; try { var t = await c.GetStringAsync(u); _l.Add(t); } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new SemaphoreSlim(1); readonly Dictionary<string, int> _d = new(); readonly HttpClient _c = new(); async Task M(string u) { await [|_s.WaitAsync()|].ConfigureAwait(false); try { _d[u] = 1; await _c.GetAsync(u).ConfigureAwait(false); } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s; int _n; public C() { _s = new SemaphoreSlim(1); } async Task M(string path) { await [|_s.WaitAsync()|]; try { var t = await File.ReadAllTextAsync(path); _n += t.Length; } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(1); int _n; async Task M() { await [|_s.WaitAsync()|]; try { _n++; await Task.Delay(100); } finally { _s.Release(); } } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(1); string? _v; async Task<string> M(HttpClient c) { await _s.WaitAsync(); try { if (_v == null) _v = await c.GetStringAsync("u"); return _v; } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(8); int _n; async Task M(HttpClient c, string u) { await _s.WaitAsync(); try { var t = await c.GetStringAsync(u); _n++; } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(1); readonly Stream _f = Stream.Null; long _n; async Task M(byte[] b) { await _s.WaitAsync(); try { await _f.WriteAsync(b); _n += b.Length; } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(1); readonly string _path = "a"; int _n; async Task M(string t) { await _s.WaitAsync(); try { await File.AppendAllTextAsync(_path, t); _n++; } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(1); string _token = ""; async Task<string> M(HttpClient c) { await _s.WaitAsync(); try { _token = await c.GetStringAsync("t?old=" + _token); return _token; } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(1); async Task<string> M(HttpClient c, string u) { await _s.WaitAsync(); try { return await c.GetStringAsync(u); } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(1); readonly List<string> _l = new(); async Task M(HttpClient c, string u) { var t = await c.GetStringAsync(u); await _s.WaitAsync(); try { _l.Add(t); } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(0); int _n; async Task M(HttpClient c) { await _s.WaitAsync(); var t = await c.GetStringAsync("u"); _n += t.Length; } }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { readonly SemaphoreSlim _s = new(1, 1); readonly List<string> _l = new(); async Task M(HttpClient c, string u) { await _s.WaitAsync(); try { var t = await c.GetStringAsync(u); _l.Add(t); } finally { _s.Release(); } } }
        """, TestProfile.Cold);
}
