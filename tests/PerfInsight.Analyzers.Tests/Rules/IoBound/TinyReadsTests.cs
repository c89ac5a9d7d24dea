using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.TinyReadsAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

public class TinyReadsTests
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
        class C { string M(Stream s) { var b = new System.Text.StringBuilder(); int c; while ((c = [|s.ReadByte()|]) > 0) b.Append((char)c); return b.ToString(); } }
        """)]
    [InlineData("""
        class C { int M(Stream s) { return [|s.ReadByte()|] << 24 | s.ReadByte() << 16 | s.ReadByte() << 8 | s.ReadByte(); } }
        """)]
    [InlineData("""
        class C { void M(System.Net.Sockets.NetworkStream s, byte[] data) { foreach (var b in data) [|s.WriteByte(b)|]; } }
        """)]
    [InlineData("""
        class C { readonly Stream _in; public C(Stream s) { _in = s; } int M() { var b = new byte[1]; var n = 0; for (var i = 0; i < 8; i++) { [|_in.Read(b, 0, 1)|]; n = n << 8 | b[0]; } return n; } }
        """)]
    [InlineData("""
        class C { long M(System.IO.Compression.GZipStream z) { using var r = [|new BinaryReader(z)|]; return r.ReadInt64() + r.ReadInt64(); } }
        """)]
    [InlineData("""
        class C { int M(string p) { using var f = [|new FileStream(p, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1)|]; using var r = new BinaryReader(f); return r.ReadInt32() + r.ReadInt32(); } }
        """)]
    [InlineData("""
        class C { void M(StreamWriter w, string[] lines) { foreach (var l in lines) { w.WriteLine(l); [|w.Flush()|]; } } }
        """)]
    [InlineData("""
        class Log { readonly StreamWriter _w = new("a.log"); public void Append(string s) { _w.WriteLine(s); [|_w.Flush()|]; } }
        """)]
    [InlineData("""
        class C { void M(Stream s, string[] lines) { using var w = new StreamWriter(s) { [|AutoFlush = true|] }; foreach (var l in lines) w.WriteLine(l); } }
        """)]
    [InlineData("""
        class C { void M(string p, string[] lines) { using var w = new StreamWriter(p); [|w.AutoFlush = true|]; for (var i = 0; i < lines.Length; i++) w.WriteLine(lines[i]); } }
        """)]
    [InlineData("""
        class C { byte[] All(int n, Stream other) { var memory = new MemoryStream(); M(memory, n); M(other, n); return memory.ToArray(); } private static void M(Stream s, int n) { for (var i = 0; i < n; i++) [|s.WriteByte((byte)i)|]; } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { int M(string p) { using var f = File.OpenRead(p); var n = 0; int c; while ((c = f.ReadByte()) >= 0) n += c; return n; } }
        """)]
    [InlineData("""
        class C { int M(byte[] b) { Stream s = new MemoryStream(b); var n = 0; int c; while ((c = s.ReadByte()) >= 0) n += c; return n; } }
        """)]
    [InlineData("""
        class C { int M(Stream raw) { var s = (Stream)new BufferedStream(raw); var n = 0; int c; while ((c = s.ReadByte()) >= 0) n += c; return n; } }
        """)]
    [InlineData("""
        class C { readonly Stream _s; public C(Stream s) { _s = new BufferedStream(s); } int M() { var n = 0; int c; while ((c = _s.ReadByte()) >= 0) n += c; return n; } }
        """)]
    [InlineData("""
        class C { bool M(Stream s) { if (s.ReadByte() != 0x1f) return false; return s.ReadByte() == 0x8b; } }
        """)]
    [InlineData("""
        abstract class W : Stream { readonly Stream _s = Null; public override int ReadByte() => _s.ReadByte(); }
        """)]
    [InlineData("""
        class C { void M(string p, Stream to) { using var f = new FileStream(p, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1); f.CopyTo(to, 81920); } }
        """)]
    [InlineData("""
        class C { void M(TextReader r, StreamWriter w) { for (var i = 0; i < 10; i++) { w.WriteLine(r.ReadLine()); w.Flush(); } } }
        """)]
    [InlineData("""
        class C { void M(StreamWriter w, string[] lines) { foreach (var l in lines) w.WriteLine(l); w.Flush(); } }
        """)]
    [InlineData("""
        class C { void M(StreamWriter w, string[] lines) { var n = 0; foreach (var l in lines) { w.WriteLine(l); if (++n % 1000 == 0) w.Flush(); } } }
        """)]
    [InlineData("""
        class C { readonly StreamWriter _w = new("a.log"); public void Close(string s) { _w.WriteLine(s); _w.Flush(); } }
        """)]
    [InlineData("""
        class C { void M(Stream s, TextReader r) { using var w = new StreamWriter(s) { AutoFlush = true }; string? l; while ((l = r.ReadLine()) != null) w.WriteLine("ok " + l); } }
        """)]
    [InlineData("""
        class C { readonly System.Net.Sockets.NetworkStream _s = null!; public void SendMessage(byte[] m) { _s.Write(m, 0, m.Length); _s.Flush(); } }
        """)]
    [InlineData("""
        class C { readonly FileStream _f = null!; public void Put(byte[] m) { _f.Write(m, 0, m.Length); _f.Flush(true); } }
        """)]
    [InlineData("""
        class C { long M(Stream s) { using var r = new BinaryReader(new BufferedStream(s)); return r.ReadInt64() + r.ReadInt64(); } }
        """)]
    [InlineData("""
        class C { byte[] All(int n) { var memory = new MemoryStream(); M(memory, n); return memory.ToArray(); } private static void M(Stream s, int n) { for (var i = 0; i < n; i++) s.WriteByte((byte)i); } }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { string M(Stream s) { var b = new System.Text.StringBuilder(); int c; while ((c = s.ReadByte()) > 0) b.Append((char)c); return b.ToString(); } }
        """, TestProfile.Cold);
}
