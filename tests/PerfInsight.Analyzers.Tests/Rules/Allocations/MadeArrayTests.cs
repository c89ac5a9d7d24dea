using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferAnalyzer, PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>PI1002 where a framework call makes the array.</summary>
public class MadeArrayTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("void M(Stream s, int n) { s.Write([|BitConverter.GetBytes(n)|], 0, 4); }")]
    [InlineData("int M(Guid g) { var b = [|g.ToByteArray()|]; return b[0] + b[15]; }")]
    [InlineData("Guid M(Guid g, int d) { byte[] b = [|g.ToByteArray()|]; byte[] x = [|BitConverter.GetBytes(d)|]; Array.Reverse(x); Array.Copy(x, 0, b, 2, 4); return new Guid(b); }")]
    [InlineData("void M(Stream s, string t) { var b = [|Encoding.UTF8.GetBytes(t)|]; s.Write(b, 0, b.Length); }")]
    [InlineData("async Task M(Stream s, string t) { byte[] b; b = [|Encoding.UTF8.GetBytes(t)|]; await s.WriteAsync(b, 0, b.Length).ConfigureAwait(false); }")]
    [InlineData("int M(BinaryReader r) { var b = [|r.ReadBytes(4)|]; return b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3]; }")]
    [InlineData("bool M(decimal d) { int[] b = [|decimal.GetBits(d)|]; return b[3] < 0; }")]
    [InlineData("int M(string t) => [|Encoding.UTF8.GetBytes(t)|].Length;")]
    [InlineData("void M(byte[] to, int n) { Array.Copy([|BitConverter.GetBytes(n)|], to, 4); }")]
    [InlineData("void M(System.Buffers.IBufferWriter<byte> to, string t) { System.Buffers.BuffersExtensions.Write(to, [|Encoding.UTF8.GetBytes(t)|]); }")]
    [InlineData("void M(Stream s, string t) { var b = [|Convert.FromBase64String(t)|]; s.Write(b, 0, b.Length); }")]
    [InlineData("bool M(System.Security.Cryptography.HashAlgorithm h, byte[] all, byte[] sum) => Same(sum, [|h.ComputeHash(all)|]); static bool Same(byte[] a, byte[] b) { for (var i = 0; i < a.Length; i++) if (a[i] != b[i]) return false; return true; }")]
    [InlineData("void M(Sink s, string t) { var b = [|Encoding.UTF8.GetBytes(t)|]; s.Write(new ArraySegment<byte>(b)); } interface Sink { void Write(ArraySegment<byte> b); }")]
    public Task An_array_for_an_answer_that_is_forgotten(string member) => Verify.OffersNoFixLikelyAsync(Class(member), Hot);

    [Theory]
    [InlineData("byte[] M(int n) => BitConverter.GetBytes(n);")]
    [InlineData("void M(int n) { _kept = BitConverter.GetBytes(n); }")]
    [InlineData("void M(List<byte[]> all, string t) { all.Add(Encoding.UTF8.GetBytes(t)); }")]
    [InlineData("byte[] M(string t) { var b = Encoding.UTF8.GetBytes(t); b[0] = 1; return b; }")]
    [InlineData("Stream M(string t) => new MemoryStream(Encoding.UTF8.GetBytes(t));")]
    [InlineData("Task M(Stream s, string t) { var b = Encoding.UTF8.GetBytes(t); return s.WriteAsync(b, 0, b.Length); }")]
    [InlineData("int M(string t) { return Encoding.UTF8.GetBytes(t, 0, t.Length, _kept, 0); }")]
    [InlineData("Func<byte> M(int n) { var b = BitConverter.GetBytes(n); return () => b[0]; }")]
    [InlineData("void M(Stream s, int n) { if (n < 0) { s.Write(BitConverter.GetBytes(n), 0, 4); throw new ArgumentException(); } }")]
    [InlineData("byte[] M(System.Security.Cryptography.HashAlgorithm h, byte[] all) => h.ComputeHash(all);")]
    [InlineData("void M(Sink s, string t) { s.Write(Encoding.UTF8.GetBytes(t)); } interface Sink { void Write(byte[] b); }")]
    [InlineData("byte[] M(string t) => Convert.FromBase64String(t);")]
    [InlineData("Sink M(string t) => new Sink(new ArraySegment<byte>(Encoding.UTF8.GetBytes(t))); class Sink { public Sink(ArraySegment<byte> b) { } }")]
    public Task One_that_is_kept_or_has_no_other_way_stays_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            private byte[] _kept = new byte[64];
            {{member}}
        }
        """;
}
