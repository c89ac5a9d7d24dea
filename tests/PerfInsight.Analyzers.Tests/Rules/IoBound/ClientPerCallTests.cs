using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.ClientPerCallAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

public class ClientPerCallTests
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
        class C { async Task<string> M() { using var c = [|new HttpClient()|]; return await c.GetStringAsync("x"); } }
        """)]
    [InlineData("""
        class C { async Task<string> M() { using (var c = [|new HttpClient(new HttpClientHandler())|]) { return await c.GetStringAsync("x"); } } }
        """)]
    [InlineData("""
        class C { async Task<string> M() => await [|new HttpClient { Timeout = TimeSpan.FromSeconds(1) }|].GetStringAsync("x"); }
        """)]
    [InlineData("""
        class C { void M() { var c = [|new System.Net.Sockets.TcpClient()|]; c.Connect("h", 1); c.Close(); } }
        """)]
    [InlineData("""
        class C { void M() { using var c = [|new System.Net.Mail.SmtpClient("h")|]; c.Send("a", "b", "c", "d"); } }
        """)]
    [InlineData("""
        class RestClient { public RestClient(string u) { } public string Get() => ""; } class C { string M(string u) { var c = [|new RestClient(u)|]; return c.Get(); } }
        """)]
    [InlineData("""
        class C { readonly IPEndPoint _peer = null!; async Task<bool> M(CancellationToken token) { using var client = [|new System.Net.Sockets.TcpClient()|]; await client.ConnectAsync(_peer, token); return client.Connected; } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { readonly HttpClient _c = new(); Task<string> M() => _c.GetStringAsync("x"); }
        """)]
    [InlineData("""
        class C { HttpClient? _c; HttpClient M() => _c ??= new HttpClient(); }
        """)]
    [InlineData("""
        class C { HttpClient M() { var c = new HttpClient(); c.Timeout = TimeSpan.FromSeconds(1); return c; } }
        """)]
    [InlineData("""
        class C { readonly HttpMessageHandler _h = new HttpClientHandler(); async Task<string> M() { using var c = new HttpClient(_h, false); return await c.GetStringAsync("x"); } }
        """)]
    [InlineData("""
        class C { static readonly Lazy<HttpClient> Lazy = new(() => new HttpClient()); HttpClient M() => Lazy.Value; }
        """)]
    [InlineData("""
        class C { readonly HttpClient _c; C() { _c = new HttpClient(); } }
        """)]
    [InlineData("""
        class C { HttpClient? _c; void M() { var c = new HttpClient(); _c = c; } }
        """)]
    [InlineData("""
        class C { async Task<bool> M(IPAddress peer, CancellationToken token) { using var client = new System.Net.Sockets.TcpClient(); await client.ConnectAsync(peer, 65001, token); return client.Connected; } }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { async Task<string> M() { using var c = new HttpClient(); return await c.GetStringAsync("x"); } }
        """, TestProfile.Cold);
}
