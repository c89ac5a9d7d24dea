using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.MissingCapacityAnalyzer, PerfInsight.Analyzers.Rules.Allocations.MissingCapacityFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class MissingCapacityFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("var r = [|new List<int>()|]; foreach (var x in a) r.Add(x + 1);", "var r = new List<int>(a.Length); foreach (var x in a) r.Add(x + 1);")]
    [InlineData("List<int> r = [|new()|]; foreach (var x in l) { var y = x * 2; r.Add(y); }", "List<int> r = new(l.Count); foreach (var x in l) { var y = x * 2; r.Add(y); }")]
    [InlineData("var r = [|new Stack<char>()|]; foreach (var x in s) r.Push(x);", "var r = new Stack<char>(s.Length); foreach (var x in s) r.Push(x);")]
    [InlineData(
        "var r = [|new Dictionary<string, int>(StringComparer.Ordinal)|]; foreach (var p in d) r.Add(p.Key, p.Value);",
        "var r = new Dictionary<string, int>(d.Count, StringComparer.Ordinal); foreach (var p in d) r.Add(p.Key, p.Value);")]
    public Task It_gets_the_size_of_its_source(string body, string after) => Verify.FixesLikelyAsync(Code(body), Code(after), Hot);

    [Theory]
    [InlineData("var r = [|new HashSet<int>()|]; foreach (var x in a) r.Add(x);")]
    [InlineData("var r = [|new Dictionary<int, int>()|]; foreach (var x in a) r[x] = 1;")]
    [InlineData("var r = [|new List<int>()|]; foreach (var x in a) { r.Add(x); r.Add(-x); }")]
    [InlineData("var r = [|new List<int>()|]; foreach (var x in a) { r.Add(x); foreach (var y in a) r.Add(y); }")]
    [InlineData("var r = [|new List<int>()|]; foreach (var x in a) r.Add(x); Console.WriteLine(r.Capacity);")]
    [InlineData("var r = [|new List<int>()|]; Log(); foreach (var x in a) r.Add(x);")]
    [InlineData("var r = [|new List<int>()|]; foreach (var x in c) r.Add(x);")]
    [InlineData("var r = [|new List<int>()|]; for (var i = 0; i < n; i++) r.Add(i);")]
    [InlineData("var r = [|new Dictionary<int, int>(Comparer())|]; foreach (var x in a) r.Add(x, x);")]
    [InlineData("_kept = [|new List<int>()|]; foreach (var x in a) _kept.Add(x);")]
    [InlineData("var r = [|new List<int>(/* none yet */)|]; foreach (var x in a) r.Add(x);")]
    public Task No_fix_where_the_size_is_not_exact_or_is_read_by_code_of_others(string body) => Verify.OffersNoFixLikelyAsync(Code(body), Hot);

    [Fact]
    public Task Contents_order_and_exceptions_are_the_same() => Differential.SameResultsAsync<MissingCapacityAnalyzer, MissingCapacityFixer, int[]?>("""
        using System.Collections.Generic;
        public static class C
        {
            public static string Run(int[] keys)
            {
                var list = new List<int>();
                foreach (var x in keys)
                    list.Add(x);
                var queue = new Queue<int>();
                foreach (var x in list)
                    queue.Enqueue(x);
                var map = new Dictionary<int, int>();
                foreach (var x in list)
                    map.Add(x, list.Count);
                map.Remove(1);
                map[1] = 2;
                return string.Join(",", list) + string.Join(",", queue) + string.Join(",", map);
            }
        }
        """, Hot, "C.Run", Gen.Int[0, 9].Array[0, 5].Null());

    private static string Code(string body) => $$"""
        #nullable disable
        using System;
        using System.Collections.Generic;
        class C
        {
            private List<int> _kept;

            void M(int[] a, List<int> l, string s, Dictionary<string, int> d, ICollection<int> c, int n)
            {
                {{body}}
            }

            void Log() { }

            IEqualityComparer<int> Comparer() => null;
        }
        """;
}
