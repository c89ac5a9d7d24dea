using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferAnalyzer, PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>PI1002 where a method that is not known gets the array: told of, never fixed.</summary>
public class HandedBufferTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("void M(int n) { var crc = [|new byte[n]|]; Verify(crc); }")]
    [InlineData("async Task<byte> M(Stream s) { var one = [|new byte[1]|]; await FillAsync(s, one, 1).ConfigureAwait(false); return one[0]; }")]
    [InlineData("void M(int n) { byte[] data; data = [|new byte[n]|]; for (var i = 0; i < n; i++) data[i] = 1; Verify(data); }")]
    [InlineData("void M(Stream s) { s.Read([|new byte[16]|], 0, 16); }")]
    [InlineData("int M(int n) { var a = [|new int[n]|]; if (a == null) return 0; return Sum(a); }")]
    [InlineData("void M(int n) { foreach (var c in \"ab\") { var b = [|new char[n]|]; b[0] = c; Take(b); } }")]
    public Task An_array_that_is_only_handed_on(string member) => Verify.OffersNoFixLikelyAsync(Class(member), Hot);

    [Theory]
    [InlineData("byte[] M(int n) { var b = new byte[n]; Verify(b); return b; }")]
    [InlineData("void M(int n) { var b = new byte[n]; Verify(b); _kept = b; }")]
    [InlineData("void M(int n) { var b = new byte[n]; AddBlock(b); }")]
    [InlineData("void M(int n) { var b = new byte[n]; _list.Add(b); }")]
    [InlineData("object M(int n) { var b = new byte[n]; return Wrap(b); }")]
    [InlineData("Stream M(int n) => new MemoryStream(new byte[n]);")]
    [InlineData("Task M(Stream s, int n) { var b = new byte[n]; return FillAsync(s, b, n); }")]
    [InlineData("Action M(int n) { var b = new byte[n]; return () => Verify(b); }")]
    [InlineData("void M(int n) { var b = new byte[n]; var c = b; _kept = c; }")]
    [InlineData("void M() { Verify(new byte[] { 1, 2, 3 }); }")]
    [InlineData("void M(int n) { var b = new string[n]; Names(b); }")]
    [InlineData("void M(int n) { var b = new byte[n]; Ref(ref b); }")]
    public Task One_that_may_live_on_stays_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading.Tasks;
        abstract class C
        {
            private byte[] _kept;
            private readonly List<byte[]> _list = new List<byte[]>();
            protected abstract void Verify(byte[] data);
            protected abstract Task FillAsync(Stream stream, byte[] data, int count);
            protected abstract int Sum(int[] data);
            protected abstract void Take(char[] data);
            protected abstract void AddBlock(byte[] data);
            protected abstract object Wrap(byte[] data);
            protected abstract void Names(string[] names);
            protected abstract void Ref(ref byte[] data);
            {{member}}
        }
        """;
}
