using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.ConcurrentDictionarySnapshotAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class ConcurrentDictionarySnapshotTests
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
        class C { readonly ConcurrentDictionary<int, int> _d = new(); int M() => [|_d.Count|]; }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<int, int> _d = new(); int M() { var n = 0; foreach (var v in [|_d.Values|]) n += v; return n; } }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<int, int> _d = new(); bool M(int k) { return [|_d.Keys|].Contains(k); } }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<int, int> _d = new(); object M() => [|_d.ToArray()|]; }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<string, int> _d = new(); bool M() => [|_d.Any()|]; }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<string, int> _d = new(); object M() => [|_d.ToList()|]; }
        """)]
    [InlineData("""
        class C { readonly ConcurrentBag<string> _waiting = new(); int M() => [|_waiting.Count|]; }
        """)]
    [InlineData("""
        class C { readonly ConcurrentBag<string> _waiting = new(); void M(Action<string> send) { foreach (var text in [|_waiting.ToArray()|]) send(text); } }
        """)]
    [InlineData("""
        class C { void M(List<int> items) { var seen = new ConcurrentDictionary<int, int>(); Parallel.ForEach(items, item => { if ([|seen.Count|] < 100) seen[item] = 1; }); } }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<int, string> _d = new(); public IEnumerable<int> M() => [|_d.Keys|]; }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { readonly Dictionary<int, int> _d = new(); int M() => _d.Count; }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<int, int> _d = new(); bool M() => _d.IsEmpty; }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<int, int> _d = new(); int M() { var n = 0; foreach (var p in _d) n += p.Value; return n; } }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<int, int> _d = new(); bool M(int k) => _d.ContainsKey(k); }
        """)]
    [InlineData("""
        class C { readonly ConcurrentQueue<int> _d = new(); int M() => _d.Count; }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<int, int> _d = new(); void M() { try { _d.Clear(); } catch (Exception) { Console.WriteLine(_d.Count); } } }
        """)]
    [InlineData("""
        class C : IDisposable { readonly ConcurrentDictionary<int, int> _d = new(); public void Dispose() { foreach (var v in _d.Values) { } } }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<string, int> _d = new(); bool M() => _d.Any(p => p.Value > 3); }
        """)]
    [InlineData("""
        class C { object M(List<int> items) { var found = new ConcurrentBag<int>(); Parallel.ForEach(items, item => found.Add(item * 2)); return found.ToArray(); } }
        """)]
    [InlineData("""
        class C { object M(List<int> items) { var found = new ConcurrentDictionary<int, int>(); Parallel.ForEach(items, item => found[item] = 2); return found.Values.ToList(); } }
        """)]
    [InlineData("""
        class C { readonly ConcurrentBag<int> _d = new(); bool M() => _d.TryTake(out _) || _d.IsEmpty; }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<int, string> _d = new(); public ICollection<int> M() => _d.Keys; }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { readonly ConcurrentDictionary<int, int> _d = new(); int M() => _d.Count; }
        """, TestProfile.Cold);
}
