using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.FormattedAppendAnalyzer, PerfInsight.Analyzers.Rules.Allocations.FormattedAppendFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1019 writes, that it keeps behaviour, and where none is offered.</summary>
public class FormattedAppendFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace).Of("Run");

    [Theory]
    [InlineData("""b.Append([|"<" + text + '>' + number|]);""", """b.Append("<").Append(text).Append('>').Append(number);""")]
    [InlineData("""b.AppendLine([|text + ";"|]); // ends""", """b.Append(text).AppendLine(";"); // ends""")]
    [InlineData("""b.AppendLine([|text + number|]);""", """b.Append(text).Append(number).AppendLine();""")]
    [InlineData("""b.Append([|Next() + "," + text|]);""", """b.Append(Next()).Append(",").Append(text);""")]
    [InlineData("""b.Append([|"a" + "b" + number.ToString() + null|]);""", """b.Append("a" + "b").Append(number);""")]
    [InlineData("""b.Append([|string.Concat(text, ":", text)|]).Append(1);""", """b.Append(text).Append(":").Append(text).Append(1);""")]
    [InlineData("""b.Append([|number.ToString()|]);""", """b.Append(number);""")]
    [InlineData("""b.Append([|(number + 1).ToString()|]);""", """b.Append((number + 1));""")]
    [InlineData("""b.Append([|number.ToString("D4", CultureInfo.InvariantCulture)|]);""", """b.Append(CultureInfo.InvariantCulture, $"{number:D4}");""")]
    [InlineData("""b.Append([|id.ToString()|]);""", """b.Append($"{id}");""")]
    [InlineData("""b.Append([|id.ToString("N")|]);""", """b.Append($"{id:N}");""")]
    [InlineData("""b.AppendLine([|string.Format("{0}-{1}", text, Next())|]);""", """b.AppendFormat("{0}-{1}", text, Next()).AppendLine();""")]
    [InlineData("""b.Append([|string.Join(",", words)|]);""", """b.AppendJoin(",", words);""")]
    [InlineData("""b.Append([|new string(' ', 4)|]).Append([|new string('-', text.Length)|]);""", """b.Append(' ', 4).Append('-', text.Length);""")]
    [InlineData("""b.Append([|other.ToString()|]);""", """b.Append(other);""")]
    [InlineData("""var own = new StringBuilder(); own.Append([|"<" + Next() + thing.Name|]); own.Append([|string.Format("{0:N}", thing)|]); return own.Length;""",
        """var own = new StringBuilder(); own.Append("<").Append(Next()).Append(thing.Name); own.AppendFormat("{0:N}", thing); return own.Length;""")]
    public Task The_builder_gets_the_parts(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot);

    [Theory]
    [InlineData("""b.Append([|"<" + Next()|]);""")]
    [InlineData("""b.Append([|text + thing|]);""")]
    [InlineData("""b.Append([|text + b.Length|]);""")]
    [InlineData("""b.Append([|text + thing.Name|]);""")]
    [InlineData("""b.Append([|text + (number / other.Length)|]);""")]
    [InlineData("""b.Append([|text + /* and */ number|]);""")]
    [InlineData("""b.Append([|text + colour|]);""")]
    [InlineData("""b.Append([|text + new char[2]|]);""")]
    [InlineData("""b.Append([|number.ToString(text)|]);""")]
    [InlineData("""b.Append([|number.ToString("D4", given)|]);""")]
    [InlineData("""b.Append([|number++.ToString("D4", CultureInfo.CurrentCulture)|]);""")]
    [InlineData("""b.Append([|string.Format("{0} {2}", text, number)|]);""")]
    [InlineData("""b.Append([|string.Format("{0:N2}", number)|]);""")]
    [InlineData("""b.Append([|string.Format("{0}", thing)|]);""")]
    [InlineData("""b.Append([|string.Format(text, number)|]);""")]
    [InlineData("""b.Append([|string.Join(",", lazy)|]);""")]
    [InlineData("""b.Append([|string.Join(",", things)|]);""")]
    [InlineData("""b.Append([|string.Join(",", perhaps)|]);""")]
    [InlineData("""b.Append([|new string(' ', number)|]);""")]
    [InlineData("""w.Write([|text + number|]); w.Write([|number.ToString()|]);""")]
    [InlineData("""b?.Append([|text + number|]);""")]
    [InlineData("""var own = new StringBuilder(); try { own.Append([|"<" + Next()|]); } finally { b.Append(own); }""")]
    [InlineData("""var own = new StringBuilder(); _kept = own; own.Append([|"<" + Next()|]);""")]
    [InlineData("""var own = new StringBuilder(); Func<string> look = () => own.ToString(); own.Append([|"<" + look()|]);""")]
    [InlineData("""var own = new StringBuilder(); own.Append([|"<" + own.Append(1).Length|]);""")]
    public Task Where_half_of_it_could_be_seen_no_fix_is_offered(string body) => Verify.OffersNoFixLikelyAsync(Code(body), Hot);

    [Fact]
    public Task Texts_are_the_same_in_any_culture() => Differential.SameResultsAsync<FormattedAppendAnalyzer, FormattedAppendFixer, (int, double, string?)>("""
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Text;
        public static class C
        {
            public static readonly List<string> Log = new();
            public static string Run(int number, double real, string? text)
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(number % 2 == 0 ? "de-DE" : "ar-SA");
                var builder = new StringBuilder("x");
                builder.Append("<" + text + '>' + number + real).AppendLine(text + number % 7).Append(real.ToString()).Append(real.ToString("E3", CultureInfo.InvariantCulture));
                builder.Append(new DateTime(2026, 2, 3).AddMinutes(number % 1000).ToString("d")).AppendLine(string.Format("{0}{{{1}}}", text, number));
                builder.Append(string.Join(";", new List<string?> { text, "b", null })).Append(string.Join('|', new[] { number, 2 })).Append(new string('=', builder.Length % 5));
                try
                {
                    Add(builder, text, number);
                }
                catch (Exception e)
                {
                    Log.Add(e.GetType().Name + builder);
                }
                return builder.ToString();
            }

            private static void Add(StringBuilder builder, string? text, int number)
            {
                var own = new StringBuilder();
                own.Append(Note("a") + Note(text!) + text!.Length / (number % 3));
                builder.Append(own.ToString());
            }

            private static string Note(string text) { Log.Add(text); return text.Trim(); }
        }
        """, TestProfile.Hot(SampleKind.AllocSpace), "C.Run", Gen.Select(Gen.Int, Gen.Double, Gen.String[0, 3].Select(text => text.Length == 2 ? null : text)));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.IO;
        using System.Text;
        enum Colour { Red }
        class Thing { public virtual string Name => throw new Exception(); }
        class C
        {
            StringBuilder? _kept;
            string Next() => "";
            object? Run(StringBuilder b, StringBuilder other, TextWriter w, string text, int number, Guid id, string[] words, string[]? perhaps, IEnumerable<string> lazy, List<Thing> things, Thing thing, Colour colour, IFormatProvider given)
            {
                {{body}}
                return null;
            }
        }
        """.Replace("return own.Length;\n        return null;", "return own.Length;", StringComparison.Ordinal);
}
