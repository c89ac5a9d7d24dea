using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>Marks, helpers, texts and chunks that go to a stream piece by piece (PI4004).</summary>
public class TinyPieceTests
{
    [Theory]
    [InlineData("PI4004", """
        class C { string M(Stream s) { var b = new StringBuilder(); char Next() => (char)s.ReadByte(); while (b.Length < 9) b.Append(Next()); return b.ToString(); } }
        """)]
    [InlineData("PI4004", """
        class C { int M(Stream s) { int Next() { return s.ReadByte(); } return Next() << 16 | Next() << 8 | Next(); } }
        """)]
    // Set to a place elsewhere: what was read is used.
    [InlineData("PI4004", """
        class C { int M(Stream s) { s.Position = 0; return s.ReadByte() << 16 | s.ReadByte() << 8 | s.ReadByte(); } }
        """)]
    [InlineData("PI4004", """
        class C { int M(Stream s) { var n = s.ReadByte() << 16 | s.ReadByte() << 8 | s.ReadByte(); s.Position = n; return n; } }
        """)]
    [InlineData("PI4004", """
        class C { readonly Stream _s; public C(Stream s) { _s = s; } readonly Encoding _e = new UTF8Encoding(true); public void Write(string t) { var b = _e.GetBytes(t); _s.Write(b, 0, b.Length); } }
        """)]
    [InlineData("PI4004", """
        class C { readonly Stream _s; public C(Stream s) { _s = s; } public Task AppendAsync(string t) => _s.WriteAsync(Encoding.UTF8.GetBytes(t), 0, t.Length); }
        """)]
    [InlineData("PI4004", """
        class C { void M(Stream to, byte[] d) { var pos = 0; while (pos < d.Length) { to.Write(d, pos, Math.Min(4096, d.Length - pos)); to.Flush(); pos += 4096; } } }
        """)]
    [InlineData("PI4004", """
        class C { void M(Stream to, byte[] d, int left) { while (left > 0) { var n = Math.Min(left, 100); to.Write(d, d.Length - left, n); to.Flush(); left -= n; } } }
        """)]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    // A mark: the stream is set back.
    [InlineData("PI4004", """
        class C { bool M(Stream s) { var r = s.ReadByte() == 'B' && s.ReadByte() == 'S' && s.ReadByte() == 'J'; s.Position = 0; return r; } }
        """)]
    [InlineData("PI4004", """
        class C { bool M(Stream s) { var p = s.Position; var n = s.ReadByte() + s.ReadByte() + s.ReadByte(); s.Seek(p, SeekOrigin.Begin); return n == 9; } }
        """)]
    [InlineData("PI4004", """
        class C { bool M(Stream s) { var n = s.ReadByte() + s.ReadByte() + s.ReadByte(); s.Position -= 3; return n == 9; } }
        """)]
    // Two calls, or a stream in memory.
    [InlineData("PI4004", """
        class C { int M(Stream s) { int Next() => s.ReadByte(); return Next() == 1 ? Next() : 0; } }
        """)]
    [InlineData("PI4004", """
        class C { int M(byte[] a) { Stream s = new MemoryStream(a); int Next() => s.ReadByte(); var n = 0; while (n < 100) n += Next(); return n; } }
        """)]
    // A buffer, a dialogue, a whole message, a flush that is wanted.
    [InlineData("PI4004", """
        class C { readonly Stream _s; public C(Stream s) { _s = new BufferedStream(s); } public void Write(string t) { var b = Encoding.UTF8.GetBytes(t); _s.Write(b, 0, b.Length); } }
        """)]
    [InlineData("PI4004", """
        class C { readonly NetworkStream _s = null!; public void Write(string t) { var b = Encoding.UTF8.GetBytes(t); _s.Write(b, 0, b.Length); } }
        """)]
    [InlineData("PI4004", """
        class C { readonly Stream _s; public C(Stream s) { _s = s; } public void SendLine(string t) { var b = Encoding.UTF8.GetBytes(t); _s.Write(b, 0, b.Length); } }
        """)]
    [InlineData("PI4004", """
        class C { readonly Stream _s; public C(Stream s) { _s = s; } public void WriteLine(string t) { var b = Encoding.UTF8.GetBytes(t); _s.Write(b, 0, b.Length); _s.Flush(); } }
        """)]
    // More may come at any time.
    [InlineData("PI4004", """
        class C { void M(Stream to, Stream from, byte[] d) { int n; while ((n = from.Read(d, 0, 10)) > 0) { to.Write(d, 0, n); to.Flush(); } } }
        """)]
    [InlineData("PI4004", """
        class C { void M(Stream to, ConcurrentQueue<byte[]> q) { while (q.TryDequeue(out var d)) { to.Write(d, 0, d.Length); to.Flush(); } } }
        """)]
    [InlineData("PI4004", """
        class C { void M(StreamWriter to, Queue<string> q) { while (q.Count > 0) { to.Write(q.Dequeue()); to.Flush(); } } }
        """)]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);
}
