using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.ImmutableGrowthAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class ImmutableGrowthTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("ImmutableList<int> M(int[] a) { var l = ImmutableList<int>.Empty; foreach (var x in a) l = [|l.Add(x)|]; return l; }")]
    [InlineData("ImmutableDictionary<string, int> M(IEnumerable<string> a) { var d = ImmutableDictionary<string, int>.Empty; foreach (var x in a) { d = [|d.SetItem(x, x.Length)|]; } return d; }")]
    [InlineData("ImmutableArray<int> M(int n) { var l = ImmutableArray<int>.Empty; for (var i = 0; i < n; i++) l = [|l.Add(i)|]; return l; }")]
    [InlineData("ImmutableHashSet<int> M(ImmutableHashSet<int> s, int[] a) { foreach (var x in a) { if (x > 0) s = [|s.Add(x)|]; } return s; }")]
    [InlineData("ImmutableList<int> M(int[] a) => a.Aggregate(ImmutableList<int>.Empty, (l, x) => [|l.Add(x)|]);")]
    [InlineData("IImmutableList<int> M(Queue<int> q) { IImmutableList<int> l = ImmutableList<int>.Empty; while (q.Count > 0) l = [|l.Add(q.Dequeue())|]; return l; }")]
    public Task A_loop_builds_one(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("ImmutableList<int> M(int[] a) { var b = ImmutableList.CreateBuilder<int>(); foreach (var x in a) b.Add(x); return b.ToImmutable(); }")]
    [InlineData("ImmutableList<int> M(ImmutableList<int> l, int x) => l.Add(x);")]
    [InlineData("ImmutableList<int> _l = ImmutableList<int>.Empty; void M(int x) { _l = _l.Add(x); }")]
    [InlineData("ImmutableList<int> _l = ImmutableList<int>.Empty; void M(int x) { while (true) { var old = _l; var next = old.Add(x); if (System.Threading.Interlocked.CompareExchange(ref _l, next, old) == old) return; } }")]
    [InlineData("void M(List<ImmutableList<int>> all, int[] a) { foreach (var x in a) { var l = ImmutableList<int>.Empty; l = l.Add(x); all.Add(l); } }")]
    [InlineData("ImmutableStack<int> M(int[] a) { var s = ImmutableStack<int>.Empty; foreach (var x in a) s = s.Push(x); return s; }")]
    [InlineData("List<int> M(int[] a) { var l = new List<int>(); foreach (var x in a) l.Add(x); return l; }")]
    [InlineData("ImmutableList<int> M(ImmutableList<int> l, int[] a) { foreach (var x in a) { if (x > 3) { l = l.Add(x); break; } } return l; }")]
    [InlineData("ImmutableArray<int> _l = ImmutableArray<int>.Empty; void M(int[] a) { foreach (var x in a) _l = _l.Add(x); }")]
    public Task One_step_builders_and_stacks_stay_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        class C
        {
            {{member}}
        }
        """;
}
