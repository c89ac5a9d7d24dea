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
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    [InlineData("PI4003", "class C { string M(string path) { return File.ReadAllText(path); } }")]
    [InlineData("PI4003", "class C { Task<string> M(string path) { if (path.Length == 0) return Task.FromResult(File.ReadAllText(\"none\")); return File.ReadAllTextAsync(path); } }")]
    [InlineData("PI4003", "class C { Task<string> M(string text) { return Task.FromResult(text.Trim()); } }")]
    [InlineData("PI4003", "class C { Task<Func<string>> M(string path) { Func<string> read = () => File.ReadAllText(path); return Task.FromResult(read); } }")]
    [InlineData("PI4003", "class C { void M(Action ask) { for (var i = 0; i < 3; i++) { try { ask(); return; } catch (HttpRequestException) { Thread.Sleep(200); } } } }")]
    [InlineData("PI4005", "class Doc { public void LoadHtml(string text) { } } class C { async Task<Doc> M(HttpResponseMessage response) { var text = await response.Content.ReadAsStringAsync(); var doc = new Doc(); doc.LoadHtml(text); return doc; } }")]
    [InlineData("PI4005", "class Config { public static Config Parse(string text) => new(); public static Config Parse(TextReader reader) => new(); } class C { Config M(string path) { var text = File.ReadAllText(path); Console.WriteLine(text.Length); return Config.Parse(text); } }")]
    [InlineData("PI4005", "class C { string M(StreamReader reader) => reader.ReadToEnd().Replace(\"\\r\", \"\"); }")]
    [InlineData("PI4002", "class Bus { public async Task DispatchAsync(string id) { await Task.Yield(); } } class C { readonly Bus _bus = new(); int _last; async Task M(List<string> ids) { foreach (var id in ids) { _last++; await _bus.DispatchAsync(id + _last); } } }")]
    [InlineData("PI4002", "class Step { public async Task RunAsync(List<string> state) { await Task.Yield(); } } class C { async Task M(List<Step> steps, List<string> state) { foreach (var step in steps) { Console.WriteLine(step); await step.RunAsync(state); } } }")]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);
}
