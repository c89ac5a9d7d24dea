using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Keys = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.NestedLoopJoinAnalyzer>;
using Values = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.ListScanInLoopAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>Searches among few values, whatever the input, and searches where something has failed (PI2001 and PI2002).</summary>
public class SearchAmongFewTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("foreach (var x in items) if (kinds.Contains(x.Kind)) n++;")]
    [InlineData("foreach (var x in items) if (x.Other is { } other && maybe.Contains(other)) n++;")]
    [InlineData("if (_kinds.Contains(kind)) n++;")]
    [InlineData("foreach (var x in items) if (IsWanted(x.Kind)) n++;")]
    [InlineData("foreach (var x in items) if (_catalog.Has(x.Kind)) n++;")]
    [InlineData("foreach (var c in text) if (_marks.Contains(c)) n++;")]
    [InlineData("var few = new List<string>(); if (n > 0) { few.Add(\"a\"); few.Add(\"b\"); } else few.Add(\"c\"); foreach (var w in words) if (few.Contains(w)) n++;")]
    [InlineData("var few = new List<string>(); few.Add(\"a\"); while (few.Contains(words[0])) words.RemoveAt(0);")]
    [InlineData("foreach (var w in words) { try { n += int.Parse(w); } catch (FormatException) { Note(w); } }")]
    public async Task A_search_among_few_is_silent(string body) => Assert.Equal("", await Values.FindsAsync(Code(body), Hot));

    [Theory]
    [InlineData("foreach (var x in items) if ([|flags.Contains(x.Flags)|]) n++;")]
    [InlineData("var few = new List<string>(); foreach (var w in words) few.Add(w); foreach (var w in words) if ([|few.Contains(w)|]) n++;")]
    [InlineData("var few = new List<string>(); few.Add(\"a\"); Fill(few); foreach (var w in words) if ([|few.Contains(w)|]) n++;")]
    [InlineData("foreach (var w in words) [|Note(w)|];")]
    [InlineData("var taken = items.Select(x => x.Kind).ToList(); foreach (var k in kinds) if ([|taken.Contains(k)|]) n++;")]
    public async Task Its_twin_is_not(string body) => await Values.FindsAsync(Code(body), Hot);

    [Theory]
    [InlineData("n = _items.FirstOrDefault(x => x.Kind == kind)?.Id ?? 0;")]
    [InlineData("var isOld = number > 3; n = _items.Where(x => x.IsOld == isOld).Count();")]
    public async Task A_key_of_few_values_at_each_call_is_silent(string body) => Assert.Equal("", await Keys.FindsAsync(Code(body), Hot));

    [Theory]
    [InlineData("n = [|_items.First(y => y.Id == number)|].Id;")]
    [InlineData("foreach (var x in items) n += [|_items.Where(y => y.Kind == x.Kind)|].Count();")]
    public async Task A_key_of_many_and_one_that_a_loop_looks_for_are_not(string body) => await Keys.FindsAsync(Code(body), Hot);

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        enum Kind { None, One, Two }
        [Flags] enum Marks { None, One, Two, Four = 4 }
        class Item { public Kind Kind; public Kind? Other; public Marks Flags; public int Id; public bool IsOld; }
        class Catalog { private readonly List<Kind> _kinds = new(); public bool Has(Kind kind) => _kinds.Contains(kind); }
        class C
        {
            private readonly List<Item> _items = new();
            private readonly List<string> _notes = new();
            private readonly Catalog _catalog = new();
            private List<Kind> _kinds = new();
            private char[] _marks = new char[0];
            private bool IsWanted(Kind kind) => _kinds.Contains(kind);
            private void Note(string text) { if (!_notes.Contains(text)) _notes.Add(text); }
            private static void Fill(List<string> list) { }
            int Run(List<Item> items, List<Kind> kinds, List<Kind> maybe, List<Marks> flags, List<string> words, string text, Kind kind, int number)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;
}
