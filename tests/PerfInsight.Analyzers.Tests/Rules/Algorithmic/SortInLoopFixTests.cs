using CsCheck;
using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Algorithmic.SortInLoopAnalyzer, PerfInsight.Analyzers.Rules.Algorithmic.SortInLoopFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What the fix of PI2007 writes, that it keeps behaviour, and where none is offered.</summary>
public class SortInLoopFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run").Callee("System.Linq.Enumerable+OrderedIterator`1.TryGetFirst");

    [Theory]
    [InlineData("return items.[|OrderBy|](x => x.Id).FirstOrDefault();", "return items.MinBy(x => x.Id);")]
    [InlineData("return items.Where(x => x.Id > key) /* large */ .[|OrderByDescending|](x => x.When).FirstOrDefault(); // last", "return items.Where(x => x.Id > key) /* large */ .MaxBy(x => x.When); // last")]
    [InlineData("key = numbers.[|OrderBy|](n => -n).First(); return null;", "key = numbers.MinBy(n => -n); return null;")]
    [InlineData("key = items.Select(x => x.Id + _asked++).[|OrderBy|](n => -n).First(); return null;", "key = items.Select(x => x.Id + _asked++).MinBy(n => -n); return null;")]
    public Task The_least_or_greatest_is_asked_for(string before, string after) => Verify.FixesAsync(Code(before), Code(after), Hot);

    [Theory]
    [InlineData("return items.[|OrderBy|](x => x.Id).First();")]
    [InlineData("key = numbers.[|OrderBy|](n => n).FirstOrDefault(); return null;")]
    [InlineData("return items.[|OrderBy|](x => x.Id).LastOrDefault();")]
    [InlineData("return items.[|OrderBy|](x => x.Name).FirstOrDefault();")]
    [InlineData("return items.[|OrderBy|](x => x.Maybe).FirstOrDefault();")]
    [InlineData("return items.[|OrderBy|](x => Rank(x)).FirstOrDefault();")]
    [InlineData("return items.[|OrderBy|](x => x.Id, order).FirstOrDefault();")]
    [InlineData("return items.[|OrderBy|](x => x.Id).ThenBy(x => x.When).FirstOrDefault();")]
    [InlineData("return items.[|OrderBy|](x => x.Id).FirstOrDefault(x => x.Id > key);")]
    [InlineData("return items.[|OrderBy|](x => (x.Id, x.When)).FirstOrDefault();")]
    [InlineData("return (from x in items orderby [|x.Id descending|] select x).FirstOrDefault();")]
    [InlineData("return Numbered(key).[|OrderBy|](x => x.Id).FirstOrDefault();")]
    [InlineData("key = items.Select(x => x.Id + _asked++).[|OrderBy|](n => 10 / n).First(); return null;")]
    [InlineData("numbers.Add(3); return items.[|OrderBy|](x => x.Id) /* least */ .FirstOrDefault();")]
    public Task Where_nulls_ties_or_no_elements_differ_no_fix_is_offered(string body) => Verify.OffersNoFixAsync(Code(body), Hot);

    [Fact]
    public Task Ties_NaN_and_no_elements_are_the_same() => Differential.SameResultsAsync<SortInLoopAnalyzer, SortInLoopFixer, double[]>("""
        using System.Linq;
        public class Item { public double Key; public int Place; }
        public static class C
        {
            public static string Run(double[] keys)
            {
                var items = keys.Select((key, place) => new Item { Key = key, Place = place }).ToList();
                return $"{items.OrderBy(x => x.Key).FirstOrDefault()?.Place} {items.OrderByDescending(x => x.Key).FirstOrDefault()?.Place} {keys.OrderBy(x => x).First()} {keys.OrderByDescending(x => x).First()}";
            }
        }
        """, Hot, "C.Run", Gen.Int[0, 6].Select(i => i switch { 0 => double.NaN, 1 => double.NegativeInfinity, 2 => -0.0, 3 => 0.0, _ => i }).Array[0, 6]);

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        class Item { public string Name = ""; public int Id; public int? Maybe; public DateTime When { get; set; } }
        class C
        {
            private int _asked;
            Item? Run(List<Item> items, List<int> numbers, IComparer<int> order, int key)
            {
                {{body}}
            }

            // One object, with another number each time: a sort reads all numbers behind the last.
            private static IEnumerable<Item> Numbered(int n)
            {
                var item = new Item();
                for (; item.Id < n; item.Id++)
                    yield return item;
            }

            private int Rank(Item x) => x.Id + _asked++;
        }
        """;
}
