using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.BoxedValueAnalyzer, PerfInsight.Analyzers.Rules.Allocations.BoxedValueFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1005 writes, that it keeps behaviour, and where none is offered.</summary>
public class BoxedValueFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace).Of("Run");

    [Theory]
    [InlineData("""return string.[|Format("a {0}: {{b}} {1,-5:N2}\n", number, real)|];""", """return $"a {number}: {{b}} {real,-5:N2}\n";""")]
    [InlineData("""return string.[|Format(@"c:\{0}\{1}", text, number)|];""", """return $@"c:\{text}\{number}";""")]
    [InlineData("""return string.[|Format(CultureInfo.InvariantCulture, "{0} {1}", colour, time)|];""", """return string.Create(CultureInfo.InvariantCulture, $"{colour} {time}");""")]
    [InlineData("""builder.[|AppendFormat("{0:X}-{1}", number, text)|].Append(text); return "";""", """builder.Append($"{number:X}-{text}").Append(text); return "";""")]
    [InlineData("""return string.[|Format("{0}", number > 3 ? number : 4)|];""", """return $"{(number > 3 ? number : 4)}";""")]
    [InlineData("""return [|colour.Equals(Colour.Red)|] && ![|colour.Equals(other)|] ? "" : text;""", """return colour == Colour.Red && colour != other ? "" : text;""")]
    public Task Text_is_interpolated_and_enums_compared(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot);

    [Theory]
    [InlineData("""return string.[|Format("{1} {0}", number, real)|];""")]
    [InlineData("""return string.[|Format("{0} {0}", number)|];""")]
    [InlineData("""return string.[|Format("{0}", number, real)|];""")]
    [InlineData("""return string.[|Format("{0} }", number)|];""")]
    [InlineData("""return string.[|Format("{0} {2}", number, real)|];""")]
    [InlineData("""return string.[|Format("{0:N}}}", number)|];""")]
    [InlineData("""return string.[|Format("\u007b0}", number)|];""")]
    [InlineData("""return string.[|Format("{0} {1}", number, thing)|];""")]
    [InlineData("""return string.[|Format("{0} {1}", number, Next())|];""")]
    [InlineData("""return string.[|Format("{0} {1}", number, number++)|];""")]
    [InlineData("""return string.[|Format(given, "{0}", number)|];""")]
    [InlineData("""return string.[|Format("{0}", /* which */ number)|];""")]
    [InlineData("""builder.[|AppendFormat("{0}{1}", number, builder.Length)|]; return "";""")]
    [InlineData("""return [|point.Equals(point)|] ? "" : text;""")]
    [InlineData("""return [|colour.Equals(thing)|] ? "" : text;""", "[|colour.Equals(thing)|]", "builder.[|Append(colour)|] is null")]
    public Task Where_the_text_may_differ_no_fix_is_offered(string body, string replaced = "~", string by = "~") =>
        Verify.OffersNoFixLikelyAsync(Code(body.Replace(replaced, by, StringComparison.Ordinal)), Hot);

    [Fact]
    public Task Texts_are_the_same_in_any_culture() => Differential.SameResultsAsync<BoxedValueAnalyzer, BoxedValueFixer, (int, double, string?)>("""
        using System;
        using System.Globalization;
        using System.Text;
        public static class C
        {
            public static string Run(int number, double real, string? text)
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(number % 2 == 0 ? "de-DE" : "ar-SA");
                var time = new DateTime(2026, 2, 3).AddMinutes(number % 1000);
                var builder = new StringBuilder();
                builder.AppendFormat("{0,8}|{1:E2}|{2}", number, real, text).AppendFormat(CultureInfo.InvariantCulture, "{0}{{{1}}}", time, real);
                return builder + string.Format("{0:N1} \"{1}\" {2:d}", real, text, time) + string.Format("{0}", (DayOfWeek)(number & 7)) + string.Format(CultureInfo.InvariantCulture, "{0} {1}", real, number);
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.Int, Gen.Double, Gen.String[0, 3].Select(text => text.Length == 2 ? null : text)));

    private static string Code(string body) => $$"""
        using System;
        using System.Globalization;
        using System.Text;
        enum Colour { Red, Green }
        struct Point { public int X; }
        class Thing { }
        class C
        {
            private int _count;
            string Run(int number, double real, string text, Colour colour, Colour other, DateTime time, Thing thing, Point point, StringBuilder builder, IFormatProvider given)
            {
                {{body}}
            }

            private int Next() => _count++;
        }
        """;
}
