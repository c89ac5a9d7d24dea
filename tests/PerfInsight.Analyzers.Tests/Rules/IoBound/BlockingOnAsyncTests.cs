using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.BlockingOnAsyncAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

public class BlockingOnAsyncTests
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
        class C { string M(HttpClient c) => [|c.GetStringAsync("x").Result|]; }
        """)]
    [InlineData("""
        class C { void M(HttpClient c) { var t = c.GetStringAsync("x"); [|t.Wait()|]; var s = t.Result; } }
        """)]
    [InlineData("""
        class C { string M(HttpClient c) => [|c.GetStringAsync("x").ConfigureAwait(false).GetAwaiter().GetResult()|]; }
        """)]
    [InlineData("""
        class C { async Task M(HttpClient c) { await Task.Yield(); var all = new List<Task<string>> { c.GetStringAsync("x") }; [|Task.WaitAll(all.ToArray())|]; var r = all.Select(t => t.Result).ToList(); } }
        """)]
    [InlineData("""
        class C { int P { get { return [|G().Result|]; } } async Task<int> G() { await Task.Yield(); return 1; } }
        """)]
    [InlineData("""
        class C { int M(IAsyncResult r) { [|r.AsyncWaitHandle.WaitOne()|]; return 1; } }
        """)]
    [InlineData("""
        class C { object? _core; object M(bool isOld) { if (isOld) { _core = [|Ask().Result|]; } return _core!; } Task<object> Ask() => Task.Run(() => new object()); }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { async Task<string> M(HttpClient c) { var t = c.GetStringAsync("x"); var d = Task.Delay(5); if (d == await Task.WhenAny(t, d)) return ""; return t.Result; } }
        """)]
    [InlineData("""
        class C { async Task<int> M(Task<int> a, Task<int> b) { await Task.WhenAll(a, b); return a.Result + b.Result; } }
        """)]
    [InlineData("""
        class C { async Task<List<int>> M(List<Task<int>> all) { await Task.WhenAll(all); return all.Select(t => t.Result).ToList(); } }
        """)]
    [InlineData("""
        class C { int M(Task<int> t) { if (t.IsCompleted) return t.Result; return 0; } }
        """)]
    [InlineData("""
        class C { int M(ValueTask<int> t) { if (!t.IsCompletedSuccessfully) return 0; return t.Result; } }
        """)]
    [InlineData("""
        class C { Task<int> M(Task<int> t) => t.ContinueWith(x => x.Result + 1); }
        """)]
    [InlineData("""
        class C : IDisposable { Task _t = Task.Delay(1); public void Dispose() { _t.Wait(); } }
        """)]
    [InlineData("""
        class C { static void Main() { Run().GetAwaiter().GetResult(); } static async Task Run() { await Task.Yield(); } }
        """)]
    [InlineData("""
        class R { public int Result { get; set; } } class C { int M(R r) => r.Result; }
        """)]
    [InlineData("""
        class C { int M() => Task.FromResult(3).Result; }
        """)]
    [InlineData("""
        class C { void M(object o) { if (o is IAsyncDisposable a) a.DisposeAsync().ConfigureAwait(false).GetAwaiter().GetResult(); } }
        """)]
    [InlineData("""
        class C { void M(IAsyncDisposable a) { a.DisposeAsync().AsTask().Wait(); } }
        """)]
    [InlineData("""
        class C { object? _core; object M() { if (_core == null) { _core = Ask().Result; } return _core; } Task<object> Ask() => Task.Run(() => new object()); }
        """)]
    [InlineData("""
        class C { string? _text; string M() => _text ??= Ask().GetAwaiter().GetResult(); Task<string> Ask() => Task.Run(() => ""); }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { string M(HttpClient c) => c.GetStringAsync("x").Result; }
        """, TestProfile.Cold);

    [Theory]
    [InlineData("class C { string? M(Missing client, Uri u) { var index = client.GetFile(u); if (index == null) return null; return index.Result.Trim(); } }")]
    [InlineData("class C { void M(Missing client) { client.LoadAll().GetAwaiter().GetResult(); } }")]
    public async Task Reported_where_a_type_is_missing(string code) => Assert.Contains("PI4001", await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    [InlineData("class C { object M(Missing context) { var r = context.Outcome; return r.Result; } }")]
    [InlineData("class C { object M(Missing dialog) { var r = dialog.ShowModal(); return r.Result; } }")]
    public Task A_result_of_another_kind_is_left_alone_where_a_type_is_missing(string code) => Family.IsSilentAsync(code, SampleKind.Blocked);
}
