using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.BufferedBeforeSendAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

public class BufferedBeforeSendTests
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
        class C { void M(Stream s, object o) { var json = [|JsonSerializer.Serialize(o)|]; var bytes = System.Text.Encoding.UTF8.GetBytes(json); s.Write(bytes); } }
        """)]
    [InlineData("""
        class C { async Task M(Stream s, object o) { await s.WriteAsync([|JsonSerializer.SerializeToUtf8Bytes(o)|]); } }
        """)]
    [InlineData("""
        class C { void M(string p, object o) { File.WriteAllText(p, [|JsonSerializer.Serialize(o)|]); } }
        """)]
    [InlineData("""
        class JsonConvert { public static string SerializeObject(object o) => ""; } class C { void M(StreamWriter w, object o) { w.Write([|JsonConvert.SerializeObject(o)|]); } }
        """)]
    [InlineData("""
        class C { void M(Stream to, byte[] data) { using var m = [|new MemoryStream()|]; using (var z = new System.IO.Compression.GZipStream(m, System.IO.Compression.CompressionMode.Compress, true)) z.Write(data, 0, data.Length); m.Position = 0; m.CopyTo(to); } }
        """)]
    [InlineData("""
        class C { void M(string p, object o) { var m = [|new MemoryStream()|]; new System.Xml.Serialization.XmlSerializer(typeof(object)).Serialize(m, o); File.WriteAllBytes(p, m.ToArray()); } }
        """)]
    [InlineData("""
        class C { async Task M(Stream from, Stream to) { using (var m = [|new MemoryStream()|]) { await from.CopyToAsync(m); m.Position = 0; await m.CopyToAsync(to); } } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { void M(Stream s, object o) { JsonSerializer.Serialize(s, o); } }
        """)]
    [InlineData("""
        class C { string M(object o) => JsonSerializer.Serialize(o); }
        """)]
    [InlineData("""
        class C { void M(Stream s, object o) { var json = JsonSerializer.Serialize(o); Console.WriteLine(json.Length); s.Write(System.Text.Encoding.UTF8.GetBytes(json)); } }
        """)]
    [InlineData("""
        class C { void M(Stream to, object o) { var m = new MemoryStream(); JsonSerializer.Serialize(m, o); to.Write(BitConverter.GetBytes(m.Length)); m.Position = 0; m.CopyTo(to); } }
        """)]
    [InlineData("""
        class C { async Task M(Stream to, object o) { var m = new MemoryStream(); new System.Xml.Serialization.XmlSerializer(typeof(object)).Serialize(m, o); m.Position = 0; await m.CopyToAsync(to); } }
        """)]
    [InlineData("""
        class C { byte[] M(byte[] data) { using var m = new MemoryStream(); using (var z = new System.IO.Compression.GZipStream(m, System.IO.Compression.CompressionMode.Compress)) z.Write(data, 0, data.Length); return m.ToArray(); } }
        """)]
    [InlineData("""
        class C { Stream M(Stream from) { var m = new MemoryStream(); from.CopyTo(m); m.Position = 0; return m; } }
        """)]
    [InlineData("""
        class C { void M(Stream to, byte[] data) { using var z = new System.IO.Compression.GZipStream(to, System.IO.Compression.CompressionMode.Compress); z.Write(data, 0, data.Length); } }
        """)]
    [InlineData("""
        class C { void M(StringWriter w, object o) { w.Write(JsonSerializer.Serialize(o)); } }
        """)]
    [InlineData("""
        class C { void M(Stream from) { var m = new MemoryStream(); from.CopyTo(m); m.Position = 0; using var z = new System.IO.Compression.ZipArchive(m); Console.WriteLine(z.Entries.Count); } }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { void M(Stream s, object o) { var json = JsonSerializer.Serialize(o); var bytes = System.Text.Encoding.UTF8.GetBytes(json); s.Write(bytes); } }
        """, TestProfile.Cold);
}
