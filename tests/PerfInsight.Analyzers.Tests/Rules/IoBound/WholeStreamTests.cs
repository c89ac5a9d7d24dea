using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>What is put into memory whole, calls with a twin that is awaited, and tasks that have ended (PI4001 to PI4005).</summary>
public class WholeStreamTests
{
    [Theory]
    [InlineData("PI4005", """
        class C { async Task<Stream> M(HttpClient client, string url) { var response = await client.GetAsync(url).ConfigureAwait(false); return await response.Content.ReadAsStreamAsync(); } }
        """)]
    [InlineData("PI4005", """
        class C { async Task M(HttpClient client, HttpRequestMessage request, Stream to) { using var response = await client.SendAsync(request); await response.Content.CopyToAsync(to); } }
        """)]
    [InlineData("PI4005", """
        class C { async Task<Stream> M(string path) { using var file = new FileStream(path, FileMode.Open); var memory = new MemoryStream(); await file.CopyToAsync(memory); memory.Position = 0; return memory; } }
        """)]
    [InlineData("PI4005", """
        static class Json { public static T? Deserialize<T>(string text) => default; } class C { async Task<int[]?> M(string path) { using var reader = File.OpenText(path); var text = await reader.ReadToEndAsync(); return Json.Deserialize<int[]>(text); } }
        """)]
    [InlineData("PI4003", """
        class C { async Task M(Socket socket, byte[] buffer) { while (true) { var n = socket.Receive(buffer); await Task.Yield(); if (n == 0) return; } } }
        """)]
    [InlineData("PI4003", """
        class Store { public int LoadAll(string id) => 1; public Task<int> LoadAllAsync(string id, CancellationToken token = default) => Task.FromResult(1); } class C { async Task<int> M(Store store) { await Task.Yield(); return store.LoadAll("a"); } }
        """)]
    [InlineData("PI4002", """
        class C { async Task M(Store store, List<string> ids) { foreach (var id in ids) await store.ArchiveAsync(id); } } class Store { public async Task ArchiveAsync(string id) { await Task.Yield(); } }
        """)]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    [InlineData("PI4005", """
        class C { async Task<Stream> M(HttpClient client, string url) { var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead); return await response.Content.ReadAsStreamAsync(); } }
        """)]
    [InlineData("PI4005", """
        class C { async Task<string> M(HttpClient client, string url) { var response = await client.GetAsync(url); return await response.Content.ReadAsStringAsync(); } }
        """)]
    [InlineData("PI4005", """
        class C { async Task<bool> M(HttpClient client, string url) { var response = await client.GetAsync(url); return response.IsSuccessStatusCode; } }
        """)]
    [InlineData("PI4005", """
        class C { async Task<byte[]> M(string path) { using var file = new FileStream(path, FileMode.Open); var memory = new MemoryStream(); await file.CopyToAsync(memory); return memory.ToArray(); } }
        """)]
    [InlineData("PI4005", """
        class C { async Task<Stream> M(ZipArchiveEntry entry) { using var file = entry.Open(); var memory = new MemoryStream(); await file.CopyToAsync(memory); memory.Position = 0; return memory; } }
        """)]
    [InlineData("PI4003", """
        class Store { public int LoadAll(string id) => 1; public Task<int> LoadAllAsync(string id, int page) => Task.FromResult(1); } class C { async Task<int> M(Store store) { await Task.Yield(); return store.LoadAll("a"); } }
        """)]
    [InlineData("PI4003", """
        class Store { public int Compute(string id) => 1; public Task<int> ComputeAsync(string id) => Task.FromResult(1); } class C { async Task<int> M(Store store) { await Task.Yield(); return store.Compute("a"); } }
        """)]
    [InlineData("PI4003", """
        class MemoryStore { public int Load(string id) => 1; public Task<int> LoadAsync(string id) => Task.FromResult(1); } class C { async Task<int> M(MemoryStore store) { await Task.Yield(); return store.Load("a"); } }
        """)]
    [InlineData("PI4003", """
        class C { async Task<int> M(bool async, Stream stream, byte[] buffer) => async ? await stream.ReadAsync(buffer) : stream.Read(buffer); }
        """)]
    [InlineData("PI4001", """
        class C { int M() => G(async: false).GetAwaiter().GetResult(); async Task<int> G(bool async) { if (async) await Task.Yield(); return 1; } }
        """)]
    [InlineData("PI4001", """
        class C { async Task<string> M(Task<string> a, Task<string> b, bool first) { await Task.WhenAll(a, b); return (first ? a : b).GetAwaiter().GetResult(); } }
        """)]
    [InlineData("PI4001", """
        class Entry { public Task<int> Value = Task.FromResult(1); } static class X { public static bool IsCompletedSuccessfully(this Task t) => t.Status == TaskStatus.RanToCompletion; } class C { async Task<int> M(Entry entry) => entry.Value.IsCompletedSuccessfully() ? entry.Value.Result : await entry.Value; }
        """)]
    [InlineData("PI4001", """
        class C { Task<int> M(Task<int>[] all) => Task.Factory.ContinueWhenAll(all, done => done.Select(t => t.Result).Sum()); }
        """)]
    [InlineData("PI4001", """
        class C { List<int> M(List<(string Name, Task<int> Work)> all) => all.Where(i => !i.Work.IsCanceled && !i.Work.IsFaulted).Select(i => i.Work.Result).ToList(); }
        """)]
    [InlineData("PI4001", """
        class C { public int EndRun(IAsyncResult result) => ((Task<int>)result).GetAwaiter().GetResult(); }
        """)]
    [InlineData("PI4002", """
        class LocalDatabase { public Task<int> GetState(string name) => Task.FromResult(1); } class C { async Task<int> M(LocalDatabase db, List<string> names) { var n = 0; foreach (var name in names) n += await db.GetState(name); return n; } }
        """)]
    [InlineData("PI4002", """
        class C { async Task M(Store store, List<string> ids) { foreach (var id in ids) { Console.WriteLine(id); await store.ArchiveAsync(id); Console.WriteLine("done"); } } } class Store { public async Task ArchiveAsync(string id) { await Task.Yield(); } }
        """)]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);
}
