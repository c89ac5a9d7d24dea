using CsCheck;
using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Algorithmic.InvariantCallInLoopAnalyzer, PerfInsight.Analyzers.Rules.Algorithmic.InvariantCallInLoopFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What the fix of PI2010 writes, that it keeps behaviour, and where none is offered.</summary>
public class InvariantCallInLoopFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Fact]
    public Task The_value_is_computed_before_the_loop() => Verify.FixesLikelyAsync(Code("""
        var n = 0;
                // each word
                foreach (var word in words)
                {
                    if (word == [|text.ToLowerInvariant()|]) n++; // same
                    if (word.StartsWith(text.ToLowerInvariant())) n--;
                    if ([|numbers.Count(x => x > key)|] > n) n += 2;
                }

                for (var i = 0; i < [|Enum.GetNames(typeof(DayOfWeek))|].Length; i++)
                    n += i;
                return n;
        """), Code("""
        var n = 0;
                // each word
                var textLowerInvariant = text.ToLowerInvariant();
                var numbersCount = numbers.Count(x => x > key);
                foreach (var word in words)
                {
                    if (word == textLowerInvariant) n++; // same
                    if (word.StartsWith(textLowerInvariant)) n--;
                    if (numbersCount > n) n += 2;
                }

                var names = Enum.GetNames(typeof(DayOfWeek));
                for (var i = 0; i < names.Length; i++)
                    n += i;
                return n;
        """), Hot);

    [Fact]
    public Task Who_changes_an_array_still_gets_one_of_his_own() => Verify.FixesLikelyAsync(Code("""
        var n = 0;
                foreach (var word in words)
                {
                    foreach (var day in [|Enum.GetNames(typeof(DayOfWeek))|])
                        n += day.Length;
                    var days = Enum.GetNames(typeof(DayOfWeek));
                    days[0] += word;
                    n += days[0].Length;
                }
                return n;
        """), Code("""
        var n = 0;
                var names = Enum.GetNames(typeof(DayOfWeek));
                foreach (var word in words)
                {
                    foreach (var day in names)
                        n += day.Length;
                    var days = [|Enum.GetNames(typeof(DayOfWeek))|];
                    days[0] += word;
                    n += days[0].Length;
                }
                return n;
        """), Hot);

    [Theory]
    [InlineData("foreach (var word in words) if ([|numbers.Max()|] > word.Length) key++; return key;")]
    [InlineData("foreach (var word in words) if ([|numbers.Count(x => x / key > 1)|] > word.Length) return 1; return key;")]
    [InlineData("foreach (var word in words) if ([|numbers.Count(x => Ok(x))|] > word.Length) return 1; return key;")]
    [InlineData("foreach (var word in words) if ([|given.Count()|] > word.Length) return 1; return key;")]
    [InlineData("foreach (var word in words) { if ([|numbers.Count(x => x > 3)|] > word.Length) return 1; Change(); } return key;")]
    [InlineData("foreach (var word in words) if (maybe != null && word == [|maybe.ToLowerInvariant()|]) return 1; return key;")]
    [InlineData("foreach (var word in words) { if (word == [|text.ToUpper()|]) return 1; Change(); } return key;")]
    [InlineData("foreach (var word in words) if (word == [|text /* my */ .ToUpperInvariant()|]) return 1; return key;")]
    [InlineData("return words.Count(word => word == [|text.ToLowerInvariant()|]);")]
    [InlineData("foreach (var word in words) { var days = [|Enum.GetNames(typeof(DayOfWeek))|]; days[0] += word; key += days[0].Length; } return key;")]
    [InlineData("foreach (var word in words) { var days = [|typeof(DayOfWeek).GetFields()|]; Array.Reverse(days); key += days[0].Name.Length; } return key;")]
    [InlineData("var all = new List<string[]>(); foreach (var word in words) all.Add([|Enum.GetNames(typeof(DayOfWeek))|]); return all.Count;")]
    [InlineData("void Set() => text = \"b\"; foreach (var word in words) { if (word == [|text.ToLowerInvariant()|]) return 1; Set(); } return key;")]
    public Task Where_it_may_throw_or_change_no_fix_is_offered(string body) => Verify.OffersNoFixLikelyAsync(Code(body), Hot);

    [Fact]
    public Task Results_are_the_same() => Differential.SameResultsAsync<InvariantCallInLoopAnalyzer, InvariantCallInLoopFixer, (string[], int[], string)>("""
        using System.Linq;
        public static class C
        {
            public static int Text(string[] words, int[] numbers, string text) => Run(words, numbers, text);
            private static int Run(string[] words, int[] numbers, string text)
            {
                var n = 0;
                foreach (var word in words)
                {
                    if (word == text.ToUpperInvariant())
                        n += numbers.Count(x => x > 2);
                    if (word == text.Replace("a", "b"))
                        n -= 100;
                    if (!numbers.Any(x => x > 4))
                        n += 1000;
                }

                return n;
            }
        }
        """, Hot, "C.Text", Gen.Select(Gen.String[Gen.Char["abAB"], 0, 2].Array[0, 5], Gen.Int[0, 6].Array[0, 5], Gen.String[Gen.Char["abAB"], 0, 2]));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        class C
        {
            private int _asked;
            private List<int>? _held;
            internal int Run(List<string> words, List<int> numbers, IEnumerable<int> given, string text, string? maybe, int key)
            {
                {{body}}
            }

            private bool Ok(int n) => _asked++ > n;
            private void Change() => _held?.Clear();
        }
        """;
}
