using CsCheck;
using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Algorithmic.DictionarySearchedByValueAnalyzer, PerfInsight.Analyzers.Rules.Algorithmic.DictionarySearchedByValueFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What the fix of PI2011 writes, that it keeps behaviour, and where none is offered.</summary>
public class DictionarySearchedByValueFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("[|_numbers.Any(p => p.Key == key)|]", "_numbers.ContainsKey(key)")]
    [InlineData("![|_numbers.Keys.Any(k => key == k)|] /* none */", "!_numbers.ContainsKey(key) /* none */")]
    [InlineData("[|_names.Any(p => p.Key == name)|]", "_names.ContainsKey(name)")]
    [InlineData("[|_names.FirstOrDefault(p => string.Equals(p.Key, name)).Value|] is null", "_names.GetValueOrDefault(name) is null")]
    [InlineData("[|_numbers.FirstOrDefault(p => p.Key == item.Id).Value|] > 3", "_numbers.GetValueOrDefault(item.Id) > 3")]
    public Task The_dictionary_is_asked(string before, string after) => Verify.FixesLikelyAsync(Code(before.Replace(".Value|]", "|].Value", StringComparison.Ordinal)), Code(after), Hot);

    [Theory]
    [InlineData("[|_numbers.Any(p => p.Value == key)|]")]
    [InlineData("[|_numbers.Any(p => p.Key == key && p.Value > 3)|]")]
    [InlineData("[|_names.Any(p => p.Key == maybe)|]")]
    [InlineData("[|_names.Any(p => string.Equals(p.Key, name, StringComparison.OrdinalIgnoreCase))|]")]
    [InlineData("[|_ignoring.Any(p => p.Key == name)|]")]
    [InlineData("[|_set.Any(p => p.Key == key)|]")]
    [InlineData("[|given.Any(p => p.Key == key)|]")]
    [InlineData("[|_numbers.Any(p => p.Key == Next())|]")]
    [InlineData("[|_reals.Any(p => p.Key == real)|]")]
    [InlineData("[|_numbers.First(p => p.Key == key)|].Value > 3")]
    [InlineData("[|_numbers.FirstOrDefault(p => p.Key == key)|].Key > 3")]
    [InlineData("[|_numbers.Any(p => p.Key == /* this */ key)|]")]
    [InlineData("[|Words.Contains(key.ToString(), StringComparer.OrdinalIgnoreCase)|]")]
    public Task Where_the_answer_may_differ_no_fix_is_offered(string condition) => Verify.OffersNoFixLikelyAsync(Code(condition), Hot);

    [Fact]
    public Task The_answer_is_the_same() => Differential.SameResultsAsync<DictionarySearchedByValueAnalyzer, DictionarySearchedByValueFixer, (string[], string[])>("""
        using System.Collections.Generic;
        using System.Linq;
        public static class C
        {
            private static readonly Dictionary<string, string> Names = new();
            public static string Run(string[] keys, string[] wanted)
            {
                Names.Clear();
                foreach (var key in keys)
                    Names[key] = key + "!";
                var result = "";
                foreach (var one in wanted)
                    result += $"{Names.Any(p => p.Key == one)} {Names.Keys.Any(k => k == one)} {Names.FirstOrDefault(p => p.Key.Equals(one)).Value}";
                return result;
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.Int[0, 6].Select(i => ((char)('a' + i)).ToString()).Array[0, 5], Gen.Int[0, 6].Select(i => ((char)('a' + i)).ToString()).Array[0, 3]));

    private static string Code(string condition) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        class Item { public int Id; }
        class C
        {
            static readonly HashSet<string> Words = new();
            private readonly Dictionary<int, int> _numbers = new();
            private readonly Dictionary<double, int> _reals = new();
            private Dictionary<string, string> _names = new(100);
            private readonly Dictionary<string, int> _ignoring = new(StringComparer.OrdinalIgnoreCase);
            private Dictionary<int, int> _set = new();
            private int _count;
            public void Set(Dictionary<int, int> other) => _set = other;
            bool Run(int key, string name, string? maybe, double real, Item item, Dictionary<int, int> given) => {{condition}};
            int Next() => _count++;
        }
        """;
}
