using System.Security.Cryptography;
using System.Text;
using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Algorithmic.NestedLoopJoinAnalyzer, PerfInsight.Analyzers.Rules.Algorithmic.NestedLoopJoinFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2002 says, and where it is silent.</summary>
public class NestedLoopJoinTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        public sealed class Order { public int Id { get; set; } public string? Code { get; set; } public double Weight { get; set; } public bool IsOpen { get; set; } public List<Line> Own { get; } = new(); }
        public sealed class Line { public int OrderId { get; set; } public string? Code { get; set; } public double Weight { get; set; } public Order? Order { get; set; } }

        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu);

    [Theory]
    [InlineData("foreach (var line in lines) n += [|orders.First(o => o.Id == line.OrderId)|].Id;", "'orders.First(…)' searches 'orders' anew for each element; it is likely costly (its member has 50 % of CPU (500 ns of 1.0 µs in 'load', commit 3f2c1ab); its own cost is not visible in the profile): build a Dictionary<int, Order> by Id before the loop")]
    [InlineData("foreach (var line in lines) if ([|orders.Any(o => o.Id == line.OrderId)|]) n++;", "HashSet<int> of Id before the loop")]
    [InlineData("foreach (var line in lines) if ([|orders.Exists(o => line.Code == o.Code)|]) n++;", "HashSet<string?> of Code before the loop")]
    [InlineData("for (int i = 0; i < lines.Count; i++) n += [|orders.FindIndex(o => o.Id.Equals(lines[i].OrderId))|];", "Dictionary<int, int> from Id to index")]
    [InlineData("foreach (var line in lines) n += [|orders.Where(o => o.IsOpen && o.Id == line.OrderId)|].Count();", "Lookup<int, Order> by Id")]
    [InlineData("foreach (var line in lines) n += [|orders.Count(o => string.Equals(o.Code, line.Code, StringComparison.OrdinalIgnoreCase))|];", "by Code")]
    [InlineData("n = lines.Select(line => [|orders.FirstOrDefault(o => o.Id == line.OrderId)|]).Count();", "before the query")]
    [InlineData("foreach (var line in lines) foreach (var o in [|orders|]) if (o.Id == line.OrderId) n++;", "this loop searches 'orders' anew for each element")]
    [InlineData("foreach (var line in lines) { foreach (var o in [|orders|]) { if (o.Id != line.OrderId) continue; n++; break; } }", "by Id before the loop")]
    [InlineData("foreach (var line in lines) foreach (var o in [|orders|]) if (!string.Equals(line.Code, o.Code)) continue; else n++;", null)]
    [InlineData("foreach (var line in lines) foreach (var o in [|orders|]) if (o.Code == line.Code && o.IsOpen) { n++; break; }", "by Code")]
    [InlineData("for (int i = 0; i < lines.Count; i++) for (int j = 0; [|j < orders.Count|]; j++) if (orders[j].Id == lines[i].OrderId) n++;", "this loop searches 'orders'")]
    [InlineData("for (int i = 0; i < lines.Count; i++) { for (int j = 0; [|j < orders.Count|]; j++) { var o = orders[j]; if (lines[i].OrderId == o.Id) { n++; break; } } }", "this loop searches 'orders'")]
    [InlineData("int i = 0; while (i < lines.Count) { if ([|orders.Any(o => o.Id == lines[i].OrderId)|]) n++; i++; }", "'orders.Any(…)'")]
    [InlineData("var open = orders.Where(o => o.IsOpen).ToArray(); foreach (var line in lines) if ([|Array.Exists(open, o => o.Id == line.OrderId)|]) n++;", "'open.Exists(…)'")]
    [InlineData("IEnumerable<Order> open = orders; foreach (var line in lines) if ([|open.Any(o => o.Id == line.OrderId)|]) n++;", "'open.Any(…)'")]
    [InlineData("void Join() { foreach (var line in lines) foreach (var o in [|orders|]) if (o.Id == line.OrderId) n++; } Join();", "this loop")]
    [InlineData("foreach (var a in orders) foreach (var b in [|orders|]) if (a.Code == b.Code) n++;", "this loop")]
    public async Task It_finds_the_join(string body, string? message)
    {
        var code = Types + Member(body);
        if (message is null)
        {
            await Verify.IsSilentAsync(Unmarked(code), Hot); // "else" works for those that match, but reads as a guard: not claimed
            return;
        }

        await Verify.SuggestsAsync(code, Hot);
        Assert.Contains(message, await TextAsync(Unmarked(code), Hot.ToJson(Unmarked(code))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foreach (var line in lines) foreach (var o in orders) if (o.Id < line.OrderId) n++;")] // not equality
    [InlineData("foreach (var line in lines) foreach (var o in orders) { n++; if (o.Id == line.OrderId) n++; }")] // work for all
    [InlineData("foreach (var line in lines) foreach (var o in orders) if (o.Id == line.OrderId) n++; else n--;")]
    [InlineData("foreach (var line in lines) foreach (var o in orders) if (o.Id == line.OrderId || o.IsOpen) n++;")]
    [InlineData("foreach (var o in orders) foreach (var line in o.Own) if (line.OrderId == o.Id) n++;")] // another list each time
    [InlineData("foreach (var o in orders) { var own = o.Own; if (own.Any(line => line.OrderId == o.Id)) n++; }")]
    [InlineData("foreach (var line in lines) n += orders.Count(o => o.Id == 7);")] // a constant
    [InlineData("foreach (var line in lines) n += orders.Count(o => o.Id == n0);")] // the same search each time
    [InlineData("foreach (var line in lines) n += orders.Count(o => o.IsOpen);")]
    [InlineData("foreach (var line in lines) n += orders.Count(o => o.Id == o.Own.Count);")]
    [InlineData("foreach (var line in lines) { var o = orders.First(x => x.Id == line.OrderId); orders.Remove(o); }")] // the list changes
    [InlineData("foreach (var line in lines) { if (line.Code == null) continue; n = orders.FindIndex(o => o.Code == line.Code); break; }")] // once
    [InlineData("foreach (var line in lines) if (line.Code != null) { foreach (var o in orders) if (o.Id == line.OrderId) return n; return 0; }")]
    [InlineData("n = orders.First(o => o.Id == n0).Id;")] // no loop
    [InlineData("foreach (var line in lines) if (byId.TryGetValue(line.OrderId, out var o)) n++;")]
    [InlineData("foreach (var line in lines) n += lookup[line.OrderId].Count(o => o.IsOpen);")]
    [InlineData("foreach (var line in lines) n += table.Count(o => o.Id == line.OrderId);")] // becomes SQL
    [InlineData("var units = new[] { new Order { Id = 1 }, new Order { Id = 2 } }; foreach (var line in lines) if (units.Any(u => u.Id == line.OrderId)) n++;")]
    [InlineData("Func<int, bool> isKnown = id => orders.Any(o => o.Id == id); n += isKnown(3) ? 1 : 0;")]
    [InlineData("n = lines.Join(orders, line => line.OrderId, o => o.Id, (line, o) => o.Id).Sum();")]
    [InlineData("foreach (var o in orders) { foreach (var line in lines) n += line.OrderId; if (o.Id == n) n++; }")]
    public Task A_look_alike_is_silent(string body) => Verify.IsSilentAsync(Types + Member(body), Hot);

    [Fact]
    public async Task A_call_of_the_query_confirms_it()
    {
        var code = Types + Member("foreach (var line in lines) n += [|orders.FirstOrDefault(o => o.Id == line.OrderId)|]!.Id;");
        await Verify.WarnsAsync(
            code,
            Hot.Callee("System.Linq.Enumerable.FirstOrDefault"),
            "'orders.FirstOrDefault(…)' searches 'orders' anew for each element; it takes 36 % of CPU (360 ns of 1.0 µs in 'load', commit 3f2c1ab): build a Dictionary<int, Order> by Id before the loop");
        await Verify.WarnsAsync(code, Hot.Callee("System.Linq.Enumerable.TryGetFirst"));
    }

    [Fact]
    public async Task The_lines_of_the_inner_loop_confirm_it_where_they_hold_little_else()
    {
        var code = Types + """
            public class C
            {
                public static int Run(List<Order> orders, List<Line> lines)
                {
                    int n = 0;
                    foreach (var line in lines)
                        foreach (var o in orders)
                            if (o.Id == line.OrderId)
                                n += BODY;
                    return n;
                }
            }
            """;
        var line = code.Split('\n').ToList().FindIndex(text => text.Contains("o.Id == line", StringComparison.Ordinal)) + 1;
        var light = code.Replace("BODY", "1", StringComparison.Ordinal);
        Assert.Contains("warning PI2002: this loop searches 'orders' anew for each element; it takes 70 % of CPU", await ExactAsync(light, line, line + 1), StringComparison.Ordinal);
        Assert.Contains("warning PI2002", await ExactAsync(light, line + 1, line + 1), StringComparison.Ordinal);

        // Where matches are much work, its cost is not the search's.
        var heavy = code.Replace("BODY", "int.Parse(o.Code!.Trim().ToUpperInvariant().Substring(1))", StringComparison.Ordinal);
        Assert.Contains("warning PI2002", await ExactAsync(heavy, line, line), StringComparison.Ordinal);
        Assert.Equal("", await ExactAsync(heavy, line + 1, line + 1));
    }

    [Fact]
    public async Task Without_a_loop_a_search_of_a_field_is_likely_and_its_callee_confirms_it()
    {
        var code = Types + """
            public class C
            {
                private readonly List<Order> _orders = new();
                public Order? Find(int id) => [|_orders.Find(o => o.Id == id)|];
                public void Add(Order order) => _orders.Add(order);
            }
            """;
        await Verify.WarnsAsync(
            code,
            Hot.Callee("System.Collections.Generic.List`1.Find"),
            "'_orders.Find(…)' searches '_orders' anew at each call; it takes 36 % of CPU (360 ns of 1.0 µs in 'load', commit 3f2c1ab): keep a Dictionary<int, Order> by Id beside the list");
        await Verify.SuggestsAsync(code, Hot);
    }

    [Fact]
    public async Task Incomplete_code_is_no_problem()
    {
        var code = Types + Member("foreach (var line in lines) foreach (var o in ) if (o.Id == line.OrderId n += orders.First(o => o. == ).Id; for (int i; ; ) if (orders[ == 3)");
        Assert.Equal("", await TextAsync(code, Hot.ToJson(code)));
    }

    private static string Member(string body) => $$"""
        public class C
        {
            public static int Run(List<Order> orders, List<Line> lines, Dictionary<int, Order> byId, ILookup<int, Order> lookup, IQueryable<Order> table, int n0)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;

    private static string Unmarked(string code) => code.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    private static Task<string> TextAsync(string code, string summary) =>
        new AnalyzerRun().Code(code, "/repo/Test0.cs").Summary(summary).Only(new NestedLoopJoinAnalyzer()).TextAsync();

    private static Task<string> ExactAsync(string code, int first, int last) => TextAsync(
        code,
        Hot.Lines(first, last, SampleKind.Cpu, 700).ToJson(code, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)))));
}
