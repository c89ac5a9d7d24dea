using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.RecomputingRecursionAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2013 says, and where it is silent.</summary>
public class RecomputingRecursionTests
{
    private static readonly TestProfile All = TestProfile.Hot(SampleKind.Cpu);

    [Theory]
    [InlineData("static long Fib(int n) => n < 2 ? n : [|Fib(n - 1)|] + Fib(n - 2);")]
    [InlineData("static long Fib(int n) { if (n < 2) return n; var a = [|Fib(n - 1)|]; var b = Fib(n - 2); return a + b; }")]
    [InlineData("long Of(int n, int k) => k == 0 || k == n ? 1 : [|Of(n - 1, k - 1)|] + Of(n - 1, k);")]
    [InlineData("static int Dist(string a, string b, int i, int j) { if (i < 0 || j < 0) return 0; return System.Math.Min([|Dist(a, b, i - 1, j)|], Dist(a, b, i, j - 1)); }")]
    public async Task It_finds_the_recursion(string method) =>
        Assert.Contains("calls itself for", await Rule.FindsAsync("using System.Collections.Generic; class C { private readonly Dictionary<int, long> _known = new(); " + method + " }", All), StringComparison.Ordinal);

    [Theory]
    [InlineData("static long Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);")]
    [InlineData("static void Hanoi(int n, int a, int b, int c) { if (n == 0) return; Hanoi(n - 1, a, c, b); Hanoi(n - 1, c, b, a); }")]
    [InlineData("static int Size(Node? n) => n == null ? 0 : 1 + Size(n.Left) + Size(n.Right); class Node { public Node? Left, Right; }")]
    [InlineData("static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);")]
    [InlineData("static int Half(int n) => n < 2 ? n : n % 2 == 0 ? Half(n - 2) : Half(n - 1);")]
    [InlineData("long Fib(int n) { if (_known.TryGetValue(n, out var known)) return known; return _known[n] = Fib(n - 1) + Fib(n - 2); }")]
    [InlineData("static int Sum(int[] a, int from, int to) => to - from < 2 ? 0 : Sum(a, from, (from + to) / 2) + Sum(a, (from + to) / 2, to);")]
    [InlineData("static int Step(int n) { if (n < 0) return 0; if (n % 2 == 0) return Step(n - 2); return Step(n - 1); }")]
    public async Task A_look_alike_is_silent(string method) =>
        Assert.Equal("", await Rule.FindsAsync("using System.Collections.Generic; class C { private readonly Dictionary<int, long> _known = new(); " + method + " }", All));

    [Fact]
    public async Task Incomplete_code_is_no_problem() => Assert.Equal("", await Rule.OfBrokenCodeAsync("class C { int F(int n) => F(n - ) + F(n - 2 ; }", All));
}
