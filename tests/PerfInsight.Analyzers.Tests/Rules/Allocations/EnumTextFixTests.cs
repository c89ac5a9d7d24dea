using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.EnumTextAnalyzer, PerfInsight.Analyzers.Rules.Allocations.EnumTextFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1012 writes, that it keeps behaviour, and where none is offered.</summary>
public class EnumTextFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace).Of("Run");

    [Fact]
    public Task The_values_are_named_in_a_switch() => Verify.FixesLikelyAsync(Code("""
            object Run(Color color)
            {
                // the name
                return [|color.ToString()|]; // told
            }
        """), Code("""
            object Run(Color color)
            {
                // the name
                return color switch
                {
                    Color.Red => nameof(Color.Red),
                    Color.@new => nameof(Color.@new),
                    _ => color.ToString(),
                }; // told
            }
        """), Hot);

    [Fact]
    public Task An_arrow_keeps_its_line() => Verify.FixesLikelyAsync(Code("""
            string Run(Color color) => [|color.ToString()|];
        """), Code("""
            string Run(Color color) => color switch
            {
                Color.Red => nameof(Color.Red),
                Color.@new => nameof(Color.@new),
                _ => color.ToString(),
            };
        """), Hot);

    [Theory]
    [InlineData("object Run() => \"x\" + [|Color.Red.ToString()|];", "object Run() => \"x\" + nameof(Color.Red);")]
    [InlineData("object Run() => [|Rights.Read.ToString()|];", "object Run() => nameof(Rights.Read);")]
    [InlineData("bool Run(Color c) => [|Enum.IsDefined(typeof(Color), c)|];", "bool Run(Color c) => c is Color.Red or Color.@new;")]
    [InlineData("bool Run(byte n) => n > 0 && ![|Enum.IsDefined(typeof(Color), n)|];", "bool Run(byte n) => n > 0 && !((Color)n is Color.Red or Color.@new);")]
    public Task A_known_value_is_named_at_compile_time(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot);

    [Theory]
    [InlineData("object Run() => [|DayOfWeek.Friday.ToString()|];")]
    [InlineData("object Run(DayOfWeek day) => [|day.ToString()|];")]
    [InlineData("object Run(Alias alias) { return [|alias.ToString()|]; }")]
    [InlineData("object Run() => [|Alias.First.ToString()|];")]
    [InlineData("object Run(Rights rights) { return [|rights.ToString()|]; }")]
    [InlineData("object Run() { return [|Next().ToString()|]; } Color Next() => Color.Red;")]
    [InlineData("object Run(ref Color color) { return [|color.ToString()|]; }")]
    [InlineData("object Run(Color color) { return \"x\" + [|color.ToString()|]; }")]
    [InlineData("object Run(Color color) { return [|color/* c */.ToString()|]; }")]
    [InlineData("object Run(Color color) { return [|Enum.GetName(typeof(Color), color)|]!; }")]
    [InlineData("object Run(string s) { return [|Enum.Parse<Color>(s)|]; }")]
    [InlineData("object Run(int n) => [|Enum.IsDefined(typeof(Color), n)|];")]
    [InlineData("object Run(string s) => [|Enum.IsDefined(typeof(Color), s)|];")]
    [InlineData("object Run(object o) => [|Enum.IsDefined(typeof(Color), o)|];")]
    public Task Where_the_name_may_be_another_no_fix_is_offered(string member) => Verify.OffersNoFixLikelyAsync(Code(member), Hot);

    [Fact]
    public Task Names_are_the_same_for_all_values() => Differential.SameResultsAsync<EnumTextAnalyzer, EnumTextFixer, (byte, int)>("""
        using System;
        public enum Color : byte { Red = 1, Green, @new = 7 }
        public static class C
        {
            public static object Run(byte number, int other)
            {
                var color = (Color)number;
                var name = color.ToString();
                if (Enum.IsDefined(typeof(Color), number))
                    name += Color.Red.ToString();
                return (name, Enum.IsDefined(typeof(Color), (Color)other));
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.Byte[0, 9], Gen.Int[0, 9]));

    private static string Code(string member) => $$"""
        using System;
        enum Color : byte { Red, @new }
        enum Alias { First, Second = First }
        [Flags] enum Rights { None, Read, Write }
        class C
        {
        {{(member.StartsWith(' ') ? member : "    " + member)}}
        }
        """;
}
