using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>Helpers whose callers could await or not, and readers of a library that have a twin (PI4003).</summary>
public class SyncCallerTests
{
    [Theory]
    [InlineData("PI4003", """
        class C { public async Task<bool> Has(string p) { await Task.Yield(); return Head(p); } static bool Head(string p) => Text(p).Length > 0; static string Text(string p) { return File.ReadAllText(p); } }
        """)]
    [InlineData("PI4003", """
        class C { public Task<bool> Has(string p) { return Task.FromResult(Head(p).Length > 1); } private static string Head(string p) { return File.ReadAllText(p); } }
        """)]
    [InlineData("PI4003", """
        class C { public string Head(string p) { return File.ReadAllText(p); } }
        """)]
    [InlineData("PI4003", """
        class C { public void Has(string p) { Task.Run(() => Head(p)); } private static string Head(string p) { return File.ReadAllText(p); } }
        """)]
    [InlineData("PI4003", """
        class BatchReader { public bool Read() => true; public Task<bool> ReadAsync() => Task.FromResult(true); } class C { async Task M(BatchReader r) { while (r.Read()) await Task.Yield(); } }
        """)]
    [InlineData("PI4003", """
        class C { async Task<System.Xml.Linq.XElement> M(HttpClient c) { using var s = await c.GetStreamAsync("u"); return System.Xml.Linq.XElement.Load(s); } }
        """)]
    [InlineData("PI4003", """
        class C { async Task<System.Xml.Linq.XDocument> M(Stream s) { await Task.Yield(); using var r = new StreamReader(s); return System.Xml.Linq.XDocument.Load(r); } }
        """)]
    [InlineData("PI4003", """
        class RowWriter { public void Write(string s) { } public Task WriteAsync(string s) => Task.CompletedTask; } class C { async Task M(RowWriter w, string[] xs) { foreach (var x in xs) { await Task.Yield(); w.Write(x); } } }
        """)]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    [InlineData("PI4003", """
        class C { public bool Has(string p) => TryHead(p); private static bool TryHead(string p) { return File.ReadAllText(p).Length > 0; } }
        """)]
    [InlineData("PI4003", """
        class C { public bool Has(string p) => Head(p); static bool Head(string p) => Text(p).Length > 0; static string Text(string p) { return File.ReadAllText(p); } }
        """)]
    [InlineData("PI4003", """
        class C { public void Keep(string p) { if (p != "") Put(p); } private void Put(string p) { File.WriteAllText(p, "x"); } }
        """)]
    // Text and tokens in memory, no twin, and what derives from a reader of the framework.
    [InlineData("PI4003", """
        class MyJsonReader { public bool Read() => true; public Task<bool> ReadAsync() => Task.FromResult(true); } class C { async Task M(MyJsonReader r) { while (r.Read()) await Task.Yield(); } }
        """)]
    [InlineData("PI4003", """
        class RowReader { public bool Read() => true; } class C { async Task M(RowReader r) { while (r.Read()) await Task.Yield(); } }
        """)]
    [InlineData("PI4003", """
        class LineReader : TextReader { } class C { async Task M(LineReader r) { await Task.Yield(); r.Read(); } }
        """)]
    [InlineData("PI4003", """
        class C { async Task<System.Xml.Linq.XDocument> M(byte[] b) { await Task.Yield(); using var s = new MemoryStream(b); return System.Xml.Linq.XDocument.Load(s); } }
        """)]
    [InlineData("PI4003", """
        class C { async Task<System.Xml.Linq.XDocument> M(string path) { await Task.Yield(); return System.Xml.Linq.XDocument.Load(path); } }
        """)]
    [InlineData("PI4003", """
        class C { async Task<System.Xml.Linq.XDocument> M(Stream from) { using Stream s = new MemoryStream(); await from.CopyToAsync(s); s.Position = 0; return System.Xml.Linq.XDocument.Load(s); } }
        """)]
    [InlineData("PI4003", """
        class Counter { public bool Read() => true; public Task<bool> ReadAsync() => Task.FromResult(true); } class C { async Task M(Counter r) { while (r.Read()) await Task.Yield(); } }
        """)]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);
}
