using CsCheck;
using PerfInsight.Analyzers.Rules.LockContention;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.ConcurrentDictionarySnapshotAnalyzer, PerfInsight.Analyzers.Rules.LockContention.ConcurrentDictionarySnapshotFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>What the fix of PI3005 writes, that it keeps behaviour, and where none is offered.</summary>
public class ConcurrentDictionarySnapshotFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Contention).Callee("Somewhere.Else", SampleKind.Contention, 1);

    [Theory]
    [InlineData("[|_all.Count|] == 0", "_all.IsEmpty")]
    [InlineData("[|_all.Count|] > 0 /* some */", "!_all.IsEmpty /* some */")]
    [InlineData("0 != [|this._all.Count|]", "!this._all.IsEmpty")]
    [InlineData("1 > ([|_all.Count|])", "_all.IsEmpty")]
    [InlineData("[|_all.Keys|].Any() && key > 1", "!_all.IsEmpty && key > 1")]
    [InlineData("![|_all.Values|].Any()", "_all.IsEmpty")]
    [InlineData("[|_all.Values|].Count > key", "[|_all.Count|] > key")]
    [InlineData("[|_all.ToArray()|].Length > key", "[|_all.Count|] > key")]
    [InlineData("[|_all.Keys|].Count() + 1 > key", "[|_all.Count|] + 1 > key")]
    [InlineData("[|_all.Keys|].Count() > 0", "!_all.IsEmpty")]
    [InlineData("[|_all.Keys|].Contains(key)", "_all.ContainsKey(key)")]
    [InlineData("[|_names.Keys|].Contains(name)", "_names.ContainsKey(name)")]
    public Task The_dictionary_is_asked(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot.Of("Run"));

    [Theory]
    [InlineData("[|_all.Count|] > 1")]
    [InlineData("[|_all.Count|] == key")]
    [InlineData("_maybe?.Count == 0")]
    [InlineData("[|_names.Keys|].Contains(other)")]
    [InlineData("[|_ignoring.Keys|].Contains(name)")]
    [InlineData("[|_given.Keys|].Contains(key)")]
    [InlineData("[|_set.Keys|].Contains(key)")]
    [InlineData("[|_all.Values|].Contains(key)")]
    [InlineData("[|_all.Values|].Any(value => value > 3)")]
    [InlineData("[|_all.Values|].Sum() > 3")]
    [InlineData("[|_all.Count|] /* how many */ > 0")]
    public Task Where_the_answer_may_differ_no_fix_is_offered(string condition) => Verify.OffersNoFixLikelyAsync(
        Code(condition.Replace("_maybe?.Count", "_maybe?[||].Count", StringComparison.Ordinal).Replace("?[||].Count", "?[|.Count|]", StringComparison.Ordinal)), Hot.Of("Run"));

    [Fact]
    public Task A_loop_over_a_snapshot_stays() => Verify.OffersNoFixLikelyAsync("""
        using System.Collections.Concurrent;
        class C { readonly ConcurrentDictionary<int, int> _d = new(); int M() { var n = 0; foreach (var v in [|_d.Values|]) n += v; return n; } }
        """, Hot);

    [Fact]
    public Task Answers_are_the_same() => Differential.SameResultsAsync<ConcurrentDictionarySnapshotAnalyzer, ConcurrentDictionarySnapshotFixer, (int[], int)>("""
        using System.Collections.Concurrent;
        using System.Linq;
        public static class C
        {
            private static readonly ConcurrentDictionary<int, int> all = new();
            public static string Run(int[] keys, int key)
            {
                all.Clear();
                foreach (var k in keys)
                    all[k] = k;
                return $"{all.Count == 0} {all.Count > 0} {1 <= all.Count} {all.Keys.Contains(key)} {all.Values.Count} {all.Keys.Any()} {all.ToArray().Length} {all.Keys.Count() < 1}";
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.Int[0, 5].Array[0, 4], Gen.Int[0, 5]));

    private static string Code(string condition) => $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        class C
        {
            readonly ConcurrentDictionary<int, int> _all = new();
            readonly ConcurrentDictionary<string, int> _names = new(4, 100);
            readonly ConcurrentDictionary<string, int> _ignoring = new(StringComparer.OrdinalIgnoreCase);
            readonly ConcurrentDictionary<int, int> _given;
            ConcurrentDictionary<int, int> _set = new();
            ConcurrentDictionary<int, int>? _maybe;
            public C(ConcurrentDictionary<int, int> given) { _given = given; _set = given; }
            bool Run(int key, string name, string? other) => {{condition}};
        }
        """;
}
