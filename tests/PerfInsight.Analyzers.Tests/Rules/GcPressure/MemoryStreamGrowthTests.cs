using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.GcPressure.MemoryStreamGrowthAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.GcPressure;

public class MemoryStreamGrowthTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("byte[] Run(object o) { using (var ms = [|new MemoryStream()|]) { Save(ms, o); return ms.ToArray(); } }")]
    [InlineData("byte[] Run(object o) { if (_body != null) return _body; using var ms = [|new MemoryStream()|]; Save(ms, o); _body = ms.ToArray(); return _body; }")]
    [InlineData("byte[] Run(Stream s) { MemoryStream ms; ms = [|new MemoryStream()|]; s.CopyTo(ms); return ms.ToArray(); }")]
    [InlineData("async Task<byte[]> Run(Stream s) { await using MemoryStream ms = [|new()|]; await s.CopyToAsync(ms); return ms.ToArray(); }")]
    [InlineData("void Run(Stream s, object o) { var ms = new MemoryStream(); Save(ms, o); s.Write([|ms.ToArray()|], 0, (int)ms.Length); }")]
    [InlineData("string Run(object o) { var ms = new MemoryStream(); Save(ms, o); return Encoding.UTF8.GetString([|ms.ToArray()|]); }")]
    [InlineData("async Task Run(Stream s, object o) { var ms = new MemoryStream(64); Save(ms, o); var all = [|ms.ToArray()|]; await s.WriteAsync(all, 0, all.Length); }")]
    [InlineData("string Run(MemoryStream ms) => Convert.ToBase64String([|ms.ToArray()|]);")]
    [InlineData("byte[] Run(object o) { using var ms = new MemoryStream(4096); Save(ms, o); return [|ms.ToArray()|]; }")]
    [InlineData("async Task Run(Stream s, byte[] head) { var ms = [|new MemoryStream(64)|]; ms.Write(head, 0, head.Length); ms.Position = 0; await ms.CopyToAsync(s); }")]
    [InlineData("void Run(Stream[] all, byte[] head) { foreach (var s in all) { using (var ms = [|new MemoryStream()|]) { ms.Write(head, 0, head.Length); ms.WriteTo(s); } } }")]
    [InlineData("void Run(Stream s, int n) { using (var ms = [|new MemoryStream()|]) using (var w = new BinaryWriter(ms)) { w.Write(n); s.Write(ms.GetBuffer(), 0, (int)ms.Length); } }")]
    [InlineData("string Run(object o) { var ms = [|new MemoryStream()|]; Serialize(ms, o); ms.Position = 0; using (var r = new StreamReader(ms)) return r.ReadToEnd(); } void Serialize(Stream s, object o) { }")]
    [InlineData("void Run(Stream s, byte[] all) { using var ms = [|new MemoryStream(64)|]; using (var z = new System.IO.Compression.DeflateStream(ms, System.IO.Compression.CompressionMode.Compress)) z.Write(all); ms.WriteTo(s); }")]
    [InlineData("void Run(Stream s, object o) { using var ms = [|new MemoryStream()|]; Save(ms, o); ms.WriteTo(s); }")]
    public Task The_contents_grow_or_are_copied_once_more(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("byte[] Run(byte[] data) { using var ms = new MemoryStream(data); Save(ms, this); return ms.ToArray(); }")]
    [InlineData("Stream Run(byte[] head) { var ms = new MemoryStream(64); ms.Write(head, 0, head.Length); ms.Position = 0; return ms; }")]
    [InlineData("int Run(byte[] data) { using var ms = new MemoryStream(data); return ms.ReadByte(); }")]
    [InlineData("Stream Run(object o) { var ms = new MemoryStream(); Save(ms, o); ms.Position = 0; return ms; }")]
    [InlineData("byte[] Run(Stream s) { var ms = new MemoryStream(); ms.Capacity = (int)s.Length; s.CopyTo(ms); return ms.ToArray(); }")]
    [InlineData("byte[] Run(MemoryStream given) => given.ToArray();")]
    [InlineData("void Run(object o) { try { Save(null, o); } catch (IOException e) { var ms = new MemoryStream(); Save(ms, o); throw new Exception(Encoding.UTF8.GetString(ms.ToArray()), e); } }")]
    [InlineData("void Dispose() { var ms = new MemoryStream(); Save(ms, this); _body = ms.ToArray(); }")]
    [InlineData("Span<byte> Run(MemoryStream ms) => ms.GetBuffer().AsSpan(0, (int)ms.Length);")]
    [InlineData("BinaryWriter Run() { var ms = new MemoryStream(); var w = new BinaryWriter(ms); w.Write(1); return w; }")]
    [InlineData("BinaryWriter _w; void Run() { var ms = new MemoryStream(); _w = new BinaryWriter(ms); ms.WriteByte(1); }")]
    [InlineData("Stream Run(int n) { var ms = new MemoryStream(); using (var w = new BinaryWriter(ms, Encoding.UTF8, true)) w.Write(n); return ms; }")]
    [InlineData("void Run(Wrapper w) { var ms = new MemoryStream(); ms.WriteByte(1); new Wrapper(ms); } class Wrapper { public Wrapper(Stream s) { } }")]
    public Task What_has_a_capacity_or_is_not_copied_stays_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.IO;
        using System.Text;
        using System.Threading.Tasks;
        public class C
        {
            private byte[] _body;
            {{member}}
            private static void Save(Stream stream, object what) { }
        }
        """;
}
