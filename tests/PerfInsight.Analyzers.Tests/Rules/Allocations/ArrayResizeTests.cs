using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.ArrayResizeAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class ArrayResizeTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("int[] _a = new int[0]; void M(int x) { [|Array.Resize(ref _a, _a.Length + 1)|]; _a[_a.Length - 1] = x; }")]
    [InlineData("int[] _a = new int[0]; int _n; void M(int x) { if (_n == _a.Length) [|Array.Resize(ref _a, _n + 16)|]; _a[_n++] = x; }")]
    [InlineData("int[] M(IEnumerable<int> all) { var a = new int[0]; foreach (var x in all) { [|Array.Resize(ref a, a.Length + 1)|]; a[a.Length - 1] = x; } return a; }")]
    [InlineData("byte[] M(System.IO.Stream s) { var a = new byte[64]; var n = 0; int r; while ((r = s.Read(a, n, a.Length - n)) > 0) { n += r; if (n == a.Length) { [|Array.Resize(ref a, 1024 + a.Length)|]; } } return a; }")]
    [InlineData("static string[] Names = { }; static void M(string x) { [|Array.Resize(ref Names, Names.Length + 1)|]; Names[Names.Length - 1] = x; }")]
    [InlineData("int[] _a = new int[0]; public int this[int i] { set { while (i >= _a.Length) [|Array.Resize(ref _a, _a.Length + 8)|]; _a[i] = value; } }")]
    public Task An_array_grows_by_a_constant(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("int[] _a = new int[4]; int _n; void M(int x) { if (_n == _a.Length) Array.Resize(ref _a, _a.Length * 2); _a[_n++] = x; }")]
    [InlineData("int[] _a = new int[4]; int _n; void M(int x) { if (_n == _a.Length) Array.Resize(ref _a, Math.Max(4, _a.Length * 2)); _a[_n++] = x; }")]
    [InlineData("int[] M(int[] a) { Array.Resize(ref a, a.Length + 1); return a; }")]
    [InlineData("int[] _a = new int[4]; void M(int n) { Array.Resize(ref _a, n); }")]
    [InlineData("int[] M(int[] a, int n) { foreach (var x in a) { if (x > 3) { Array.Resize(ref a, n + 1); return a; } } return a; }")]
    [InlineData("int[] _a = new int[4]; C() { Array.Resize(ref _a, _a.Length + 1); }")]
    [InlineData("void M(int[][] all) { foreach (var one in all) { var a = one; Array.Resize(ref a, a.Length + 1); Use(a); } } void Use(int[] a) { }")]
    public Task Doubling_and_one_step_stay_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        class C
        {
            {{member}}
        }
        """;
}
