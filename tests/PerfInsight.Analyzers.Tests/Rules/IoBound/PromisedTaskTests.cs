using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>Members that promise a task and block all the same, pauses, parsers that take a stream, and awaits beside a word in the log (PI4002, PI4003, PI4005).</summary>
public class PromisedTaskTests
{
    [Theory]
    [InlineData("PI4003", "class C { Task<string> M(string path) { var text = File.ReadAllText(path); return Task.FromResult(text.Trim()); } }")]
    [InlineData("PI4003", "class C { Task M(Stream from, FileStream to) { if (from == to) return Task.CompletedTask; from.CopyTo(to); return Task.CompletedTask; } }")]
    [InlineData("PI4003", "class C { async Task M(Func<Task> ask) { for (var i = 0; i < 3; i++) { try { await ask(); return; } catch (HttpRequestException) { Thread.Sleep(200); } } } }")]
    [InlineData("PI4005", "class Doc { public void LoadHtml(string text) { } public void Load(Stream stream) { } } class C { async Task<Doc?> M(HttpResponseMessage response) { var text = await response.Content.ReadAsStringAsync(); if (text == null) return null; var doc = new Doc(); doc.LoadHtml(text); return doc; } }")]
    [InlineData("PI4005", "class Config { public static Config Parse(string text) => new(); public static Config Parse(TextReader reader) => new(); } class C { Config M(string path) { var text = File.ReadAllText(path); return Config.Parse(text); } }")]
    [InlineData("PI4005", "class C { int M(StreamReader reader) { string[] lines; lines = reader.ReadToEnd().Replace(\"\\r\", \"\").Split('\\n'); return lines.Length; } }")]
    [InlineData("PI4002", "class Bus { public async Task DispatchAsync(Order order) { await Task.Yield(); } } class Order { public string Id { get; set; } = \"\"; } class Logger { public void Debug(string s) { } } class C { readonly Bus _bus = new(); readonly Logger _log = new(); async Task M(List<string> ids) { foreach (var id in ids) { _log.Debug(id); var order = new Order(); order.Id = id; await _bus.DispatchAsync(order); } } }")]
    [InlineData("PI4001", "class C { string M(HttpClient client, string url) { Task<string> asked = client.GetStringAsync(url); asked.Wait(); return asked.Result; } }")]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    [InlineData("PI4003", "class C { Task<string> M(string path) { if (path.Length == 0) return Task.FromResult(File.ReadAllText(\"none\")); return File.ReadAllTextAsync(path); } }")]
    [InlineData("PI4003", "class C { Task<string> M(string text) { return Task.FromResult(text.Trim()); } }")]
    [InlineData("PI4003", "class C { Task<Func<string>> M(string path) { Func<string> read = () => File.ReadAllText(path); return Task.FromResult(read); } }")]
    [InlineData("PI4003", "class C { void M(Action ask) { for (var i = 0; i < 3; i++) { try { ask(); return; } catch (HttpRequestException) { Thread.Sleep(200); } } } }")]
    [InlineData("PI4005", "class Doc { public void LoadHtml(string text) { } } class C { async Task<Doc> M(HttpResponseMessage response) { var text = await response.Content.ReadAsStringAsync(); var doc = new Doc(); doc.LoadHtml(text); return doc; } }")]
    [InlineData("PI4005", "class Config { public static Config Parse(string text) => new(); public static Config Parse(TextReader reader) => new(); } class C { Config M(string path) { var text = File.ReadAllText(path); Console.WriteLine(text.Length); return Config.Parse(text); } }")]
    [InlineData("PI4005", "class C { string M(StreamReader reader) => reader.ReadToEnd().Replace(\"\\r\", \"\"); }")]
    [InlineData("PI4002", "class Bus { public async Task DispatchAsync(string id) { await Task.Yield(); } } class C { readonly Bus _bus = new(); int _last; async Task M(List<string> ids) { foreach (var id in ids) { _last++; await _bus.DispatchAsync(id + _last); } } }")]
    [InlineData("PI4002", "class Step { public async Task RunAsync(List<string> state) { await Task.Yield(); } } class C { async Task M(List<Step> steps, List<string> state) { foreach (var step in steps) { Console.WriteLine(step); await step.RunAsync(state); } } }")]
    // Rounds that have an order: a mark behind each, the first of all, what is handed on, a case apart.
    [InlineData("PI4002", "class Out { public async Task SendAsync(string s) { await Task.Yield(); } } class C { readonly Out _out = new(); async Task<int> M(List<string> all) { var mark = 0; foreach (var one in all) { await _out.SendAsync(one); mark = one.Length; } return mark; } }")]
    [InlineData("PI4002", "class Db2 { public async Task<string> CreateAsync(string s) { await Task.Yield(); return s; } } class C { readonly Db2 _d = new(); async Task<string?> M(List<string> all) { string? first = null; foreach (var one in all) { var made = await _d.CreateAsync(one); first ??= made; } return first; } }")]
    [InlineData("PI4002", "class Names { public async Task<string> LookupAsync(string s) { await Task.Yield(); return s; } } class Bus { public void Publish(string s) { } } class C { readonly Names _names = new(); readonly Bus _bus = new(); async Task M(List<string> all) { foreach (var one in all) { var name = await _names.LookupAsync(one); _bus.Publish(name); } } }")]
    [InlineData("PI4002", "class Mail { public async Task SendAsync(string s) { await Task.Yield(); } } class C { readonly Mail _mail = new(); async Task M(List<string> all) { foreach (var one in all) { if (one.Length > 9) { await _mail.SendAsync(one); continue; } Console.WriteLine(one); } } }")]
    // Whoever has the task could await it; what is set up before the program runs; waits that look around; what the code has asked.
    [InlineData("PI4001", "static class X { public static void WaitOrThrow(this Task task, TimeSpan limit) { if (!task.Wait(limit)) throw new TimeoutException(); } }")]
    [InlineData("PI4001", "class C { readonly string _s; public C(HttpClient client) { _s = client.GetStringAsync(\"a\").GetAwaiter().GetResult(); } public override string ToString() => _s; }")]
    [InlineData("PI4001", "class C { volatile bool _stop; void M(TaskCompletionSource<int> made) { while (!_stop) { if (made.Task.Wait(500)) break; Console.WriteLine(); } } }")]
    [InlineData("PI4001", "class E { public Task<int> Copy = Task.FromResult(1); } class C { int M(E? e) { var isDone = e?.Copy.IsCompleted == true; return isDone ? e!.Copy.Result : 0; } }")]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);
}
