using CsCheck;
using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Algorithmic.ListScanInLoopAnalyzer, PerfInsight.Analyzers.Rules.Algorithmic.ListScanInLoopFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What the fix of PI2001 writes, that it keeps behaviour, and where none is offered.</summary>
public class ListScanInLoopFixTests
{
    private static readonly TestProfile Confirmed = TestProfile.Hot(SampleKind.Cpu)
        .Callee("System.Collections.Generic.List`1.Contains").Callee("System.Array.IndexOf").Callee("System.Linq.Enumerable.Contains");

    private static Gen<string> Names(params string[] names) => Gen.Int[0, names.Length - 1].Select(i => names[i]);

    [Fact]
    public Task The_set_is_built_before_the_outermost_loop_that_leaves_the_list_alone() => Verify.FixesAsync("""
        using System.Collections.Generic;
        class C
        {
            int Count(List<string> skus, List<string[]> orders)
            {
                int n = 0;
                // every order
                foreach (var order in orders)
                {
                    foreach (var sku in order)
                    {
                        if ([|skus.Contains(sku)|]) n++; // known
                        if (![|skus.Contains(sku + "x")|]) n--;
                    }
                }

                return n;
            }
        }
        """, """
        using System.Collections.Generic;
        class C
        {
            int Count(List<string> skus, List<string[]> orders)
            {
                int n = 0;
                // every order
                var skusSet = new HashSet<string>(skus);
                foreach (var order in orders)
                {
                    foreach (var sku in order)
                    {
                        if (skusSet.Contains(sku)) n++; // known
                        if (!skusSet.Contains(sku + "x")) n--;
                    }
                }

                return n;
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_name_that_is_taken_gets_a_number_and_a_missing_using_is_added() => Verify.FixesAsync("""
        class C
        {
            private readonly int[] _ids = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
            int Count(int[] ids, int[] wanted)
            {
                int n = 0, idsSet = 1;
                foreach (var id in wanted)
                    if ([|System.Array.IndexOf(ids, id)|] != -1) n += idsSet;
                return n;
            }
        }
        """, """
        using System.Collections.Generic;

        class C
        {
            private readonly int[] _ids = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
            int Count(int[] ids, int[] wanted)
            {
                int n = 0, idsSet = 1;
                var idsSet2 = new HashSet<int>(ids);
                foreach (var id in wanted)
                    if (idsSet2.Contains(id)) n += idsSet;
                return n;
            }
        }
        """, Confirmed);

    [Theory]
    [InlineData(
        "foreach (var w in wanted) if ([|skus.IndexOf(w)|] >= 0 && 0 > [|skus.IndexOf(w + w)|]) n++;",
        "var skusSet = new HashSet<string>(skus);\n        foreach (var w in wanted) if (skusSet.Contains(w) && !skusSet.Contains(w + w)) n++;")]
    [InlineData(
        "foreach (var w in wanted) if ([|skus.Contains(w, StringComparer.OrdinalIgnoreCase)|]) n++;",
        "var skusSet = new HashSet<string>(skus, StringComparer.OrdinalIgnoreCase);\n        foreach (var w in wanted) if (skusSet.Contains(w)) n++;")]
    [InlineData(
        "n = wanted.Where(w => [|skus.Contains(w)|]).Select(w => w.Length).Sum();",
        "var skusSet = new HashSet<string>(skus);\n        n = wanted.Where(w => skusSet.Contains(w)).Select(w => w.Length).Sum();")]
    [InlineData(
        "foreach (var w in wanted.Where(w => ![|skus.Contains(w)|])) n++;",
        "var skusSet = new HashSet<string>(skus);\n        foreach (var w in wanted.Where(w => !skusSet.Contains(w))) n++;")]
    [InlineData(
        "foreach (var w in wanted) n += wanted.Count(v => v != w && [|skus.Contains(v)|]);",
        "var skusSet = new HashSet<string>(skus);\n        foreach (var w in wanted) n += wanted.Count(v => v != w && skusSet.Contains(v));")]
    [InlineData(
        "if (wanted.Length > 1)\n            while ([|skus.Contains(\"n\" + n)|]) n++;",
        "if (wanted.Length > 1)\n        {\n            var skusSet = new HashSet<string>(skus);\n            while (skusSet.Contains(\"n\" + n)) n++;\n        }")]
    [InlineData(
        "switch (wanted.Length)\n        {\n            case 2:\n                do { n++; } while ([|skus.Contains(\"n\" + n)|]);\n                break;\n        }",
        "switch (wanted.Length)\n        {\n            case 2:\n                var skusSet = new HashSet<string>(skus);\n                do { n++; } while (skusSet.Contains(\"n\" + n));\n                break;\n        }")]
    [InlineData(
        "var result = new List<string>();\n        foreach (var w in wanted) if ([|skus.Contains(w)|]) result.Add(w);\n        n = result.Count;",
        "var result = new List<string>();\n        var skusSet = new HashSet<string>(skus);\n        foreach (var w in wanted) if (skusSet.Contains(w)) result.Add(w);\n        n = result.Count;")]
    [InlineData(
        "foreach (var w in wanted) { if ([|skus.Contains([|skus.Contains(w)|] ? w : \"n1\")|]) n++; }",
        "var skusSet = new HashSet<string>(skus);\n        foreach (var w in wanted) { if (skusSet.Contains(skusSet.Contains(w) ? w : \"n1\")) n++; }")]
    [InlineData(
        "foreach (var w in wanted) if ([|skus.Contains(w)|]) n += Weigh(w);",
        "var skusSet = new HashSet<string>(skus);\n        foreach (var w in wanted) if (skusSet.Contains(w)) n += Weigh(w);")]
    public async Task The_fix_keeps_results(string body, string fixedBody)
    {
        const string program = """
            using System;
            using System.Collections.Generic;
            using System.Linq;
            public static class C
            {
                public static int Run(List<string> skus, string[] wanted)
                {
                    int n = 0;
                    BODY
                    return n;
                }

                private static int Weigh(string w) => w.Length + 1;
            }
            """;
        await Verify.FixesAsync(program.Replace("BODY", body, StringComparison.Ordinal), program.Replace("BODY", fixedBody, StringComparison.Ordinal), Confirmed);
        var name = Names("", "n0", "n1", "N1", "n2", "n3", "n1n1");
        await Differential.SameResultsAsync<ListScanInLoopAnalyzer, ListScanInLoopFixer, (List<string>, string[])>(
            program.Replace("BODY", body, StringComparison.Ordinal), Confirmed, "C.Run", Gen.Select(name.List[0, 12], name.Array[0, 8]));
    }

    [Theory]
    [InlineData("double", "0.0, -0.0, double.NaN, 1.5")]
    [InlineData("int?", "null, 0, 1")]
    [InlineData("(int, string)", "(1, \"a\"), (1, \"b\"), default")]
    [InlineData("Point", "new(0, 0), new(1, 0), new(0, 1)")]
    [InlineData("Name?", "null, new(\"a\"), new(\"b\"), new(\"a\")")]
    [InlineData("Slot", "new(1, 2), new(1, 3), new(2, 2)")]
    [InlineData("Day", "Day.Mon, Day.Tue, (Day)7")]
    [InlineData("decimal", "1m, 1.0m, 1.00m, -1m")]
    [InlineData("DateTime", "new(2020, 1, 1), new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), new(2021, 1, 1)")]
    public Task The_set_answers_like_the_list_for_elements_of_many_types(string type, string values) =>
        Differential.SameResultsAsync<ListScanInLoopAnalyzer, ListScanInLoopFixer, (int[], int[])>(
            $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            public sealed record Point(int X, int Y);
            public sealed class Name(string text) { public string Text = text; }
            public record struct Slot(int Aisle, int Bin);
            public enum Day { Mon, Tue }
            public static class C
            {
                private static readonly {{type}}[] Values = { {{values}} };
                public static readonly List<string> Log = new();
                public static int Run(int[] have, int[] wanted)
                {
                    var list = have.Select(i => Values[i % Values.Length]).ToList();
                    int n = 0;
                    foreach (var i in wanted)
                    {
                        n *= 2;
                        if (list.Contains(Values[i % Values.Length])) n++;
                        else Log.Add("no " + i);
                    }

                    return n;
                }
            }
            """,
            Confirmed,
            "C.Run",
            Gen.Select(Gen.Int[0, 5].Array[0, 6], Gen.Int[0, 5].Array[0, 8]));

    [Theory]
    [InlineData("", "List<string> skus", "foreach (var w in wanted) n += [|skus.IndexOf(w)|];")] // a position is asked for
    [InlineData("", "List<string>? skus", "foreach (var w in wanted) if (skus != null && [|skus.Contains(w)|]) n++;")] // null before the loop
    [InlineData("", "IList<string> skus", "foreach (var w in wanted) if ([|skus.Contains(w)|]) n++;")] // who knows how it compares
    [InlineData("", "System.Collections.ObjectModel.Collection<string> skus", "foreach (var w in wanted) if ([|skus.Contains(w)|]) n++;")]
    [InlineData("", "List<string> skus", "foreach (var w in wanted) if ([|skus.Contains(w, StringComparer.CurrentCulture)|]) n++;")]
    [InlineData("", "List<string> skus, IEqualityComparer<string> like", "foreach (var w in wanted) if ([|skus.Contains(w, like)|]) n++;")]
    [InlineData("", "List<string> skus, List<string> other", "foreach (var w in wanted) { if ([|skus.Contains(w)|]) n++; other.Add(w); }")] // may be the same list
    [InlineData("", "List<string> skus, IList<string> other", "foreach (var w in wanted) { if ([|skus.Contains(w)|]) n++; other[0] = w; }")]
    [InlineData("", "List<string> skus", "var alias = skus; foreach (var w in wanted) { if ([|skus.Contains(w)|]) n++; alias.Add(w); }")]
    [InlineData("", "List<string> skus", "var own = new List<string>(); Action add = () => own.Add(\"n\"); foreach (var w in wanted) { if ([|own.Contains(w)|]) n++; add(); }")]
    [InlineData("", "List<string> skus", "void Swap() => skus = new(); foreach (var w in wanted) { if ([|skus.Contains(w)|]) n++; Swap(); }")]
    [InlineData("void Grow(List<string> list) => list.Add(\"x\");", "List<string> skus", "foreach (var w in wanted) { if ([|skus.Contains(w)|]) n++; Grow(skus); }")]
    [InlineData("void Grow(List<string> list) { Deep(list); } void Deep(ICollection<string> list) { list.Clear(); }", "List<string> skus", "foreach (var w in wanted) { if ([|skus.Contains(w)|]) n++; Grow(skus); }")]
    [InlineData("protected virtual void Hook() { }", "List<string> skus", "foreach (var w in wanted) { if ([|skus.Contains(w)|]) n++; Hook(); }")]
    [InlineData("event Action? Seen;", "List<string> skus", "foreach (var w in wanted) { if ([|skus.Contains(w)|]) n++; Seen?.Invoke(); }")]
    [InlineData("delegate void Note(); Note? _note;", "List<string> skus", "foreach (var w in wanted) { if ([|skus.Contains(w)|]) n++; _note!(); }")]
    [InlineData("", "List<string> skus, Action<string> note", "foreach (var w in wanted) { if ([|skus.Contains(w)|]) n++; Array.ForEach(wanted, note); }")]
    [InlineData("", "List<string> skus, IEnumerable<string> lazy", "foreach (var w in lazy) if ([|skus.Contains(w)|]) n++;")] // its own code runs meanwhile
    [InlineData("", "List<string> skus", "foreach (var w in Numbers(skus)) if ([|skus.Contains(w)|]) n++;")]
    [InlineData("List<string> Fresh => new() { \"a\" };", "int[] x", "foreach (var w in wanted) if ([|Fresh.Contains(w)|]) n++;")]
    [InlineData("public virtual List<string> Skus { get; } = new();", "int[] x", "foreach (var w in wanted) if ([|Skus.Contains(w)|]) n++;")]
    [InlineData("volatile List<string> _skus = new();", "int[] x", "foreach (var w in wanted) if ([|_skus.Contains(w)|]) n++;")]
    [InlineData("readonly List<string> _skus = new();", "int[] x", "foreach (var w in wanted) lock (_skus) { if ([|_skus.Contains(w)|]) n++; }")] // others may take the lock in between
    [InlineData("readonly List<string> _skus = new();", "int[] x", "foreach (var w in wanted) { if ([|_skus.Contains(w)|]) n++; System.Threading.Thread.Yield(); }")]
    [InlineData("internal List<string> _skus = new();", "int[] x", "foreach (var w in wanted) if ([|_skus.Contains(w)|]) n++;")] // anybody may assign it
    [InlineData("List<string> _skus = new(); void Reset() => _skus = new();", "int[] x", "foreach (var w in wanted) { if ([|_skus.Contains(w)|]) n++; Reset(); }")]
    [InlineData("", "ref List<string> skus", "foreach (var w in wanted) if ([|skus.Contains(w)|]) n++;")]
    [InlineData("", "List<Mutable> skus", "foreach (var w in wanted) if ([|skus.Contains(new Mutable())|]) n++;")]
    [InlineData("", "List<Open> skus", "foreach (var w in wanted) if ([|skus.Contains(new Open())|]) n++;")]
    [InlineData("", "List<object> skus", "foreach (var w in wanted) if ([|skus.Contains(w)|]) n++;")]
    [InlineData("", "string[] skus, object thing", "foreach (var w in wanted) if ([|Array.IndexOf(skus, thing)|] >= 0) n++;")]
    [InlineData("", "string[] skus, object[] other", "foreach (var w in wanted) { if ([|Array.IndexOf(skus, w)|] >= 0) n++; other[0] = w; }")]
    [InlineData("", "string[] skus, string[] other", "foreach (var w in wanted) { if ([|Array.IndexOf(skus, w)|] >= 0) n++; Array.Reverse(other); }")]
    [InlineData("", "string[] skus, string[] other", "foreach (var w in wanted) { if ([|Array.IndexOf(skus, w)|] >= 0) n++; (other[0], other[1]) = (w, w); }")]
    [InlineData("", "int[] skus, int[] other", "foreach (var w in wanted) { if ([|Array.IndexOf(skus, w.Length)|] >= 0) n++; other[0]++; }")]
    [InlineData("", "int[] skus, int[] other", "foreach (var w in wanted) { if ([|Array.IndexOf(skus, w.Length)|] >= 0) n++; Span<int> view = other; view[0] = 3; }")]
    [InlineData("", "int[] skus, int[] other", "ref var first = ref other[0]; foreach (var w in wanted) { if ([|Array.IndexOf(skus, w.Length)|] >= 0) n++; first = 3; }")]
    [InlineData("", "System.Collections.Immutable.ImmutableArray<string> skus", "foreach (var w in wanted) if ([|skus.Contains(w)|]) n++;")] // default throws
    [InlineData("", "List<string> skus", "var lazy = wanted.Where(w => [|skus.Contains(w)|]); skus.Add(\"n\"); n = lazy.Count();")] // runs later
    [InlineData("", "List<string> skus", "foreach (var w in wanted) if (skus/* all */.Contains(w)) n++;", true)]
    [InlineData("", "List<string> skus, dynamic d", "foreach (var w in wanted) { if ([|skus.Contains(w)|]) n++; d.Run(); }")]
    public Task No_fix_is_offered_where_it_could_change_what_happens(string members, string parameters, string body, bool mark = false) => Verify.OffersNoFixAsync(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        class Mutable { public int X; public override bool Equals(object? o) => o is Mutable m && m.X == X; public override int GetHashCode() => X; }
        class Open { }
        class C
        {
            {{members}}
            int Count({{parameters}}, string[] wanted)
            {
                int n = 0;
                {{(mark ? body.Replace("skus/* all */.Contains(w)", "[|skus/* all */.Contains(w)|]", StringComparison.Ordinal) : body)}}
                return n;
            }

            IEnumerable<string> Numbers(List<string> list)
            {
                for (int i = 0; i < 3; i++) { list.Add("n" + i); yield return "n" + i; }
            }
        }
        """,
        Confirmed);

    [Theory]
    [InlineData("async Task<int> Count(List<string> skus, string[] wanted) { int n = 0; foreach (var w in wanted) { await Task.Yield(); if ([|skus.Contains(w)|]) n++; } return n; }")]
    [InlineData("async Task<int> Count(List<string> skus, IAsyncEnumerable<string> all) { int n = 0; await foreach (var w in all) if ([|skus.Contains(w)|]) n++; return n; }")]
    [InlineData("IEnumerable<string> Known(List<string> skus, string[] wanted) { foreach (var w in wanted) if ([|skus.Contains(w)|]) yield return w; }")]
    [InlineData("int Count(List<string> skus, string[] wanted) => wanted.Count(w => [|skus.Contains(w)|]);")]
    public Task No_fix_where_others_run_in_between_or_there_is_no_statement(string member) => Verify.OffersNoFixAsync($$"""
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        class C
        {
            {{member}}
        }
        """, Confirmed);

    [Fact]
    public Task Without_nullable_annotations_a_parameter_may_be_null() => Verify.OffersNoFixAsync("""
        #nullable disable
        using System.Collections.Generic;
        class C
        {
            int Count(List<string> skus, string[] wanted)
            {
                int n = 0;
                foreach (var w in wanted) if ([|skus.Contains(w)|]) n++;
                return n;
            }
        }
        """, Confirmed);

    [Fact]
    public async Task A_list_made_here_needs_no_annotations_and_may_be_awaited_around()
    {
        const string code = """
            #nullable disable
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading.Tasks;
            public static class C
            {
                public static async Task<List<string>> Run(string[] have, string[] wanted)
                {
                    var skus = have.Distinct().ToList();
                    var found = new List<string>();
                    foreach (var w in wanted)
                    {
                        await Task.Yield();
                        if (skus.Contains(w)) found.Add(w);
                    }

                    return found;
                }
            }
            """;
        var name = Names("a", "b", "c", null!);
        var changed = await Differential.SameResultsAsync<ListScanInLoopAnalyzer, ListScanInLoopFixer, (string[], string[])>(
            code, Confirmed, "C.Run", Gen.Select(name.Array[0, 4], name.Array[0, 6]));
        Assert.Contains("var skusSet = new HashSet<string>(skus);", changed, StringComparison.Ordinal);
    }
}
