using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.ShrinkingStringAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2009 says, and where it is silent.</summary>
public class ShrinkingStringTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Theory]
    [InlineData("while (text.Length > 0) { n += text[0]; text = [|text.Substring(1)|]; }")]
    [InlineData("while (text.Length > 0) { n++; text = [|text.Remove(0, 1)|]; }")]
    [InlineData("while (text.Length > 0) { n++; text = [|text[1..]|]; }")]
    [InlineData("int at; while ((at = text.IndexOf(',')) >= 0) { n += at; text = [|text.Substring(at + 1)|]; }")]
    [InlineData("int at; while ((at = text.IndexOf(\"<b>\")) >= 0) text = [|text.Remove(at, 3)|];")]
    [InlineData("while (text.Length > 0) { n++; text = [|text.Substring(1)|].TrimStart(); }")]
    [InlineData("for (int i = 0; i < 10; i++) { text = [|text.Substring(2, text.Length - 2)|]; }")]
    [InlineData("var rest = text; do { n++; rest = [|rest.Substring(1)|]; } while (rest.Length > 0);")]
    [InlineData("while (_rest.Length > 0) { n++; _rest = [|_rest.Substring(1)|]; }")]
    [InlineData("return text.Length == 0 ? 0 : 1 + Run([|text.Substring(1)|], prefixes, builder);")]
    public async Task It_finds_the_pattern(string body)
    {
        var said = await Rule.FindsAsync(Code(body), Hot);
        Assert.StartsWith("Info: ", said, StringComparison.Ordinal);
        Assert.Contains("copies the rest of", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text = text.Substring(1);")]
    [InlineData("while (n < 3) { var part = text.Substring(n); n += part.Length; }")]
    [InlineData("while (n < 3) { var part = prefixes[n]; part = part.Substring(1); n += part.Length; }")]
    [InlineData("foreach (var prefix in prefixes) if (text.StartsWith(prefix)) text = text.Substring(prefix.Length);")]
    [InlineData("while (text.Contains(\"  \")) text = text.Replace(\"  \", \" \");")]
    [InlineData("while (n < 3) { text = prefixes[n].Substring(1); n++; }")]
    [InlineData("for (int i = 0; i < text.Length; i++) n += text[i];")]
    [InlineData("while (n < 9) { if (text[n] == ' ') { text = text.Substring(n); break; } n++; }")]
    [InlineData("while (text.Length > 80) text = text.Substring(0, text.Length - 1);")]
    [InlineData("builder.Remove(0, 1);")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code(body), Hot));

    [Fact]
    public async Task The_rest_of_a_span_is_no_copy() => Assert.Equal("", await Rule.FindsAsync("""
        class C
        {
            int Run(System.ReadOnlySpan<char> text) => text.Length == 0 ? 0 : text[0] == '[' ? Run(text[1..]) : 1 + Run(text[1..(text.Length - 1)]);
        }
        """, Hot));

    [Fact]
    public async Task In_a_cold_member_it_is_silent() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("while (text.Length > 0) { n += text[0]; text = text.Substring(1); }"), TestProfile.Cold));

    [Fact]
    public async Task Its_callee_confirms_it() => Assert.StartsWith(
        "Warning: ",
        await Rule.FindsAsync(Code("while (text.Length > 0) { n += text[0]; text = [|text.Substring(1)|]; }"), Hot.Callee("System.String.Substring")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Incomplete_code_is_no_problem() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("while (text.Length > ) text = text.Substring(; text = .Remove( ; text = text["), Hot));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using System.Text;
        class C
        {
            private string _rest = "";
            int Run(string text, string[] prefixes, StringBuilder builder)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;
}
