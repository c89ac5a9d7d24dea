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
    [InlineData("string M(IEncoder e, byte[] d) { var o = [|new byte[e.Estimate(d.Length)]|]; int n = e.Flush(d, 0, d.Length, o); return System.Text.Encoding.ASCII.GetString(o, 0, n); }")]
    [InlineData("string M(IEncoder e, byte[] d, int n) { byte[] o; o = [|new byte[n]|]; n = e.Flush(d, 0, n, o); var s = \"\"; for (int i = 0; i < n; i++) s += (char)o[i]; return s; }")]
    [InlineData("async Task<string> M(Reader r, int n) { var b = [|new byte[n]|]; var p = 0; while (p < n) { r.ReadBytes(b, p, 1); p++; await Task.Yield(); } return System.Text.Encoding.UTF8.GetString(b); }")]
    [InlineData("void M(Stream s, Reader f) { var b = [|new byte[4096]|]; int n; while ((n = s.Read(b, 0, b.Length)) > 0) f.FilterAll(b, 0, n); }")]
    [InlineData("object M(Stream s, int n) { var b = [|new byte[n]|]; s.ReadExactly(b, 0, n); try { return System.Text.Encoding.UTF8.GetString(b); } catch (ArgumentException) { return new Packet(b); } }")]
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
    [InlineData("byte[] M(Stream s, Reader f, byte[] d) { var b = new byte[4096]; return f.FilterAll(b, 0, 4); }")]
    [InlineData("Packet M(Reader r, int n) { var b = new byte[n]; r.ReadBytes(b, 0, n); return new Packet(b); }")]
    [InlineData("void M(int n) { var b = new byte[n]; new Reader().Submit(b, 0, n); }")]
    [InlineData("void M(Action<byte[], int> write, int n) { var b = new byte[n]; write(b, n); }")]
    [InlineData("object M(Stream s, int n) { try { s.Flush(); return s; } catch (IOException) { var b = new byte[n]; return new Packet(b); } }")]
    public Task One_that_may_live_on_stays_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading.Tasks;
        interface IEncoder { int Estimate(int n); int Flush(byte[] input, int start, int length, byte[] output); }
        class Packet { public readonly byte[] Data; public Packet(byte[] data) { Data = data; } }
        class Reader
        {
            static byte[] _all = new byte[99]; byte[] _last;
            public void ReadBytes(byte[] target, int offset, int count) { unsafe { fixed (byte* p = target) { p[offset] = 1; } } }
            public byte[] FilterAll(byte[] input, int offset, int count) { Array.Copy(input, offset, _all, 0, count); return count == 0 ? input : _all; }
            public void Submit(byte[] packet, int offset, int count) { _last = packet; }
        }
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
