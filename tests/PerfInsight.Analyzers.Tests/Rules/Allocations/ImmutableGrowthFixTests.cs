using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.ImmutableGrowthAnalyzer, PerfInsight.Analyzers.Rules.Allocations.ImmutableGrowthFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1013 writes, that it keeps behaviour, and where none is offered.</summary>
public class ImmutableGrowthFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace).Of("Run");

    [Fact]
    public Task A_builder_is_filled() => Verify.FixesLikelyAsync(Code("""
            object Run(int[] numbers)
            {
                var list = ImmutableList<int>.Empty;
                // all of them
                foreach (var number in numbers)
                {
                    if (number > 0)
                        list = [|list.Add(number)|]; // one
                }

                return list;
            }
        """), Code("""
            object Run(int[] numbers)
            {
                var list = ImmutableList<int>.Empty;
                // all of them
                var listBuilder = list.ToBuilder();
                foreach (var number in numbers)
                {
                    if (number > 0)
                        listBuilder.Add(number); // one
                }
                list = listBuilder.ToImmutable();

                return list;
            }
        """), Hot);

    [Fact]
    public Task Dictionaries_of_a_parameter_keep_their_comparers() => Verify.FixesLikelyAsync(Code("""
            object Run(ImmutableDictionary<string, int> map, string[] keys)
            {
                for (var i = 0; i < keys.Length; i++)
                {
                    map = [|map.SetItem(keys[i], i)|];
                    map = [|map.Remove("a")|];
                }
                return map;
            }
        """), Code("""
            object Run(ImmutableDictionary<string, int> map, string[] keys)
            {
                var mapBuilder = map.ToBuilder();
                for (var i = 0; i < keys.Length; i++)
                {
                    mapBuilder[keys[i]] = i;
                    mapBuilder.Remove("a");
                }
                map = mapBuilder.ToImmutable();
                return map;
            }
        """), Hot);

    [Theory]
    [InlineData("var l = ImmutableList<int>.Empty; foreach (var x in a) { l = [|l.Add(x)|]; Show(l); } return l;")]
    [InlineData("var l = ImmutableList<int>.Empty; for (var i = 0; l.Count < 9; i++) l = [|l.Add(i)|]; return l;")]
    [InlineData("var l = ImmutableList<int>.Empty; foreach (var x in a) l = [|l.Insert(0, x)|]; return l;")]
    [InlineData("var l = ImmutableList<int>.Empty; foreach (var x in a) l = [|l.Add(x)|].Add(x); return l;", "l = l.Add(x).Add(x)")]
    [InlineData("var l = ImmutableList<int>.Empty; foreach (var x in a) Show(l = [|l.Add(x)|]); return l;")]
    [InlineData("var l = ImmutableList<int>.Empty; Action show = () => Show(l); foreach (var x in a) { l = [|l.Add(x)|]; show(); } return l;")]
    [InlineData("var l = ImmutableList<int>.Empty; try { foreach (var x in a) l = [|l.Add(9 / x)|]; } catch (DivideByZeroException) { } return l;")]
    [InlineData("IImmutableList<int> l = ImmutableList<int>.Empty; foreach (var x in a) l = [|l.Add(x)|]; return l;")]
    [InlineData("ImmutableList<int> l = perhaps!; foreach (var x in a) l = [|l.Add(x)|]; return l;", "ImmutableList<int>? l = perhaps; foreach (var x in a) l = [|l!.Add(x)|]; return l!;")]
    [InlineData("var l = given; foreach (var x in a) l = [|l.Add(x)|]; return l == given;")]
    [InlineData("foreach (var x in a) given = [|given.Add(x)|]; return given;")]
    [InlineData("var l = ImmutableList<int>.Empty; foreach (var x in a) l = [|l.Add(/* one */ x)|]; return l;")]
    [InlineData("return a.Aggregate(ImmutableList<int>.Empty, (l, x) => [|l.Add(x)|]);")]
    public Task Where_a_state_in_between_counts_no_fix_is_offered(string body, string instead = "") => Verify.OffersNoFixLikelyAsync(Code("    object Run(int[] a, ImmutableArray<int> given, ImmutableList<int>? perhaps) { "
        + (instead.StartsWith("Imm", StringComparison.Ordinal) ? instead : instead.Length > 0 ? body.Replace("l = [|l.Add(x)|].Add(x)", "{ l = [|l.Add(x)|]; if (x > 3) return l; }", StringComparison.Ordinal) : body) + " }"), Hot);

    [Fact]
    public Task Collections_are_the_same() => Differential.SameResultsAsync<ImmutableGrowthAnalyzer, ImmutableGrowthFixer, (int[], int)>("""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        public static class C
        {
            public static object Run(int[] numbers, int seed)
            {
                var list = ImmutableList.Create(1);
                var array = ImmutableArray<int>.Empty;
                var map = ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase);
                var set = ImmutableHashSet.Create(1, 2);
                var same = set;
                foreach (var number in numbers)
                {
                    if (number == 4)
                        continue;
                    list = list.Add(number);
                    array = array.Add(number * seed);
                    if (number == 3)
                        break;
                }

                foreach (var number in numbers)
                {
                    set = number > 2 ? set : set;
                    map = map.SetItem(number % 2 == 0 ? "a" : "A", number);
                }

                foreach (var number in numbers)
                    set = set.Add(number);
                foreach (var number in numbers)
                    map = map.Add("n" + number, number * 2 % 3 + seed++);
                return (list, array.IsDefault, array, map["a"], map.Count, set.Count, ReferenceEquals(set, same));
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.Int[0, 5].Array[1, 5], Gen.Int[0, 3]));

    private static string Code(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        class C
        {
            void Show(object o) { }
        {{member}}
        }
        """;
}
