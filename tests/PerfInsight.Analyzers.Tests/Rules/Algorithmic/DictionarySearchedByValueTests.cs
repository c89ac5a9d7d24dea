using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.DictionarySearchedByValueAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2011 says, and where it is silent.</summary>
public class DictionarySearchedByValueTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("foreach (var w in names) n += [|ids.First(p => p.Key == w)|].Value;")]
    [InlineData("foreach (var w in names) if ([|ids.Any(p => p.Value == w.Length)|]) n++;")]
    [InlineData("foreach (var w in names) n += [|items.Where(p => p.Value.Name == w)|].Count();")]
    [InlineData("foreach (var w in names) if ([|ids.ContainsValue(w.Length)|]) n++;")]
    [InlineData("foreach (var w in names) n += [|ids.Keys.ToList().IndexOf(w)|];")]
    [InlineData("foreach (var w in names) if ([|ids.Keys.Any(k => k == w)|]) n++;")]
    [InlineData("foreach (var w in names) if ([|ids.Values.Contains(w.Length)|]) n++;")]
    [InlineData("n = names.Count(w => [|items.Values.Any(i => i.Name == w)|]);")]
    [InlineData("return [|_items.FirstOrDefault(p => p.Value.Name == name)|].Key;")]
    [InlineData("return [|_ids.Single(p => p.Key.Equals(name))|].Value;")]
    [InlineData("if ([|_ids.ContainsValue(key)|]) n++;")]
    [InlineData("n = [|_items.Values.First(i => i.Name == name)|].Name.Length;")]
    public async Task It_finds_the_pattern(string body)
    {
        var said = await Rule.FindsAsync(Code(body), Hot);
        Assert.StartsWith("Info: ", said, StringComparison.Ordinal);
        Assert.Contains("looks at all entries of", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foreach (var w in names) if (ids.TryGetValue(w, out var id)) n += id;")]
    [InlineData("foreach (var w in names) if (ids.ContainsKey(w)) n++;")]
    [InlineData("foreach (var w in names) if (ids.Keys.Contains(w)) n++;")]
    [InlineData("foreach (var w in names) n += ids.Count(p => p.Value > 3);")]
    [InlineData("foreach (var p in ids) n += p.Value;")]
    [InlineData("foreach (var own in many) if (own.ContainsValue(key)) n++;")]
    [InlineData("foreach (var w in names) if (ids.ContainsValue(3)) n++;")]
    [InlineData("n = ids.Values.Max();")]
    [InlineData("var own2 = new Dictionary<string, int>(); if (own2.ContainsValue(key)) n++;")]
    [InlineData("n = _ids.First().Value;")]
    [InlineData("foreach (var w in names) if (w.Length > 99) throw new Exception(ids.First(p => p.Value == w.Length).Key);")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Fact]
    public async Task In_a_cold_member_it_is_silent() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("foreach (var w in names) n += ids.First(p => p.Key == w).Value;"), TestProfile.Cold));

    [Fact]
    public async Task Its_callee_confirms_it() => Assert.StartsWith(
        "Warning: ",
        await Rule.FindsAsync(Code("foreach (var w in names) n += [|ids.First(p => p.Key == w)|].Value;"), Hot.Callee("System.Linq.Enumerable.First")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Incomplete_code_is_no_problem() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("foreach (var w in names) ids.First(p => p.; ids.Keys.( ; .ContainsValue("), Hot));

    [Theory]
    [InlineData("HashSet<string> _words = new(); bool Run(string w) => [|_words.Contains(w, StringComparer.OrdinalIgnoreCase)|];")]
    [InlineData("static readonly ISet<string> Tags = new HashSet<string>(); bool Run(string w) { return w.Length > 1 && [|Tags.Contains(w, StringComparer.InvariantCultureIgnoreCase)|]; }")]
    [InlineData("int Run(string[] ws, SortedSet<string> all) { var n = 0; foreach (var w in ws) if ([|all.Contains(w, StringComparer.Ordinal)|]) n++; return n; }")]
    public async Task A_set_that_is_asked_with_another_comparer_is_gone_through(string members) =>
        Assert.Contains("give the set this comparer", await Rule.FindsAsync(Class(members), Hot), StringComparison.Ordinal);

    [Theory]
    [InlineData("p.Key.Equals(w, StringComparison.OrdinalIgnoreCase)", "of a dictionary with the comparer that is meant")]
    [InlineData("p.Key == w", "ask TryGetValue or ContainsKey")]
    public async Task A_key_that_is_compared_in_another_way_needs_another_dictionary(string test, string remedy) => Assert.Contains(
        remedy, await Rule.FindsAsync(Code($"foreach (var w in names) n += [|ids.First(p => {test})|].Value;"), Hot), StringComparison.Ordinal);

    [Theory]
    [InlineData("HashSet<string> _words = new(); bool Run(string w) => _words.Contains(w);")]
    [InlineData("HashSet<string> _words = new(); bool Run(string w) => _words.Contains(w, null);")]
    [InlineData("HashSet<string> _words = new(); bool Run() => _words.Contains(\"a\", StringComparer.Ordinal);")]
    [InlineData("string[] _words = []; bool Run(string w) => _words.Contains(w, StringComparer.OrdinalIgnoreCase);")]
    public async Task A_set_that_answers_itself_is_silent(string members) => Assert.Equal("", await Rule.FindsAsync(Class(members), Hot));

    private static string Class(string members) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        class C
        {
            {{members}}
        }
        """;

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using System.Text;
        class Item { public string Name = ""; }
        class C
        {
            private readonly Dictionary<string, int> _ids = new();
            private readonly Dictionary<int, Item> _items = new();
            private static readonly Dictionary<string, int> Few = new() { ["a"] = 1, ["b"] = 2 };
            int Run(Dictionary<string, int> ids, IReadOnlyDictionary<int, Item> items, string[] names, List<Dictionary<string, int>> many, string name, int key)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;
}
