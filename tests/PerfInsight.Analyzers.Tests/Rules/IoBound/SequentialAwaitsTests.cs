using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.SequentialAwaitsAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

public class SequentialAwaitsTests
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

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Blocked).Callee("Somewhere.Else", SampleKind.Blocked, 1);

    [Theory]
    [InlineData("""
        class C { async Task M(HttpClient c, string[] urls) { foreach (var u in urls) { var s = [|await c.GetStringAsync(u)|]; Console.WriteLine(s); } } }
        """)]
    [InlineData("""
        class C { async Task<List<string>> M(HttpClient c, List<string> urls) { var r = new List<string>(); for (var i = 0; i < urls.Count; i++) r.Add([|await c.GetStringAsync(urls[i]).ConfigureAwait(false)|]); return r; } }
        """)]
    [InlineData("""
        class C { async Task<int> M(int[] ids) { var n = 0; foreach (var id in ids) n += [|await Walk(id)|]; return n; } Task<int> Walk(int id) => Task.FromResult(id); }
        """)]
    [InlineData("""
        class C(Stream left, Stream right) : object { readonly Stream _a = left, _b = right; async Task M(byte[] d) { await _a.WriteAsync(d, 0, d.Length).ConfigureAwait(false); [|await _b.WriteAsync(d, 0, d.Length).ConfigureAwait(false)|]; } }
        """)]
    [InlineData("""
        static class X { public static System.Runtime.CompilerServices.ConfiguredTaskAwaitable Free(this Task t) => t.ConfigureAwait(false); }
        class C { Stream _a = Stream.Null, _b = Stream.Null; async Task M() { await _a.FlushAsync().Free(); [|await _b.FlushAsync().Free()|]; } }
        """)]
    [InlineData("""
        class C { async Task<string> M(HttpClient c) { var a = [|await c.GetStringAsync("a")|]; var b = await c.GetStringAsync("b"); return a + b; } }
        """)]
    [InlineData("""
        class C { async Task M(HttpClient c, string[] urls) { foreach (var u in urls) { if (u.Length == 0) continue; var k = u.Trim(); [|await c.PostAsync(k, null)|]; } } }
        """)]
    [InlineData("""
        class V { public string A = ""; public string B = ""; } class C { async Task M(HttpClient c, V v) { v.A = [|await c.GetStringAsync("a")|]; v.B = await c.GetStringAsync("b"); } }
        """)]
    [InlineData("""
        class C { async Task<string> M(HttpClient c) { var a = [|await c.GetStringAsync("a")|]; var n = 3; var b = await c.GetStringAsync("b" + n); return a + b; } }
        """)]
    [InlineData("""
        class Known { public string Id = ""; } interface IProvider { Task<Known> GetKnown(Known id); } class C { async Task M(List<IProvider> providers, Known id) { foreach (var provider in providers) { var found = [|await provider.GetKnown(id)|]; Show(found, id); } } void Show(Known found, Known id) { } }
        """)]
    [InlineData("""
        class Store(IDbConnection connection) { readonly IDbConnection _connection = connection; public Task Mark(string name) => Task.FromResult(_connection); } interface IUploads { Task<string> GetAsync(string name); } class C { async Task M(IUploads uploads, Store volumes, string[] names) { foreach (var name in names) { var text = [|await uploads.GetAsync(name)|]; await volumes.Mark(text); } } }
        """)]
    [InlineData("""
        class C { async Task M(string[] parts) { for (var i = 0; i < parts.Length; i++) [|await SendPart(parts[i], parts.Length)|]; } Task SendPart(string part, int of) => Task.Delay(of); }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { async Task M(List<Task<int>> tasks) { foreach (var t in tasks) { var v = await t; Console.WriteLine(v); } } }
        """)]
    [InlineData("""
        class C { async Task<string?> M(HttpClient c, string[] urls) { foreach (var u in urls) { var s = await c.GetStringAsync(u); if (s.Length > 0) return s; } return null; } }
        """)]
    [InlineData("""
        class C { async Task M(Stream s, byte[][] parts) { foreach (var p in parts) await s.WriteAsync(p, 0, p.Length); } }
        """)]
    [InlineData("""
        class C { async Task M(int[] ms) { foreach (var m in ms) await Task.Delay(m); } }
        """)]
    [InlineData("""
        class C { async Task<int> M(int[] ids) { var state = 0; foreach (var id in ids) state = await Walk(id, state); return state; } Task<int> Walk(int id, int s) => Task.FromResult(id + s); }
        """)]
    [InlineData("""
        class C { async Task M(HttpClient c) { for (var i = 0; i < 3; i++) { try { await c.GetStringAsync("x"); return; } catch (HttpRequestException) { } } } }
        """)]
    [InlineData("""
        class C { async Task M(IAsyncEnumerable<string> urls) { await foreach (var u in urls) await Get(u); } Task Get(string u) => Task.CompletedTask; }
        """)]
    [InlineData("""
        class C { async Task M(HttpClient c, string[] urls) { foreach (var u in urls) { var s = await c.GetStringAsync(u); if (s == "") break; } } }
        """)]
    [InlineData("""
        class C { async Task<string> M(HttpClient c) { var a = await c.GetStringAsync("a"); var b = await c.GetStringAsync(a); return b; } }
        """)]
    [InlineData("""
        class C { async Task M(TextReader r) { string? l; while ((l = await r.ReadLineAsync()) != null) Console.WriteLine(l); } }
        """)]
    [InlineData("""
        class V { public string A = ""; public string B = ""; } class C { async Task M(HttpClient c, V v) { v.A = await c.GetStringAsync("a"); v.B = await c.GetStringAsync(v.A); } }
        """)]
    [InlineData("""
        class Store(IDbConnection connection) { readonly IDbConnection _connection = connection; public Task<int> GetNumber(string name) => Task.FromResult(_connection.ConnectionTimeout + name.Length); } class C { async Task<int> M(Store volumes, string[] names) { var n = 0; foreach (var name in names) n += await volumes.GetNumber(name); return n; } }
        """)]
    [InlineData("""
        abstract class Base { protected IDbTransaction? Transaction; } class Local : Base { } static class Names { public static Task<string> FindFree(Local volumes, string name) => Task.FromResult(name); } class C { async Task<int> M(Local volumes, string[] names) { var n = 0; foreach (var name in names) n += (await Names.FindFree(volumes, name)).Length; return n; } }
        """)]
    [InlineData("""
        class Store(IDbConnection connection) { readonly IDbConnection _connection = connection; public Task Mark(string name) => Task.FromResult(_connection); } interface IUploads { Task PutAsync(string name); } class C { async Task M(IUploads uploads, Store volumes, string[] names) { foreach (var name in names) { await volumes.Mark(name); await uploads.PutAsync(name); } } }
        """)]
    [InlineData("""
        class Known { public string Id = ""; } interface IProvider { Task<Known> GetKnown(Known id); } class C { async Task M(List<IProvider> providers, Known id) { foreach (var provider in providers) { var found = await provider.GetKnown(id); MergeInto(found, id); } } void MergeInto(Known found, Known id) => id.Id += found.Id; }
        """)]
    [InlineData("""
        class C { async Task M(string[] parts) { for (var i = 0; i < parts.Length; i++) await SendPart(parts[i], i + 1, parts.Length); } Task SendPart(string part, int number, int of) => Task.Delay(number); }
        """)]
    [InlineData("""
        class C { async Task<string> M(string name) { var client = await GetClient(); var id = await FindId(name); return client + id; } Task<string> GetClient() => Task.FromResult(""); async Task<string> FindId(string name) { var client = await GetClient(); return client + name; } }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { async Task M(HttpClient c, string[] urls) { foreach (var u in urls) { var s = await c.GetStringAsync(u); Console.WriteLine(s); } } }
        """, TestProfile.Cold);
}
