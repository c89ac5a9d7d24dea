using CsCheck;
using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Algorithmic.NestedLoopJoinAnalyzer, PerfInsight.Analyzers.Rules.Algorithmic.NestedLoopJoinFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What the fix of PI2002 writes, that it keeps behaviour, and where none is offered.</summary>
public class NestedLoopJoinFixTests
{
    private static readonly TestProfile Likely = TestProfile.Hot(SampleKind.Cpu);

    private static readonly TestProfile Confirmed = Likely
        .Callee("System.Linq.Enumerable.First").Callee("System.Linq.Enumerable.FirstOrDefault").Callee("System.Linq.Enumerable.Any")
        .Callee("System.Linq.Enumerable.Where").Callee("System.Linq.Enumerable.Count").Callee("System.Linq.Enumerable.Single");

    [Fact]
    public Task A_nested_loop_becomes_a_lookup() => Verify.FixesLikelyAsync(Program("""
            foreach (var line in lines)
            {
                // the orders of the line
                foreach (var order in [|orders|])
                {
                    // only those
                    if (order.Code == line.Code)
                    {
                        Log.Add(order.Id + "/" + line.Code); // both
                        n += order.Id;
                    }
                }
            }
    """), Program("""
            var ordersByCode = orders.ToLookup(order => order.Code);
            foreach (var line in lines)
            {
                // the orders of the line
                foreach (var order in ordersByCode[line.Code])
                {
                    // only those
                    Log.Add(order.Id + "/" + line.Code); // both
                    n += order.Id;
                }
            }
    """), Likely);

    [Theory]
    [InlineData(
        "foreach (var line in lines) foreach (var order in [|orders|]) if (order.Code == line.Code) n += order.Id;",
        "var ordersByCode = orders.ToLookup(order => order.Code);\n        foreach (var line in lines) foreach (var order in ordersByCode[line.Code]) n += order.Id;")]
    [InlineData(
        "foreach (var line in lines)\n            foreach (var order in [|orders|])\n            {\n                if (order.Id != line.Id) continue;\n                Log.Add(order.Code + line.Code);\n                n++;\n                break;\n            }",
        "var ordersById = orders.ToLookup(order => order.Id);\n        foreach (var line in lines)\n            foreach (var order in ordersById[line.Id])\n            {\n                Log.Add(order.Code + line.Code);\n                n++;\n                break;\n            }")]
    [InlineData(
        "foreach (var line in lines)\n            foreach (var order in [|orders|])\n            {\n                if (order.Id == line.Id)\n                {\n                    order.Price++;\n                    n += order.Price;\n                    if (n % 3 == 0) break;\n                }\n            }",
        "var ordersById = orders.ToLookup(order => order.Id);\n        foreach (var line in lines)\n            foreach (var order in ordersById[line.Id])\n            {\n                order.Price++;\n                n += order.Price;\n                if (n % 3 == 0) break;\n            }")]
    [InlineData(
        "foreach (var line in lines) foreach (var order in [|orders|]) if (order.Price > 1 && order.Id == line.Id) { n++; order.Price--; }",
        "var ordersById = orders.ToLookup(order => order.Id);\n        foreach (var line in lines) foreach (var order in ordersById[line.Id]) if (order.Price > 1 && order.Id == line.Id) { n++; order.Price--; }")]
    [InlineData(
        "foreach (var line in lines) foreach (var order in [|orders|]) if (string.Equals(order.Code, line.Code, StringComparison.OrdinalIgnoreCase)) n += order.Id;",
        "var ordersByCode = orders.ToLookup(order => order.Code, StringComparer.OrdinalIgnoreCase);\n        foreach (var line in lines) foreach (var order in ordersByCode[line.Code]) n += order.Id;")]
    [InlineData(
        "foreach (var line in lines) n += [|orders.FirstOrDefault(o => o.Code == line.Code)|]?.Id ?? -1;",
        "var ordersByCode = orders.ToLookup(o => o.Code);\n        foreach (var line in lines) n += ordersByCode[line.Code].FirstOrDefault()?.Id ?? -1;")]
    [InlineData(
        "foreach (var line in lines) n += [|orders.First(o => o.Id == line.Id)|].Price;",
        "var ordersById = orders.ToLookup(o => o.Id);\n        foreach (var line in lines) n += ordersById[line.Id].First(o => o.Id == line.Id).Price;")]
    [InlineData(
        "foreach (var line in lines) n += [|orders.Single(o => o.Id == line.Id)|].Price;",
        "var ordersById = orders.ToLookup(o => o.Id);\n        foreach (var line in lines) n += ordersById[line.Id].Single(o => o.Id == line.Id).Price;")]
    [InlineData(
        "foreach (var line in lines) if ([|orders.Any(o => line.Code == o.Code)|]) n++;",
        "var ordersCodeSet = new HashSet<string?>(orders.Select(o => o.Code));\n        foreach (var line in lines) if (ordersCodeSet.Contains(line.Code)) n++;")]
    [InlineData(
        "foreach (var line in lines) n += [|orders.Count(o => o.Id == line.Id && o.Price > 2)|];",
        "var ordersById = orders.ToLookup(o => o.Id);\n        foreach (var line in lines) n += ordersById[line.Id].Count(o => o.Id == line.Id && o.Price > 2);")]
    [InlineData(
        "foreach (var line in lines) foreach (var o in [|orders.Where(o => o.Id == line.Id)|]) n += o.Price;",
        "var ordersById = orders.ToLookup(o => o.Id);\n        foreach (var line in lines) foreach (var o in ordersById[line.Id]) n += o.Price;")]
    [InlineData(
        "n = lines.Select(line => [|orders.First(o => o.Code == line.Code)|].Price).Sum();",
        "var ordersByCode = orders.ToLookup(o => o.Code);\n        n = lines.Select(line => ordersByCode[line.Code].First(o => o.Code == line.Code).Price).Sum();")]
    public async Task The_fix_keeps_results(string body, string fixedBody)
    {
        var (code, changed) = (Program("        " + body), Program("        " + fixedBody));
        var isQuery = body.Contains("=>", StringComparison.Ordinal);
        if (isQuery)
            await Verify.FixesAsync(code, changed, Confirmed);
        else
            await Verify.FixesLikelyAsync(code, changed, Likely);
        await SameResultsAsync(code);
    }

    [Theory]
    [InlineData("Find", "?.Id ?? 0")]
    [InlineData("FindLast", "?.Price ?? 0")]
    [InlineData("FindAll", ".Count")]
    [InlineData("LastOrDefault", "?.Price ?? 7")]
    [InlineData("Last", ".Price")]
    [InlineData("SingleOrDefault", "?.Price ?? 7")]
    [InlineData("LongCount", ".GetHashCode()")]
    public Task Other_queries_keep_results_and_exceptions_too(string query, string rest) =>
        SameResultsAsync(Program($"        foreach (var line in lines) {{ Log.Add(\"at \" + line.Id); n += orders.{query}(o => o.Id == line.Id){rest}; }}"));

    [Fact]
    public Task Searches_for_several_things_in_one_loop_each_get_their_table() => SameResultsAsync(Program("""
            foreach (var line in lines)
            {
                if (!orders.Exists(o => o.Code == line.Code)) { Log.Add("none"); continue; }
                var first = orders.First(o => o.Code == line.Code);
                foreach (var order in orders)
                    if (first.Id == order.Id) n += order.Price;
            }
        """));

    [Theory]
    [InlineData("int", "0, 1, 2, 3")]
    [InlineData("string?", "null, \"\", \"a\", \"A\"")]
    [InlineData("int?", "null, 0, 1, 2")]
    [InlineData("decimal", "1m, 1.0m, 1.00m, 2m")]
    [InlineData("DateTime", "new(2020, 1, 1), new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), new(2021, 1, 1), default")]
    [InlineData("Point?", "null, new(1, 2), new(1, 2), new(2, 1)")]
    [InlineData("DayOfWeek", "0, DayOfWeek.Monday, (DayOfWeek)9, DayOfWeek.Friday")]
    [InlineData("char", "'a', 'A', 'b', '\\0'")]
    public Task Keys_of_many_types_are_found_alike(string type, string values) => Differential.SameResultsAsync<NestedLoopJoinAnalyzer, NestedLoopJoinFixer, (int[], int[])>(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        public sealed record Point(int X, int Y);
        public sealed class Item({{type}} key, int number) { public {{type}} Key { get; } = key; public int Number = number; }
        public static class C
        {
            private static readonly {{type}}[] Values = { {{values}} };
            public static List<(int, int)> Run(int[] left, int[] right)
            {
                var items = left.Select((k, i) => new Item(Values[k], i)).ToList();
                var others = right.Select((k, i) => new Item(Values[k], i)).ToList();
                var pairs = new List<(int, int)>();
                foreach (var other in others)
                    foreach (var item in items)
                        if (other.Key == item.Key)
                            pairs.Add((other.Number, item.Number));
                return pairs;
            }
        }
        """,
        Likely,
        "C.Run",
        Gen.Select(Gen.Int[0, 3].Array[0, 8], Gen.Int[0, 3].Array[0, 8]));

    [Theory]
    [InlineData("foreach (var line in lines) foreach (var order in [|orders|]) if (order.Weight == line.Weight) n++;")] // NaN
    [InlineData("foreach (var line in lines) foreach (var order in [|orders|]) if (order.Odd == line.Odd) n++;")] // an operator of its own
    [InlineData("foreach (var line in lines) foreach (var order in [|orders|]) if (order.Computed == line.Id) n++;")] // runs code
    [InlineData("foreach (var line in lines) foreach (var order in [|orders|]) if (order.Id == line.Computed) n++;")]
    [InlineData("foreach (var line in lines) foreach (var order in [|orders|]) if (order.Id == line.Big) n++;")] // int and long
    [InlineData("foreach (var line in lines) foreach (var order in [|orders|]) if (order.Id == line.Id) order.Id++;")] // the key changes
    [InlineData("foreach (var line in lines) foreach (var order in [|orders|]) if (order.Id == line.Id) line.Id++;")]
    [InlineData("foreach (var line in lines) foreach (var order in [|orders|]) if (order.Id == line.Id) Rename(order);")]
    [InlineData("foreach (var line in lines) foreach (var order in [|orders|]) if (order.Id == line.Id) others.Add(order);")] // may be the same list
    [InlineData("foreach (var line in lines) foreach (var order in [|orders|]) if (order.Id == line.Id) note(order);")] // may do anything
    [InlineData("int id = 0; foreach (var line in lines) { id += line.Id; foreach (var order in [|orders|]) if (order.Id == id) id++; }")]
    [InlineData("foreach (var line in lines) foreach (object order in [|lazy|]) if (order == line.Tag) n++;")]
    [InlineData("foreach (var line in lines) foreach (var order in [|lazy|]) if (order.Id == line.Id) n++;")] // may yield others each time
    [InlineData("foreach (var line in lines) foreach (var order in [|some|]) if (order!.Id == line.Id) n++;")] // null elements
    [InlineData("foreach (var line in lines) foreach (var order in [|array|]) if (order.Id == line.Id) n++;")] // null elements
    [InlineData("foreach (var line in lines) foreach (var order in [|maybe!|]) if (order.Id == line.Id) n++;")] // null list
    [InlineData("foreach (var line in lines) foreach (var order in [|orders|]) if (string.Equals(order.Code, line.Code, StringComparison.CurrentCulture)) n++;")]
    [InlineData("for (int i = 0; i < lines.Count; i++) for (int j = 0; [|j < orders.Count|]; j++) if (orders[j].Id == lines[i].Id) n++;")]
    [InlineData("foreach (var line in lines) n += [|orders.FindIndex(o => o.Id == line.Id)|];")]
    [InlineData("var all = new List<IEnumerable<Order>>(); foreach (var line in lines) all.Add([|orders.Where(o => o.Id == line.Id)|]);")] // runs later
    [InlineData("foreach (var line in lines) n += [|orders.Count(o => /* id */ o.Id == line.Id)|];")]
    [InlineData("foreach (var line in more) foreach (var order in [|orders|]) if (order.Id == line.Id) n++;")] // the source of lines runs code
    public Task No_fix_is_offered_where_it_could_change_what_happens(string body) => Verify.OffersNoFixLikelyAsync(Program("        " + body), Likely);

    private static Task SameResultsAsync(string code) => Differential.SameResultsAsync<NestedLoopJoinAnalyzer, NestedLoopJoinFixer, (int[], int[])>(
        code, Likely, "C.Main", Gen.Select(Gen.Int[0, 7].Array[0, 8], Gen.Int[0, 7].Array[0, 6]));

    private static string Program(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        public sealed class Odd { public static bool operator ==(Odd? a, Odd? b) => true; public static bool operator !=(Odd? a, Odd? b) => false; }
        public sealed class Order { public int Id { get; set; } public string? Code { get; set; } public int Price { get; set; } public double Weight; public Odd? Odd; public int Computed => Id + 1; }
        public sealed class Line { public int Id { get; set; } public string? Code { get; set; } public double Weight; public Odd? Odd; public long Big; public int Computed => Id + 1; public object? Tag; }
        public static class C
        {
            public static readonly List<string> Log = new();
            private static readonly string?[] Codes = { null, "", "a", "A", "b" };
            public static object Main(int[] left, int[] right)
            {
                var orders = left.Select((k, i) => new Order { Id = k % 4, Code = Codes[k % 5], Price = i }).ToList();
                var lines = right.Select(k => new Line { Id = k % 4, Code = Codes[k % 5] }).ToList();
                return (Run(orders, lines, new(), lines, orders, new(), new Order[0], null, o => { }), orders);
            }

            private static int Run(List<Order> orders, List<Line> lines, List<Order> others, IEnumerable<Line> more, IEnumerable<Order> lazy, List<Order?> some, Order[] array, List<Order>? maybe, Action<Order> note)
            {
                int n = 0;
        {{body}}
                return n;
            }

            private static void Rename(Order order) => order.Id = 0;
        }
        """;
}
