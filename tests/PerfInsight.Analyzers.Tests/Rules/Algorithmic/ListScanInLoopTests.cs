using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Algorithmic.ListScanInLoopAnalyzer, PerfInsight.Analyzers.Rules.Algorithmic.ListScanInLoopFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2001 says, and where it is silent.</summary>
public class ListScanInLoopTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu);
    private static readonly TestProfile Confirmed = Hot.Callee("System.Collections.Generic.List`1.Contains");

    private const string Simple = """
        using System.Collections.Generic;
        class C
        {
            int Count(List<string> skus, string[] wanted)
            {
                int n = 0;
                foreach (var sku in wanted)
                    if ([|skus.Contains(sku)|]) n++;
                return n;
            }
        }
        """;

    [Fact]
    public Task Contains_in_a_loop_is_confirmed_by_its_callee() => Verify.WarnsAsync(
        Simple,
        Confirmed,
        "'List<string>.Contains' in this loop takes 36 % of CPU (360 ns of 1.0 µs in 'load', commit 3f2c1ab): build a HashSet<string> before the loop");

    [Fact]
    public Task Without_its_callee_it_is_likely() => Verify.SuggestsAsync(
        Simple,
        Hot,
        "'List<string>.Contains' in this loop is likely costly (its member has 50 % of CPU (500 ns of 1.0 µs in 'load', commit 3f2c1ab); its own cost is not visible in the profile): build a HashSet<string> before the loop");

    [Fact]
    public Task A_vectorised_search_of_the_runtime_confirms_it() =>
        Verify.WarnsAsync(Simple, Hot.Callee("System.SpanHelpers.IndexOfValueType"));

    [Fact]
    public Task In_a_cold_member_it_is_silent() =>
        Verify.IsSilentAsync(Simple.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal), TestProfile.Cold);

    [Theory]
    [InlineData("for (int i = 0; i < wanted.Length; i++) n += [|skus.IndexOf(wanted[i])|];")]
    [InlineData("int i = 0; while ([|skus.Contains(\"n\" + i)|]) i++;")]
    [InlineData("int i = 0; do { i++; } while ([|skus.Contains(\"n\" + i)|]);")]
    [InlineData("foreach (var sku in wanted) { if ([|skus.LastIndexOf(sku)|] < 0) continue; n++; }")]
    [InlineData("foreach (var sku in wanted) { if ([|skus.Contains(sku)|]) continue; n = sku.Length; break; }")]
    [InlineData("foreach (var sku in wanted) { if (sku == null) break; switch (sku.Length) { case 1: n += [|skus.Contains(sku)|] ? 1 : 0; break; } }")]
    [InlineData("foreach (var sku in wanted) { var found = skus?[|.Contains(sku)|]; if (found == true) n++; }")]
    [InlineData("foreach (var sku in wanted) if ([|System.Array.IndexOf(wanted, sku)|] > 3) n++;")]
    [InlineData("IReadOnlyList<string> all = skus; foreach (var sku in wanted) if ([|all.Contains(sku)|]) n++;")]
    [InlineData("foreach (var sku in wanted) if ([|skus.Contains(sku, System.StringComparer.OrdinalIgnoreCase)|]) n++;")]
    [InlineData("foreach (var sku in wanted) if ([|Enumerable.Contains(value: sku, source: skus)|]) n++;")]
    [InlineData("n = wanted.Where(sku => [|skus.Contains(sku)|]).Count();", "in this query")]
    [InlineData("n = wanted.Count(sku => { return ![|skus.Contains(sku)|]; });", "in this query")]
    [InlineData("n = (from sku in wanted where [|skus.Contains(sku)|] select sku).Count();", "in this query")]
    [InlineData("System.Threading.Tasks.Parallel.ForEach(wanted, sku => { if ([|skus.Contains(sku)|]) n++; });", "in this query")]
    [InlineData("foreach (var sku in wanted) n += wanted.Count(w => w != sku && [|skus.Contains(w)|]);")]
    [InlineData("void Each(string[] all) { foreach (var sku in all) if ([|skus.Contains(sku)|]) n++; } Each(wanted);")]
    [InlineData("System.Action run = () => { foreach (var sku in wanted) if ([|skus.Contains(sku)|]) n++; }; run();")]
    [InlineData("var seen = new List<string>(); foreach (var sku in wanted) if (![|seen.Contains(sku)|]) seen.Add(sku); n = seen.Count;", "beside the list")]
    [InlineData("var seen = new List<string>(); wanted.ToList().ForEach(sku => { if (![|seen.Contains(sku)|]) seen.Add(sku); }); n = seen.Count;", "beside the list")]
    public async Task It_finds_the_search(string body, string said = "in this loop")
    {
        var code = $$"""
            using System.Collections.Generic;
            using System.Linq;
            class C
            {
                int Count(List<string> skus, string[] wanted)
                {
                    int n = 0;
                    {{body}}
                    return n;
                }
            }
            """;
        await Verify.SuggestsAsync(code, Hot);
        var clean = code.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var text = await new AnalyzerRun().Code(clean).Summary(Hot.ToJson(clean)).Only(new Analyzers.Rules.Algorithmic.ListScanInLoopAnalyzer()).TextAsync();
        Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HashSet<string> skus", "foreach (var sku in wanted) if (skus.Contains(sku)) n++;")]
    [InlineData("string skus", "foreach (var sku in wanted) if (skus.Contains(sku)) n++;")]
    [InlineData("Dictionary<string, int> skus", "foreach (var sku in wanted) if (skus.ContainsKey(sku)) n++;")]
    [InlineData("List<string> skus", "if (skus.Contains(wanted[0])) n++;")]
    [InlineData("List<string> skus", "var known = skus.Contains(wanted[0]); foreach (var sku in wanted) if (known) n++;")]
    [InlineData("List<string> skus", "foreach (var flag in new[] { skus.Contains(wanted[0]) }) n++;")]
    [InlineData("List<string> skus", "for (var known = skus.Contains(wanted[0]); n < 10; n++) { }")]
    [InlineData("List<string> skus", "foreach (var sku in wanted) { var own = new List<string> { sku, skus[0] }; if (own.Contains(sku)) n++; }")]
    [InlineData("List<string> skus", "foreach (var sku in wanted) { if (sku.Length > 3) return skus.Contains(sku) ? 1 : 0; }")]
    [InlineData("List<string> skus", "foreach (var sku in wanted) { if (sku.Length > 3) { n = skus.IndexOf(sku); break; } }")]
    [InlineData("List<string> skus", "while (skus.Count > 0) { if (skus.Contains(wanted[0])) n++; skus.RemoveAt(0); }")]
    [InlineData("List<string> skus", "foreach (var sku in wanted) { skus = new List<string>(); if (skus.Contains(sku)) n++; }")]
    [InlineData("List<string> skus", "var units = new[] { \"kg\", \"g\", \"l\" }; foreach (var sku in wanted) if (units.Contains(sku)) n++;")]
    [InlineData("List<string> skus", "foreach (var sku in wanted) if (new[] { \"kg\", \"g\" }.Contains(sku)) n++;")]
    [InlineData("List<string> skus", "foreach (var sku in wanted) if (Units.Contains(sku)) n++;")]
    [InlineData("List<string> skus", "foreach (var sku in wanted) if (sku.IndexOf('x') >= 0) n++;")]
    [InlineData("IQueryable<string> orders, List<string> skus", "n = orders.Where(o => skus.Contains(o)).Count();")]
    [InlineData("List<List<string>> groups", "foreach (var skus in groups) if (skus.Contains(wanted[0])) n++;")]
    [InlineData("List<List<string>> groups", "n = groups.Count(skus => skus.Contains(wanted[0]));")]
    [InlineData("List<string> skus", "System.Func<string, bool> isKnown = sku => skus.Contains(sku); n = isKnown(wanted[0]) ? 1 : 0;")]
    [InlineData("System.IO.Stream stream, byte[] data", "while (stream.Read(data, 0, 9) > 0) if (System.Array.IndexOf(data, (byte)0) >= 0) n++;")]
    [InlineData("Own skus", "foreach (var sku in wanted) if (skus.Contains(sku)) n++;")]
    public Task A_look_alike_is_silent(string parameters, string body) => Verify.IsSilentAsync($$"""
        using System.Collections.Generic;
        using System.Linq;
        class Own { public bool Contains(string sku) => sku.Length > 0; }
        class C
        {
            static readonly List<string> Units = new() { "kg", "g", "l" };
            int Count({{parameters}}, string[] wanted)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """, Hot);

    [Fact]
    public Task A_short_list_that_grows_is_not_short() => Verify.SuggestsAsync("""
        using System.Collections.Generic;
        class C
        {
            private readonly List<string> _seen = new() { "" };
            void Note(string[] wanted)
            {
                foreach (var sku in wanted)
                    if (![|_seen.Contains(sku)|]) _seen.Add(sku);
            }
        }
        """, Hot);

    [Fact]
    public Task A_list_of_another_object_counts_as_long_as_the_loop_leaves_it() => Verify.SuggestsAsync("""
        using System.Collections.Generic;
        class Catalog { public List<string> Skus { get; } = new(); public Catalog Next => this; }
        class C
        {
            int Count(Catalog catalog, string[] wanted)
            {
                int n = 0;
                foreach (var sku in wanted)
                    if ([|catalog.Skus.Contains(sku)|]) n++;
                foreach (var sku in wanted)
                {
                    catalog = catalog.Next;
                    if (catalog.Skus.Contains(sku)) n++;
                }

                return n;
            }
        }
        """, Hot);

    [Fact]
    public Task Where_callers_repeat_the_search_before_each_add_the_list_has_a_remedy() => Verify.SuggestsAsync("""
        using System.Collections.Generic;
        class C
        {
            private readonly List<string> _names = new();
            void Register(string name)
            {
                if (![|_names.Contains(name)|])
                    _names.Add(name);
            }
        }
        """,
        Hot,
        "'List<string>.Contains' at each call is likely costly (its member has 50 % of CPU (500 ns of 1.0 µs in 'load', commit 3f2c1ab); its own cost is not visible in the profile): keep a HashSet<string> beside the list");

    [Fact]
    public async Task Without_a_loop_a_search_of_a_field_is_likely_and_its_callee_confirms_it()
    {
        const string code = """
            using System.Collections.Generic;
            class C
            {
                private readonly List<string> _names = new();
                bool IsKnown(string name) => [|_names.Contains(name)|];
                public void Add(string name) => _names.Add(name);
            }
            """;
        await Verify.WarnsAsync(
            code,
            Confirmed,
            "'List<string>.Contains' at each call takes 36 % of CPU (360 ns of 1.0 µs in 'load', commit 3f2c1ab): keep a HashSet<string> instead of the list");
        await Verify.SuggestsAsync(code, Hot);
    }

    [Theory]
    [InlineData("int Total { get { int n = 0; foreach (var w in _wanted) if ([|_skus.Contains(w)|]) n++; return n; } }")]
    [InlineData("IEnumerable<string> Known() { foreach (var w in _wanted) if ([|_skus.Contains(w)|]) yield return w; }")]
    [InlineData("async Task<int> CountAsync() { int n = 0; foreach (var w in _wanted) { await Task.Yield(); if ([|_skus.Contains(w)|]) n++; } return n; }")]
    [InlineData("async Task<int> CountAsync(IAsyncEnumerable<string> all) { int n = 0; await foreach (var w in all) if ([|_skus.Contains(w)|]) n++; return n; }")]
    [InlineData("int Sum() => _wanted.Count(w => [|_skus.Contains(w)|]);")]
    [InlineData("C() { foreach (var w in _wanted) if ([|_skus.Contains(w)|]) _n++; }")]
    [InlineData("public static C operator +(C a, string[] b) { foreach (var w in b) if ([|a._skus.Contains(w)|]) a._n++; return a; }")]
    [InlineData("int this[string[] all] { get { int n = 0; foreach (var w in all) if ([|_skus.Contains(w)|]) n++; return n; } }")]
    public Task It_looks_into_every_kind_of_member(string member) => Verify.SuggestsAsync($$"""
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        class C
        {
            private List<string> _skus = new();
            private string[] _wanted = { };
            private int _n;
            {{member}}
        }
        """, Hot);

    [Fact]
    public Task Top_level_statements_are_a_member_too() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;

        var skus = new List<string>(args);
        int n = 0;
        foreach (var arg in args)
            if ([|skus.Contains(arg)|]) n++;
        Console.WriteLine(n);
        """, """
        using System;
        using System.Collections.Generic;

        var skus = new List<string>(args);
        int n = 0;
        var skusSet = new HashSet<string>(skus);
        foreach (var arg in args)
            if (skusSet.Contains(arg)) n++;
        Console.WriteLine(n);
        """, Confirmed);

    [Fact]
    public async Task Incomplete_code_is_no_problem()
    {
        const string code = """
            using System.Collections.Generic;
            class C
            {
                void M(List<string> skus)
                {
                    foreach (var sku in wanted) if (skus.Contains()) { } else if (skus.Contains(sku, 3, )) { } else if (.Contains(
                }
            }
            """;
        Assert.Equal("", await new AnalyzerRun().Code(code).Summary(Hot.ToJson(code)).Only(new Analyzers.Rules.Algorithmic.ListScanInLoopAnalyzer()).TextAsync());
    }
}
