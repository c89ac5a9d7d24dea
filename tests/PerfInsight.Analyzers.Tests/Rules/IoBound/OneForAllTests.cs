using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>Repositories that are asked per item, and directories that are listed whole for one entry (PI4005 to PI4009).</summary>
public class OneForAllTests
{
    [Theory]
    [InlineData("PI4006", "interface IOrderRepository { string? Get(int id); void Save(string s); Task SaveAsync(string s); string GetAll(int[] ids); string GetScript(string s); } class InMemoryRepository { public string Get(int id) => \"\"; } class C { List<string?> M(IOrderRepository repo, int[] ids) { var r = new List<string?>(); foreach (var id in ids) r.Add(repo.Get(id)); return r; } }")]
    [InlineData("PI4006", "interface IOrderRepository { string? Get(int id); void Save(string s); Task SaveAsync(string s); string GetAll(int[] ids); string GetScript(string s); } class InMemoryRepository { public string Get(int id) => \"\"; } class C { void M(IOrderRepository repo, string[] xs) { foreach (var x in xs) repo.Save(x); } }")]
    [InlineData("PI4006", "interface IOrderRepository { string? Get(int id); void Save(string s); Task SaveAsync(string s); string GetAll(int[] ids); string GetScript(string s); } class InMemoryRepository { public string Get(int id) => \"\"; } class C { async Task M(IOrderRepository repo, string[] xs) { foreach (var x in xs) { await repo.SaveAsync(x); } } }")]
    [InlineData("PI4007", "class C { async Task<string> M(string u) { var handler = new HttpClientHandler(); using var c = new HttpClient(handler); return await c.GetStringAsync(u); } }")]
    [InlineData("PI4009", "class C { async Task M(Stream o, object x) { var s = JsonSerializer.Serialize(x); var b = Encoding.UTF8.GetBytes(s); await o.WriteAsync(b, 0, b.Length); } }")]
    [InlineData("PI4005", "class C { bool M(string d) => Directory.GetFiles(d).Length == 0; }")]
    [InlineData("PI4005", "class C { string? M(string d) { foreach (var f in Directory.GetFiles(d)) if (f.EndsWith(\".x\")) return f; return null; } }")]
    [InlineData("PI4005", "class C { string? M(string d) => new DirectoryInfo(d).GetFiles().Where(f => f.Length > 0).Select(f => f.Name).FirstOrDefault(); }")]
    [InlineData("PI4005", "class Config { public static Config Parse(string text) => new(); } class C { Config M(string path) { var text = File.ReadAllText(path); return Config.Parse(text); } }")]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    [InlineData("PI4006", "interface IOrderRepository { string? Get(int id); void Save(string s); Task SaveAsync(string s); string GetAll(int[] ids); string GetScript(string s); } class InMemoryRepository { public string Get(int id) => \"\"; } class C { string? M(IOrderRepository repo, int[] ids) { foreach (var id in ids) { var s = repo.Get(id); if (s != null) return s; } return null; } }")]
    [InlineData("PI4006", "interface IOrderRepository { string? Get(int id); void Save(string s); Task SaveAsync(string s); string GetAll(int[] ids); string GetScript(string s); } class InMemoryRepository { public string Get(int id) => \"\"; } class C { void M(InMemoryRepository repo, int[] ids) { foreach (var id in ids) Console.WriteLine(repo.Get(id)); } }")]
    [InlineData("PI4006", "interface IOrderRepository { string? Get(int id); void Save(string s); Task SaveAsync(string s); string GetAll(int[] ids); string GetScript(string s); } class InMemoryRepository { public string Get(int id) => \"\"; } class C { void M(IOrderRepository repo, int[][] ids) { foreach (var id in ids) Console.WriteLine(repo.GetAll(id)); } }")]
    [InlineData("PI4006", "interface IOrderRepository { string? Get(int id); void Save(string s); Task SaveAsync(string s); string GetAll(int[] ids); string GetScript(string s); } class InMemoryRepository { public string Get(int id) => \"\"; } class C { void M(IOrderRepository repo, int[] ids) { foreach (var id in ids) Console.WriteLine(repo.Get(7)); } }")]
    [InlineData("PI4006", "class Item { } interface IItemRepository { string GetText(Item i); } class C { void M(IItemRepository repo, Item[] all) { foreach (var i in all) Console.WriteLine(repo.GetText(i)); } }")]
    [InlineData("PI4006", "interface IKeyRepository { Func<Task> UpdateKey(string id); } class C { List<Func<Task>> M(IKeyRepository repo, string[] ids) { var all = new List<Func<Task>>(); foreach (var id in ids) all.Add(repo.UpdateKey(id)); return all; } }")]
    [InlineData("PI4007", "class C { readonly HttpClientHandler _h = new(); async Task<string> M(string u) { var handler = _h; using var c = new HttpClient(handler); return await c.GetStringAsync(u); } }")]
    [InlineData("PI4009", "class C { async Task<int> M(Stream o, object x) { var s = JsonSerializer.Serialize(x); var b = Encoding.UTF8.GetBytes(s); await o.WriteAsync(b, 0, b.Length); return b.Length; } }")]
    [InlineData("PI4005", "class C { string[] M(string d) => Directory.GetFiles(d); }")]
    [InlineData("PI4005", "class C { int M(string d) => Directory.GetFiles(d).Length; }")]
    [InlineData("PI4005", "class C { void M(string d) { foreach (var f in Directory.GetFiles(d)) Console.WriteLine(f); } }")]
    [InlineData("PI4005", "class C { void M(string d) { foreach (var f in Directory.GetFiles(d)) { if (f == \"\") break; File.Delete(f); } } }")]
    [InlineData("PI4005", "class C { int M(string path) { var text = File.ReadAllText(path); return int.Parse(text); } }")]
    [InlineData("PI4005", "class Config { public static bool ParseFlag(string text) => true; } class C { bool M(string path) => Config.ParseFlag(File.ReadAllText(path)); }")]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);
}
