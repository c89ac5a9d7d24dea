using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.SyncIoInAsyncAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

public class SyncIoInAsyncTests
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
        class C { async Task<string> M(string p) { await Task.Yield(); return [|File.ReadAllText(p)|]; } }
        """)]
    [InlineData("""
        class C { async Task M() { await Task.Yield(); [|Thread.Sleep(5)|]; } }
        """)]
    [InlineData("""
        class C { async Task M(FileStream f, byte[] b) { await Task.Yield(); [|f.Write(b, 0, b.Length)|]; } }
        """)]
    [InlineData("""
        class C { async Task<object?> M(IDbCommand c) { await Task.Yield(); return [|c.ExecuteScalar()|]; } }
        """)]
    [InlineData("""
        class C { async Task M(System.Diagnostics.Process p) { await Task.Yield(); [|p.WaitForExit()|]; } }
        """)]
    [InlineData("""
        class C { async Task M(Stream s, byte[] b) { await Task.Yield(); [|s.Write(b, 0, b.Length)|]; } }
        """)]
    [InlineData("""
        class C { async Task<string?> M(string p) { await Task.Yield(); using var r = new StreamReader(p); return [|r.ReadLine()|]; } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _s = new(1); async Task M() { [|_s.Wait()|]; try { await Task.Yield(); } finally { _s.Release(); } } }
        """)]
    [InlineData("""
        namespace N { class DbContext { public int SaveChanges() => 0; } class C { async Task M(DbContext d) { await Task.Yield(); [|d.SaveChanges()|]; } } }
        """)]
    [InlineData("""
        class C { async Task M(string path) { await Task.Yield(); if (File.Exists(path)) [|File.WriteAllText(path, "tag")|]; } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { string P => File.ReadAllText("x"); }
        """)]
    [InlineData("""
        class C { async Task M(byte[] b) { await Task.Yield(); var m = new MemoryStream(); m.Write(b, 0, b.Length); } }
        """)]
    [InlineData("""
        class C { async Task<bool> M(string p) { await Task.Yield(); return File.Exists(p); } }
        """)]
    [InlineData("""
        class C { async Task M(string p) { await Task.Run(() => File.ReadAllText(p)); } }
        """)]
    [InlineData("""
        class C { async Task M(string p) { await File.ReadAllTextAsync(p); } }
        """)]
    [InlineData("""
        class C { async Task M() { await Task.Yield(); Console.WriteLine("x"); } }
        """)]
    [InlineData("""
        class C { async Task M(string p) { try { await Task.Yield(); } catch (IOException) { File.WriteAllText(p, "x"); } } }
        """)]
    [InlineData("""
        class C { async Task M(byte[] b) { await Task.Yield(); Stream m = new MemoryStream(); m.Write(b, 0, b.Length); } }
        """)]
    [InlineData("""
        class C { async Task<string?> M(string t) { await Task.Yield(); TextReader r = new StringReader(t); return r.ReadLine(); } }
        """)]
    [InlineData("""
        class C { async Task M(Stream s) { await s.FlushAsync(); using var z = new MemoryStream(); s.Position = 0; z.WriteByte(1); } }
        """)]
    [InlineData("""
        class C { async Task M() { await Task.Yield(); IQueryable<int> q = new[] { 1 }.AsQueryable(); Console.WriteLine(q.Where(x => x > 1)); } }
        """)]
    [InlineData("""
        class C { async Task M(string path) { await Task.Yield(); if (!File.Exists(path)) File.WriteAllText(path, "tag"); } }
        """)]
    [InlineData("""
        class C
        {
            async Task M(string path)
            {
                await Task.Yield();
                if (!File.Exists(path))
                    File.WriteAllText(
                        path /* the mark */,
                        "tag");
            }
        }
        """)]
    [InlineData("""
        class C { async Task M(string path) { await Task.Yield(); if (File.Exists(path)) { Console.WriteLine(path); } else { File.WriteAllText(path, "tag"); } } }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { async Task<string> M(string p) { await Task.Yield(); return File.ReadAllText(p); } }
        """, TestProfile.Cold);
}
