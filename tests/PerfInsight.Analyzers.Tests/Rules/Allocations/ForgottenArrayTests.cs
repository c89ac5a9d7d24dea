using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferAnalyzer, PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>PI1002 for arrays of any kind that end with the function that makes them.</summary>
public class ForgottenArrayTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("int M(ReadOnlySpan<byte> from, int n) { Span<byte> part = [|new byte[n]|]; from.Slice(0, n).CopyTo(part); var sum = 0; foreach (var b in part) sum += b; return sum; }")]
    [InlineData("int M(int n) => Fill([|new byte[n]|]); static int Fill(Span<byte> b) { b.Fill(1); return b.Length; }")]
    [InlineData("int M(ReadOnlySpan<byte> from) { Span<byte> own = [|from.ToArray()|]; own.Reverse(); return own[0] + own[1]; }")]
    [InlineData("void M(Stream s, int n) { ReadOnlySpan<byte> zeros = [|new byte[n]|]; s.Write(zeros); }")]
    [InlineData("int M(int w, int h) { var seen = [|new bool[w, h]|]; var n = 0; for (var x = 0; x < w; x++) if (!seen[x, 0]) { seen[x, 0] = true; n++; } return n; }")]
    [InlineData("int M(int n) { var names = [|new string[n]|]; for (var i = 0; i < n; i++) names[i] = i + \"x\"; return string.Join(\",\", names).Length; }")]
    [InlineData("int M(int n) { var old = [|new int[n]|]; var now = [|new int[n]|]; for (var i = 1; i < n; i++) { var t = old; old = now; now = t; now[0] = i; } return old[0]; }")]
    [InlineData("double M(double[] v) { var copy = (double[])[|v.Clone()|]; Array.Sort(copy); return copy[copy.Length / 2]; }")]
    [InlineData("uint M(Stream s) { var d = [|Read(s, 4)|]; return d[0] | (uint)d[1] << 8; } static byte[] Read(Stream s, int n) { var b = [|new byte[n]|]; s.ReadExactly(b); return b; }")]
    [InlineData("void M(Sink s, short v) { var b = [|new byte[2]|]; b[0] = (byte)(v >> 8); b[1] = (byte)v; s.Put(b, 0, 2); } interface Sink { void Put(byte[] b, int offset, int count); }")]
    [InlineData("void M(Stream s, int n) { s.Write([|new[] { (byte)n, (byte)(n >> 8) }|], 0, 2); }")]
    [InlineData("byte[] M(Stream s, int n) => Fully(s, [|new byte[n]|]); static byte[] Fully(Stream s, byte[] buffer) { using var to = new MemoryStream(); int k; while ((k = s.Read(buffer, 0, buffer.Length)) > 0) to.Write(buffer, 0, k); return to.ToArray(); }")]
    [InlineData("object M(MethodInfo m, object o, int x) => m.Invoke(o, [|new object[] { x, \"y\" }|]);")]
    [InlineData("int M(int a, int b, int c) => [|new[] { a, b, c }|].Max();")]
    [InlineData("Guid M(BinaryReader r) => new Guid([|r.ReadBytes(16)|]);")]
    [InlineData("void M(Span<byte> to) { var all = [|new byte[400]|]; Span<byte> low = all.AsSpan(15); var high = low.Slice(32); high[0] = 1; low.Slice(0, 4).CopyTo(to); }")]
    [InlineData("void M(Stream s, Cipher c, byte[] from) { byte[] to = null; if (from.Length > 3) to = [|new byte[from.Length]|]; var n = c.Step(from, View(to)); s.Write(to[..n]); } static Span<byte> View(byte[] b) => b == null ? default : b.AsSpan(); interface Cipher { int Step(byte[] from, Span<byte> to); }")]
    [InlineData("uint M(uint a) { var x = [|new uint[4]|]; x[0] = a; Mix(ref x); return x[1]; } static void Mix(ref uint[] x) { x[1] = x[0] << 3; }")]
    [InlineData("Id M(string s) { var hash = [|new byte[16]|]; hash[0] = (byte)s[0]; return new Id(hash); } readonly struct Id { readonly byte _first; public Id(byte[] all) { _first = all[0]; } }")]
    [InlineData("void M(System.Net.IPAddress a) { Put([|a.GetAddressBytes()|]); } byte[] _to = new byte[64]; void Put(byte[] b) { Buffer.BlockCopy(b, 0, _to, 0, b.Length); }")]
    [InlineData("int M(bool all) { var parts = all ? [|new object[9]|] : null; if (Fill(parts)) return 1; return 0; } static bool Fill(object[] to) => to != null && to.Length > 3;")]
    [InlineData("byte[] M(string path) => System.Security.Cryptography.SHA256.HashData([|File.ReadAllBytes(path)|]);")]
    [InlineData("unsafe int M(Stream s, int n) { var b = [|new byte[n]|]; fixed (byte* p = b) { s.ReadExactly(b, 0, n); return p[0]; } }")]
    [InlineData("Id M(string s) { var hash = [|new byte[16]|]; hash[0] = (byte)s[0]; return new Id(hash); } readonly struct Id { readonly byte _first; public unsafe Id(byte[] all) { fixed (byte* p = all) _first = *p; } }")]
    [InlineData("object M(BinaryReader r, Serializer s, int n) { var b = [|new byte[n]|]; r.Read(b, 0, n); return s.Deserialize(new MemoryStream(b)); } interface Serializer { object Deserialize(Stream s); }")]
    [InlineData("string M(byte[] all) { var part = [|new byte[all.Length - 4]|]; Buffer.BlockCopy(all, 4, part, 0, part.Length); using var s = new MemoryStream(part); using var r = new StreamReader(s); return r.ReadToEnd(); }")]
    [InlineData("int M(byte[] all) { var part = [|new byte[9]|]; Array.Copy(all, part, 9); using (var r = new BinaryReader(new MemoryStream(part))) return r.ReadInt32(); }")]
    [InlineData("void M(Sink s, int n) { var b = [|new byte[n]|]; b[0] = 1; s.Write(new ArraySegment<byte>(b, 0, n)); } interface Sink { void Write(ArraySegment<byte> b); }")]
    [InlineData("void M(Device d, float x) { d.DrawLines([|new[] { x, x + 1 }|]); } interface Device { void DrawLines(float[] points); }")]
    [InlineData("void M(Device d, int n) { var v = [|new float[n]|]; for (var i = 0; i < n; i++) v[i] = i; d.SetData(v, n); } interface Device { void SetData<T>(T[] data, int n); }")]
    [InlineData("decimal M(int a, int b) => new decimal([|new[] { a, b, 0, 0 }|]);")]
    [InlineData("float M(byte a, byte b) => Text.ToSingle([|new[] { b, a, b, a }|]); static class Text { public static float ToSingle(byte[] b) => BitConverter.ToSingle(b, 0); }")]
    [InlineData("void M(Stream to, string path) { var all = [|File.ReadAllBytes(path)|]; to.Write(all, 0, all.Length); }")]
    [InlineData("async Task<string> M(System.Net.Http.HttpClient c, string u) { var all = await [|c.GetByteArrayAsync(u)|]; return System.Text.Encoding.UTF8.GetString(all); }")]
    public Task An_array_that_is_forgotten(string member) => Verify.OffersNoFixLikelyAsync(Class(member), Hot);

    [Theory]
    [InlineData("object M(MethodInfo definition, object o, Type t, int x) => definition.MakeGenericMethod(t).Invoke(o, new object[] { x, o });")]
    [InlineData("object M(object o, int x) { var method = o.GetType().GetMethod(\"Take\"); if (method == null) return null; return method.Invoke(o, new object[] { x, \"y\" }); }")]
    [InlineData("object M(Type t, object o) { var make = t.GetConstructor(new[] { typeof(object) }); return make.Invoke(new[] { o, t }); }")]
    public Task Arguments_for_a_method_that_each_call_finds_anew_stay_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    [Theory]
    [InlineData("void M(object o, int[] all) { var method = o.GetType().GetMethod(\"Take\"); foreach (var x in all) method.Invoke(o, [|new object[] { x, \"y\" }|]); }")]
    public Task In_a_loop_one_array_serves_all(string member) => Verify.OffersNoFixLikelyAsync(Class(member), Hot);

    [Theory]
    [InlineData("object M(MethodInfo m, object o, string s) { var given = Values(s); return m.Invoke(o, given); } static object[] Values(string s) { var all = new object[s.Length]; all[0] = s; return all; }")]
    [InlineData("int M(string s) { var parts = Parts(s); return parts.Length; } static string[] Parts(string s) { var all = new string[2]; all[0] = s.Substring(1); all[1] = s; return all; }")]
    public Task Arguments_are_as_many_as_the_method_takes_and_texts_take_more_than_their_array(string member) => Verify.IsSilentAsync(Class(member), Hot);

    [Theory]
    [InlineData("bool[,] M(int w) { var seen = new bool[w, w]; seen[0, 0] = true; return seen; }")]
    [InlineData("string[] _names; void M(int n) { var names = new string[n]; names[0] = \"x\"; _names = names; }")]
    [InlineData("IList<string> M(int n) { var names = new string[n]; names[0] = \"x\"; return names; }")]
    [InlineData("int[] M(int n) { var old = new int[n]; var now = new int[n]; for (var i = 1; i < n; i++) { var t = old; old = now; now = t; } return old; }")]
    [InlineData("double[] M(double[] v) { var copy = (double[])v.Clone(); Array.Sort(copy); return copy; }")]
    [InlineData("byte[] _kept; void M(Stream s) { var d = Read(s, 4); _kept = d; } static byte[] Read(Stream s, int n) { var b = new byte[n]; s.ReadExactly(b); return b; }")]
    [InlineData("int M(Stream s) { var d = Read(s); return d[0]; } byte[] _b = new byte[4]; byte[] Read(Stream s) { s.ReadExactly(_b); return _b; }")]
    [InlineData("void M(Sink s, short v) { var b = new byte[2]; b[0] = (byte)v; s.Enqueue(b, 0, 2); } interface Sink { void Enqueue(byte[] b, int offset, int count); }")]
    [InlineData("ArraySegment<byte> M(int n) { var b = new byte[n]; b[0] = 1; return new ArraySegment<byte>(b, 0, 1); }")]
    [InlineData("Span<byte> M(int n) { var b = new byte[n]; b[0] = 1; return b.AsSpan(1); }")]
    [InlineData("void M(List<object[]> all, int x) { all.Add(new object[] { x, \"y\" }); }")]
    [InlineData("IEnumerable<int> M(int a, int b) => new[] { a, b }.Where(x => x > 3);")]
    [InlineData("void M(int n) { if (n < 0) { var names = new string[2]; names[0] = \"x\"; throw new ArgumentException(string.Join(\",\", names)); } }")]
    [InlineData("Func<string> M(int n) { var names = new string[n]; names[0] = \"x\"; return () => names[0]; }")]
    [InlineData("Id M(string s) { var hash = new byte[16]; hash[0] = (byte)s[0]; return new Id(hash); } readonly struct Id { readonly byte[] _all; public Id(byte[] all) { _all = all; } }")]
    [InlineData("byte[] _own = new byte[64]; int M(Stream s, int n) { var to = n < 64 ? _own : new byte[n]; return s.Read(to, 0, n); }")]
    [InlineData("Stream M(Stream s, int n) { var b = new byte[n]; s.ReadExactly(b, 0, n); return new MemoryStream(b); }")]
    [InlineData("Stream _s; void M(Stream s, int n) { var b = new byte[n]; s.ReadExactly(b, 0, n); _s = new MemoryStream(b); }")]
    [InlineData("void M(Store s, int n) { var b = new byte[n]; b[0] = 1; s.Keep(new MemoryStream(b)); } interface Store { void Keep(Stream s); }")]
    [InlineData("StreamReader M(int n) { var b = new byte[n]; b[0] = 1; var s = new MemoryStream(b); return new StreamReader(s); }")]
    [InlineData("void M(Sink s, int n) { var b = new byte[n]; b[0] = 1; s.Enqueue(new ArraySegment<byte>(b, 0, n)); } interface Sink { void Enqueue(ArraySegment<byte> b); }")]
    [InlineData("Task M(Sink s, int n) { var b = new byte[n]; b[0] = 1; return s.WriteAsync(new ArraySegment<byte>(b, 0, n)); } interface Sink { Task WriteAsync(ArraySegment<byte> b); }")]
    [InlineData("byte[] _kept; byte[] _read; void M(Stream s) { _kept = Read(s, 4); } void N(Stream s) { var one = Read(s, 1)[0]; _read = new[] { one }; } static byte[] Read(Stream s, int n) { var b = new byte[n]; s.ReadExactly(b); return b; }")]
    [InlineData("Func<Stream, int, byte[]> M() => Read; static byte[] Read(Stream s, int n) { var b = new byte[n]; s.ReadExactly(b); return b; }")]
    [InlineData("internal static byte[] M(Stream s, int n) { var b = new byte[n]; s.ReadExactly(b); return b; }")]
    [InlineData("Box M(byte a) => new Box(new[] { a, a }); class Box { public byte[] All; public Box(byte[] all) { All = all; } }")]
    [InlineData("static byte[] _last; int M(byte a) => Text.Keep(new[] { a, a }); static class Text { public static int Keep(byte[] b) { _last = b; return 1; } }")]
    [InlineData("byte[] M(Stream to, string path) { var all = File.ReadAllBytes(path); to.Write(all, 0, all.Length); return all; }")]
    [InlineData("int M(object a) => Text.Count(new[] { a, a }); static class Text { public static int Count(object[] b) => b.Length; }")]
    [InlineData("Span<byte> M(int n) { Span<byte> part = new byte[n]; part[0] = 1; return part; }")]
    [InlineData("Span<byte> M(ReadOnlySpan<byte> from) { Span<byte> own = from.ToArray(); own.Reverse(); return own; }")]
    [InlineData("void M(int n, out Span<byte> given) { Span<byte> part = new byte[n]; part[0] = 1; given = part; }")]
    [InlineData("int M(int n) { Span<byte> part = n <= 64 ? stackalloc byte[64] : new byte[n]; part[0] = 1; return part.Length; }")]
    [InlineData("Span<byte> M(int n) => Part(new byte[n]); static Span<byte> Part(Span<byte> b) => b.Slice(1);")]
    [InlineData("void M(View v, int n) => v.Keep(new byte[n]); ref struct View { Span<byte> _all; public void Keep(Span<byte> b) => _all = b; }")]
    public Task One_that_may_live_on_stays_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        #nullable disable
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Reflection;
        using System.Threading.Tasks;
        class C
        {
            {{member}}
        }
        """;
}
