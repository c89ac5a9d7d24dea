using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.LockInLoopAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class LockInLoopTests
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

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Contention).Callee("Somewhere.Else", SampleKind.Contention, 1);

    [Theory]
    [InlineData("""
        class C { readonly object _g = new(); readonly List<int> _l = new(); void M(int[] xs) { foreach (var x in xs) { lock ([|_g|]) { _l.Add(x); } } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); long _sum; void M(List<int> xs) { for (var i = 0; i < xs.Count; i++) lock ([|_g|]) _sum += xs[i]; } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Dictionary<string, int> _d = new(); void M(string[] xs) { foreach (var x in xs) { var k = x.Trim(); lock ([|_g|]) { _d[k] = k.Length; } } } }
        """)]
    [InlineData("""
        class C { readonly List<int> _l = new(); void M(int[] xs) { foreach (var x in xs) { if (x < 0) continue; lock ([|_l|]) _l.Remove(x); } } }
        """)]
    [InlineData("""
        class C { readonly List<int> _l = new(); void M(int[] xs) { for (var i = 0; i < xs.Length; i++) { [|Monitor.Enter(_l)|]; try { _l.Add(xs[i]); } finally { Monitor.Exit(_l); } } } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { readonly object _g = new(); readonly List<int> _l = new(); void M(int[] xs) { lock (_g) { foreach (var x in xs) _l.Add(x); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly List<int> _l = new(); void M(string[] xs) { foreach (var x in xs) { var v = Parse(x); lock (_g) { _l.Add(v); } } } int Parse(string s) => s.Length; }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly List<string> _l = new(); void M(string[] xs) { foreach (var x in xs) { var v = File.ReadAllText(x); lock (_g) { _l.Add(v); } } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Queue<int> _q = new(); void M() { while (true) { int x; lock (_g) { if (_q.Count == 0) return; x = _q.Dequeue(); } Console.WriteLine(x); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); long _n; void M(int[] xs) { Parallel.ForEach(xs, x => { lock (_g) { _n += x; } }); } }
        """)]
    [InlineData("""
        class Job { public int N; } class C { void M(Job[] jobs) { foreach (var j in jobs) { lock (j) { j.N++; } } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly Queue<int> _q = new(); void M(int[] xs) { foreach (var x in xs) { lock (_g) { _q.Enqueue(x); Monitor.Pulse(_g); } } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly List<int> _l = new(); void M(int[] xs) { for (var i = 0; i < 3; i++) { lock (_g) { if (_l.Count > 0) return; } Thread.Sleep(10); } } }
        """)]
    [InlineData("""
        class C { readonly object[] _g = new object[4]; readonly int[] _n = new int[4]; void M(int[] xs) { foreach (var x in xs) { lock (_g[x & 3]) { _n[x & 3]++; } } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); void M(int[] xs) { foreach (var x in xs) { lock (_g) { Work(x); } } } void Work(int x) => Console.WriteLine(x); }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { readonly object _g = new(); readonly List<int> _l = new(); void M(int[] xs) { foreach (var x in xs) { lock (_g) { _l.Add(x); } } } }
        """, TestProfile.Cold);
}
