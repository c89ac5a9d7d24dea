using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.TextInsertedAtFrontAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2012 says, and where it is silent.</summary>
public class TextInsertedAtFrontTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("foreach (var name in names) [|builder.Insert(0, name)|];")]
    [InlineData("while (key > 0) { [|builder.Insert(0, key % 10)|]; key /= 10; }")]
    [InlineData("while (builder.Length > 0) { n += builder[0]; [|builder.Remove(0, 1)|]; }")]
    [InlineData("for (int i = 0; i < key; i++) [|builder.Insert(0, \" \", 2)|];")]
    [InlineData("var own = new StringBuilder(); do { [|own.Insert(0, key)|]; } while (key-- > 0);")]
    [InlineData("list.ForEach(s => [|builder.Insert(0, s)|]);")]
    [InlineData("[|_log.Insert(0, names[0])|];")]
    [InlineData("for (int i = 0; i < key; i++) { if (i > 0) [|builder.Insert(0, \",\")|]; builder.Append(i); }")]
    public async Task It_finds_the_pattern(string body)
    {
        var said = await Rule.FindsAsync(Code(body), Hot);
        Assert.StartsWith("Info: ", said, StringComparison.Ordinal);
        Assert.Contains("moves the whole text", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foreach (var name in names) builder.Append(name);")]
    [InlineData("builder.Insert(0, \"x\");")]
    [InlineData("foreach (var name in names) builder.Insert(n, name);")]
    [InlineData("foreach (var own in many) own.Insert(0, \"x\");")]
    [InlineData("foreach (var name in names) { builder.Clear(); builder.Append(name).Insert(0, \"x\"); builder.Insert(0, key); }")]
    [InlineData("foreach (var name in names) builder.Remove(0, builder.Length);")]
    [InlineData("foreach (var name in names) { var own = new StringBuilder(name); own.Insert(0, \"x\"); }")]
    [InlineData("foreach (var name in names) list.Add(name);")]
    [InlineData("for (int i = 0; i < key; i++) { if (i == 0 && n == 0) builder.Insert(0, \"x\"); else builder.Append(i); }")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Fact]
    public async Task In_a_cold_member_it_is_silent() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("foreach (var name in names) builder.Insert(0, name);"), TestProfile.Cold));

    [Fact]
    public async Task Its_callee_confirms_it() => Assert.StartsWith(
        "Warning: ",
        await Rule.FindsAsync(Code("foreach (var name in names) [|builder.Insert(0, name)|];"), Hot.Callee("System.Text.StringBuilder.Insert")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Incomplete_code_is_no_problem() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("while (key > ) builder.Insert(0; .Remove(0, ; builder.Insert("), Hot));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using System.Text;
        class C
        {
            private readonly StringBuilder _log = new();
            int Run(StringBuilder builder, string[] names, List<StringBuilder> many, List<string> list, int key)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;
}
