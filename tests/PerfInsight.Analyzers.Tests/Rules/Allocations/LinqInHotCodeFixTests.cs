using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.LinqInHotCodeAnalyzer, PerfInsight.Analyzers.Rules.Allocations.LinqInHotCodeFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1004 writes, that it keeps behaviour, and where none is offered.</summary>
public class LinqInHotCodeFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace).Of("Run");

    [Theory]
    [InlineData("return _items.[|Any(x => x.Id == key)|] ? 1 : 0;", "return _items.Exists(x => x.Id == key) ? 1 : 0;")]
    [InlineData("return !_items.[|All(x => x.Id > 3)|] ? 1 : 0;", "return !_items.TrueForAll(x => x.Id > 3) ? 1 : 0;")]
    [InlineData("return _items.[|FirstOrDefault(x => x.Name == \"a\" /* first */)|]?.Id ?? 0;", "return _items.Find(x => x.Name == \"a\" /* first */)?.Id ?? 0;")]
    [InlineData("var all = names.ToArray(); return all.[|Any(x => x.Length == key)|] ? 1 : 0;", "var all = names.ToArray(); return Array.Exists(all, x => x.Length == key) ? 1 : 0;")]
    [InlineData("return names.[|Where(x => x.Length > key).Count()|];", "return names.[|Count(x => x.Length > key)|];")]
    [InlineData("return names.[|Where(x => x.Length > key).FirstOrDefault()|]!.Length;", "return names.[|FirstOrDefault(x => x.Length > key)|]!.Length;")]
    [InlineData("return _items.[|Where(x => x.Id > key).Any()|] ? 1 : 0;", "return _items.Exists(x => x.Id > key) ? 1 : 0;")]
    public Task A_search_is_shortened(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot);

    [Fact]
    public Task A_loop_over_a_query_asks_itself() => Verify.FixesLikelyAsync(Code("""
        var n = 0;
                // every large one
                foreach (var item in _items.[|Where(x => x.Id > key && Ok(x)).Select(x => x.Name + key)|]) // kept
                {
                    // counts
                    n += item.Length;
                }

                foreach (var item in _items.[|Where(x => !Ok(x))|])
                    n += item.Id;
                foreach (var item in _items.[|Where(x => Ok(x) || x.Id > n)|])
                {
                    if (item.Id > 5) continue;
                    n++;
                }

                return n;
        """), Code("""
        var n = 0;
                // every large one
                foreach (var x in _items) // kept
                {
                    if (!(x.Id > key && Ok(x)))
                        continue;
                    var item = x.Name + key;
                    // counts
                    n += item.Length;
                }

                foreach (var item in _items)
                    if (!Ok(item))
                        n += item.Id;
                foreach (var item in _items)
                {
                    if (!(Ok(item) || item.Id > n))
                        continue;
                    if (item.Id > 5) continue;
                    n++;
                }

                return n;
        """), Hot);

    [Theory]
    [InlineData("return names.[|Any(x => x.Length == key)|] ? 1 : 0;")]
    [InlineData("return _items.[|Any(x => Ok(x))|] ? 1 : 0;")]
    [InlineData("return _items.[|Any(x => x.Id++ > 3)|] ? 1 : 0;")]
    [InlineData("return _open.[|Any(x => x.Id > 3)|] ? 1 : 0;")]
    [InlineData("return _items.[|Any(test)|] ? 1 : 0;")]
    [InlineData("return _items.[|Where(x => x.Id > 3).First()|].Id;")]
    [InlineData("return _items.[|Where(x => x.Id > 3).Single()|].Id;")]
    [InlineData("return _items.[|Where(x => Ok(x)).Count()|];")]
    [InlineData("return _items.[|Where((x, i) => i > key).Count()|];")]
    [InlineData("return _items.[|Where(x => x.Id > 3) /* some */ .Count()|];")]
    [InlineData("return _items.[|Select(x => x.Id).Sum()|];")]
    [InlineData("foreach (var x in _open.[|Where(x => x.Id > 3)|]) key += x.Id; return key;")]
    [InlineData("foreach (var x in given.[|Where(x => x.Id > 3)|]) key += x.Id; return key;")]
    [InlineData("foreach (var x in _items.[|Where((y, i) => i > 3)|]) key += x.Id; return key;")]
    [InlineData("foreach (var x in _items.[|Where(y => { return y.Id > 3; })|]) key += x.Id; return key;")]
    [InlineData("foreach (var x in _items.[|Where(test)|]) key += x.Id; return key;")]
    [InlineData("foreach (var key2 in _items.[|Where(x => x.Id > key && Array.Exists(new[] { 1 }, key2 => key2 == x.Id))|]) key += key2.Id; return key;")]
    [InlineData("foreach (var _count in _items.[|Where(x => x.Id > _count)|]) key += _count.Id; return key;")]
    [InlineData("foreach (var x in _items.[|Where(y => int.TryParse(y.Name, out var _count))|]) key += _count; return key;")]
    [InlineData("if (key > 3) foreach (var x in _items.[|Where(y => y.Id > 3)|]) key += x.Id; else key = 5; return key;")]
    [InlineData("foreach (object x in _items.[|Where(y => y.Id > 3)|]) key++; return key;")]
    [InlineData("foreach (var x in _items.[|OrderBy(y => y.Id).Where(y => y.Id > 3)|]) key += x.Id; return key;")]
    [InlineData("foreach (var x in _own.[|Where(y => y > 3)|]) key += x; return key;")]
    [InlineData("foreach (var x in _items.[|Where(y => y.Id is var z && z > 3)|]) { var z = 3; key += x.Id + z; } return key;")]
    public Task Where_it_may_differ_no_fix_is_offered(string body) => Verify.OffersNoFixLikelyAsync(Code(body), Hot);

    [Fact]
    public Task What_is_found_and_in_which_order_is_the_same() => Differential.SameResultsAsync<LinqInHotCodeAnalyzer, LinqInHotCodeFixer, (List<int>, int)>("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        public static class C
        {
            public static readonly List<string> Log = new();
            public static string Run(List<int> given, int key)
            {
                var numbers = given.ToList();
                var array = given.ToArray();
                var result = $"{numbers.Any(x => x == key)} {numbers.FirstOrDefault(x => x > key)} {numbers.All(x => x / key > 1)} {array.Any(x => x > key)} {given.Where(x => x < key).Count()}";
                foreach (var x in numbers.Where(x => Is(x, key)).Select(x => 100 / (x - 1)))
                {
                    if (x == 50)
                        continue;
                    Log.Add("saw " + x);
                    if (x == 25)
                        numbers.Add(x);
                    if (x == 20)
                        break;
                }

                return result;
            }

            private static bool Is(int number, int key)
            {
                Log.Add("asked " + number);
                return number != key;
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.Int[0, 7].List[0, 6], Gen.Int[0, 4]));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Linq;
        public class Item { public string Name = ""; public int Id; }
        class Own : IEnumerable<int>
        {
            public List<int>.Enumerator GetEnumerator() => new List<int>().GetEnumerator();
            IEnumerator<int> IEnumerable<int>.GetEnumerator() => throw new NotSupportedException();
            IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException();
        }
        public class C
        {
            public List<Item> _open = new();
            private readonly List<Item> _items = new();
            private readonly Own _own = new();
            private readonly int _count = 3;
            public int Run(IEnumerable<string> names, IEnumerable<Item> given, Func<Item, bool> test, int key)
            {
                {{body}}
            }

            private bool Ok(Item item) { _items.Clear(); return item.Id > 3; }
        }
        """;
}
