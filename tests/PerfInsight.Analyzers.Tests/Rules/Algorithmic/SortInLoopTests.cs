using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.SortInLoopAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2007 says, and where it is silent.</summary>
public class SortInLoopTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("return items.[|OrderBy|](x => x.Id).First(x => x.Id > key);")]
    [InlineData("return items.[|OrderByDescending|](x => x.Id).Where(x => x.Id > key).FirstOrDefault();")]
    [InlineData("return items.Where(x => x.Id < key).[|OrderBy|](x => x.Id).Select(x => x.Parts[0]).LastOrDefault();")]
    [InlineData("var before = items.Where(x => x.Id < key).[|OrderBy|](x => x.Id).ThenBy(x => x.Name); var last = before.Last(); return last;")]
    [InlineData("return items.[|OrderBy|](x => x.Id).ToList()[0];")]
    [InlineData("return items.[|OrderBy|](x => x.Id).Take(1).SingleOrDefault();")]
    [InlineData("var sorted = items.[|OrderBy|](x => x.Id).ToArray(); if (sorted.Length == 0) return null; return sorted[^1];")]
    [InlineData("return (from x in items orderby [|x.Id descending|] select x).FirstOrDefault(x => x.Id > key);")]
    [InlineData("var own = new List<int>(numbers); own.[|Sort|](); key = own[0];")]
    [InlineData("var own = numbers.ToList(); own.[|Sort|](); key = own[own.Count - 1];")]
    [InlineData("var own = names.ToArray(); Array.[|Sort|](own); key = own[0].Length;")]
    [InlineData("foreach (var n in names) { numbers.Add(n.Length); numbers.[|Sort|](); }")]
    [InlineData("foreach (var n in names) foreach (var x in items.[|OrderBy|](y => y.Id)) key += x.Id;")]
    [InlineData("while (numbers.Count > 3) { numbers.[|Sort|]((a, b) => b - a); numbers.RemoveAt(0); }")]
    [InlineData("_order.Add(key); _order.[|Sort|]();")]
    [InlineData("foreach (var x in _items.[|OrderBy|](i => i.Id)) key += x.Id;")]
    public async Task It_finds_the_pattern(string body)
    {
        var said = await Rule.FindsAsync(Code(body), Hot);
        Assert.StartsWith("Info: ", said, StringComparison.Ordinal);
        Assert.Contains("; it is likely costly", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foreach (var x in items.OrderBy(y => y.Id)) key += x.Id;")]
    [InlineData("return items.OrderBy(x => x.Id).ElementAt(key);")]
    [InlineData("return items.OrderBy(x => x.Id).ToList()[key];")]
    [InlineData("var sorted = items.OrderBy(x => x.Id).ToList(); foreach (var x in sorted) key += x.Id; return sorted[0];")]
    [InlineData("return table.OrderBy(x => x.Id).First();")]
    [InlineData("foreach (var x in items) foreach (var y in x.Parts.OrderBy(p => p.Id)) key += y.Id;")]
    [InlineData("numbers.Sort(); foreach (var n in numbers) key += n;")]
    [InlineData("numbers.Sort(); key = numbers[numbers.Count / 2];")]
    [InlineData("foreach (var n in names) { var own = new List<int> { n.Length, key }; own.Sort(); key = own[1]; }")]
    [InlineData("_sorted ??= _items.OrderBy(x => x.Id).ToList();")]
    [InlineData("return new[] { 3, 1, 2 }.OrderBy(x => x).First() > key ? _items[0] : null;")]
    [InlineData("if (key < 0) throw new Exception(items.OrderBy(x => x.Id).First().Name);")]
    [InlineData("foreach (var n in names) numbers.Add(n.Length); numbers.Sort(); key = numbers.BinarySearch(3);")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    /// <summary>LINQ of .NET finds one end of an order in one pass; that of .NET Framework, which sorts, shows in the profile.</summary>
    [Theory]
    [InlineData("return items.OrderBy(x => x.Id).First();")]
    [InlineData("return items.OrderByDescending(x => x.Id).FirstOrDefault();")]
    [InlineData("return items.Where(x => x.Id < key).OrderBy(x => x.Id).ThenBy(x => x.Name).LastOrDefault();")]
    [InlineData("return (from x in items orderby x.Id descending select x).FirstOrDefault();")]
    public async Task An_end_that_is_asked_of_the_order_itself_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Fact]
    public async Task In_a_cold_member_it_is_silent() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("return items.OrderBy(x => x.Id).First();"), TestProfile.Cold));

    [Fact]
    public async Task Its_callee_confirms_it() => Assert.StartsWith(
        "Warning: ",
        await Rule.FindsAsync(Code("return items.[|OrderBy|](x => x.Id).First();"), Hot.Callee("System.Linq.EnumerableSorter`1.QuickSort")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Incomplete_code_is_no_problem() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("items.OrderBy().First(; numbers.Sort( ; foreach (var x in ) .OrderBy("), Hot));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using System.Text;
        class Item { public string Name { get; set; } = ""; public int Id; public List<Item> Parts = new(); }
        class C
        {
            private List<Item> _items = new();
            private List<int> _order = new();
            private List<Item>? _sorted;
            Item? Run(List<Item> items, List<int> numbers, IQueryable<Item> table, string[] names, int key)
            {
                {{body}}
                return null;
            }
        }
        """;
}
