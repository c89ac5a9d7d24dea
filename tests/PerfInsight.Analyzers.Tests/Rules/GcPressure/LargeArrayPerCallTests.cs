using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.GcPressure.LargeArrayPerCallAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.GcPressure;

public class LargeArrayPerCallTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("byte[] M() => [|new byte[1024 * 1024]|];")]
    [InlineData("double[,] M() { var m = [|new double[128, 128]|]; m[0, 0] = 1; return m; }")]
    [InlineData("void M(List<long[]> all) { for (var i = 0; i < 3; i++) all.Add([|new long[Size]|]); } const int Size = 20000;")]
    [InlineData("string[] M() => [|new string[100000]|];")]
    [InlineData("Stream M() => [|new MemoryStream(1 << 20)|];")]
    [InlineData("string M(Stream s) { using var r = [|new StreamReader(s, System.Text.Encoding.UTF8, true, (int)s.Length)|]; return r.ReadToEnd(); }")]
    [InlineData("string M(FileStream s) { var length = (int)s.Length; using (var r = [|new StreamReader(s, System.Text.Encoding.UTF8, true, bufferSize: length, leaveOpen: true)|]) return r.ReadToEnd(); }")]
    [InlineData("async Task<byte[]> M(Stream s) { var b = [|new byte[100000]|]; await s.ReadAsync(b, 0, b.Length); return b; }")]
    public Task Memory_of_the_large_object_heap(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("byte[] M() => new byte[84999];")]
    [InlineData("byte[] M(int n) => new byte[n];")]
    [InlineData("int M(Stream s) { var b = new byte[100000]; return s.Read(b, 0, b.Length); }")]
    [InlineData("static readonly byte[] All = new byte[1 << 20];")]
    [InlineData("byte[] _b; byte[] M() => _b ??= new byte[1 << 20];")]
    [InlineData("byte[] _b; void M() { if (_b == null) _b = new byte[1 << 20]; }")]
    [InlineData("Stream M() => new MemoryStream(256);")]
    [InlineData("string M(Stream s, int size) { using var r = new StreamReader(s, System.Text.Encoding.UTF8, true, size); return r.ReadToEnd(); }")]
    [InlineData("string M(Stream s) { using var r = new StreamReader(s, System.Text.Encoding.UTF8, true, (int)Math.Min(4096, s.Length)); return r.ReadToEnd(); }")]
    [InlineData("byte[] M() => System.Buffers.ArrayPool<byte>.Shared.Rent(1 << 20);")]
    public Task Small_kept_and_temporary_ones_stay_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    [Fact]
    public Task The_message_names_the_size() => Verify.WarnsAsync(
        Class("byte[] M() => [|new byte[1024 * 1024]|];"),
        Hot.Allocates("System.Byte[]", 400),
        "'new byte[1024 * 1024]' takes 1.0 MB of the large object heap in each call and allocates 40 % of all bytes (400 B of 1.0 KB in 'load', commit 3f2c1ab): keep it and use it again, rent it, or work in smaller parts");

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading.Tasks;
        class C
        {
            {{member}}
        }
        """;
}
