using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>Waits as they should be, in members that wait: no rule at all has anything to say.</summary>
public class WaitLookAlikeTests
{
    [Theory]
    // The order of the awaits matters.
    [InlineData("class C { async Task M(List<string> names, Func<string, Task> next) { foreach (var n in names) await next(n); } }")]
    [InlineData("interface IHandler { Task ApplyAsync(object e); } class C { async Task M(IHandler h, List<object> events) { foreach (var e in events) await h.ApplyAsync(e); } }")]
    [InlineData("interface IModule { Task InitializeAsync(); } class C { async Task M(List<IModule> modules) { foreach (var m in modules) await m.InitializeAsync(); } }")]
    [InlineData("interface IRule { Task ValidateAsync(List<string> errors); } class C { async Task M(List<IRule> rules, List<string> errors) { foreach (var r in rules) await r.ValidateAsync(errors); } }")]
    [InlineData("interface IStore { Task InsertAsync(int x); Task DeleteAsync(int x); } class C { async Task M(IStore s, int[] xs) { foreach (var x in xs) { await s.DeleteAsync(x); await s.InsertAsync(x); } } }")]
    [InlineData("interface IQueue { Task EnqueueAsync(int x); } class C { async Task M(IQueue q, int[] xs) { foreach (var x in xs) await q.EnqueueAsync(x); } }")]
    [InlineData("class C { async Task<int> M(Func<int, Task<int>> f, int[] xs) { var last = 0; foreach (var x in xs) { if (last > 10) continue; last = await Get(x); } return last; } Task<int> Get(int x) => Task.FromResult(x); }")]
    [InlineData("class C { int _state; async Task M(int[] xs) { foreach (var x in xs) _state = await GetNext(_state, x); } Task<int> GetNext(int s, int x) => Task.FromResult(s + x); }")]
    // Retries, polls, pages and batches.
    [InlineData("class C { async Task<string?> M(HttpClient c) { for (var attempt = 0; attempt < 3; attempt++) { try { return await c.GetStringAsync(\"x?try=\" + attempt); } catch (HttpRequestException) { await Task.Delay(100); } } return null; } }")]
    [InlineData("class C { async Task<string> M(HttpClient c) { var s = \"\"; for (var attempt = 1; attempt <= 3 && s.Length == 0; attempt++) s = await c.GetStringAsync(\"x\" + attempt); return s; } }")]
    [InlineData("class C { async Task M(HttpClient c, string[] urls) { foreach (var batch in urls.Chunk(10)) await Task.WhenAll(batch.Select(u => c.GetStringAsync(u))); } }")]
    [InlineData("class C { async Task M(string[] urls) { foreach (var batch in urls.Chunk(10)) await LoadAsync(batch); } Task LoadAsync(string[] u) => Task.CompletedTask; }")]
    [InlineData("class C { async Task M(Task<int>[] started) { for (var i = 0; i < started.Length; i++) Console.WriteLine(await started[i]); } }")]
    [InlineData("class C { async Task M(Dictionary<string, Task<int>> started) { foreach (var p in started) Console.WriteLine(p.Key + await p.Value); } }")]
    [InlineData("class C { async IAsyncEnumerable<string> M(HttpClient c, string[] urls) { foreach (var u in urls) yield return await c.GetStringAsync(u); } }")]
    [InlineData("class C { async Task<int> M(HttpClient c, string[] urls) { using var gate = new SemaphoreSlim(4); var t = urls.Select(async u => { await gate.WaitAsync(); try { return await c.GetStringAsync(u); } finally { gate.Release(); } }); return (await Task.WhenAll(t)).Length; } }")]
    [InlineData("class C { async Task M(ChannelReader<int> r) { while (await r.WaitToReadAsync()) while (r.TryRead(out var x)) Console.WriteLine(x); } }")]
    [InlineData("class C { async Task<long> M(Stream s, byte[] b) { long n = 0; int r; while ((r = await s.ReadAsync(b)) > 0) n += r; return n; } }")]
    [InlineData("class C { async Task M(NetworkStream s) { var head = await ReadHead(s); var body = await ReadBody(s, head); Console.WriteLine(body); } Task<int> ReadHead(Stream s) => Task.FromResult(1); Task<int> ReadBody(Stream s, int h) => Task.FromResult(1); }")]
    [InlineData("interface IQ { Task<int> GetNextAsync(); } class C { async Task<int> M(IQ q) { var a = await q.GetNextAsync(); var b = await q.GetNextAsync(); return a - b; } }")]
    [InlineData("interface IApi { Task<string> GetTokenAsync(); Task<int> GetDataAsync(string t); } class C { async Task<int> M(IApi a) { var t = await a.GetTokenAsync(); var d = await a.GetDataAsync(t); return d; } }")]
    [InlineData("interface IApi { Task<bool> ExistsAsync(string k); Task<int> GetAsync(string k); } class C { async Task<int> M(IApi a) { var e = await a.ExistsAsync(\"k\"); if (!e) return 0; var d = await a.GetAsync(\"k\"); return d; } }")]
    // Tasks that are done.
    [InlineData("class C { async Task<int> M(Task<int> a, Task<int> b) { await Task.WhenAll(a, b); return a.Result + b.Result; } }")]
    [InlineData("class C { int M(Task<int> t) => t.IsCompletedSuccessfully ? t.Result : -1; }")]
    [InlineData("class C { async Task<int> M(Task<int> a) { var first = await Task.WhenAny(a, Task.Delay(10)); return first == a ? a.Result : 0; } }")]
    [InlineData("class R { public string Result = \"\"; } class C { string M(R r) => r.Result; }")]
    // Calls that wait for nothing.
    [InlineData("class C { async Task<string> M(byte[] b) { await Task.Yield(); using var r = new StreamReader(new MemoryStream(b)); return r.ReadToEnd(); } }")]
    [InlineData("class C { async Task M(Stream s, byte[] b) { await s.WriteAsync(b); await s.FlushAsync(); } }")]
    [InlineData("class C { static readonly HttpClient Shared = new(); Task<string> M(string u) => Shared.GetStringAsync(u); }")]
    [InlineData("class C { void M(Stream s, BinaryReader r) { for (var i = 0; i < 10; i++) Console.WriteLine(r.ReadInt32()); } }")]
    [InlineData("class C { void M(string p) { using var f = File.OpenRead(p); int b; while ((b = f.ReadByte()) >= 0) Console.WriteLine(b); } }")]
    [InlineData("class C { void M(string p, string[] lines) { using var w = new StreamWriter(p); foreach (var l in lines) w.WriteLine(l); w.Flush(); } }")]
    [InlineData("class C { async Task M(CancellationToken t) { while (!t.IsCancellationRequested) { Console.WriteLine(DateTime.UtcNow); await Task.Delay(1000, t); } } }")]
    [InlineData("class C { void M(Action a) { for (var i = 0; i < 3; i++) { try { a(); return; } catch (IOException) { Thread.Sleep(100 * i); } } } }")]
    [InlineData("class Ctx { } interface IMutator { Task MutateIncoming(Ctx c); } class C { async Task M(List<IMutator> ms, Ctx c) { foreach (var m in ms) await m.MutateIncoming(c).ConfigureAwait(false); } }")]
    [InlineData("class Ctx { } interface IOp { Task<int> ExecuteAsync(Ctx c); } class C { async Task<int> M(List<IOp> ops, Ctx c) { var last = 0; foreach (var o in ops) { var r = await o.ExecuteAsync(c); if (r > 0) last = r; } return last; } }")]
    [InlineData("class C { bool IsFileLocked(string p) => false; async Task M(string p) { while (IsFileLocked(p)) await Task.Delay(100); } }")]
    public Task A_good_wait_is_left_alone(string code) => Family.IsSilentAsync(code, SampleKind.Blocked);
}
