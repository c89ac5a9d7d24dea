using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.SubstringCopyAnalyzer, PerfInsight.Analyzers.Rules.Allocations.SubstringCopyFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1008 writes, that it keeps behaviour, and where none is offered.</summary>
public class SubstringCopyFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace).Of("Run");

    [Theory]
    [InlineData("return int.Parse([|s.Substring(i, 2)|]);", "return int.Parse(s.AsSpan(i, 2));")]
    [InlineData("return double.Parse([|s.Substring(i)|], CultureInfo.InvariantCulture);", "return double.Parse(s.AsSpan(i), CultureInfo.InvariantCulture);")]
    [InlineData("return long.TryParse([|s.Substring(0, i)|], out var n) ? n : 0L;", "return long.TryParse(s.AsSpan(0, i), out var n) ? n : 0L;")]
    [InlineData("return b.Append([|s.Substring(i, 2)|]).Append([|s.Substring(i)|]);", "return b.Append(s, i, 2).Append(s.AsSpan(i));")]
    [InlineData("return [|s.Substring(0, 2)|] == \"ab\" || \"c\" != [|s.Substring(i)|];", "return s.AsSpan(0, 2).SequenceEqual(\"ab\") || !s.AsSpan(i).SequenceEqual(\"c\");")]
    [InlineData("return [|s.Substring(i)|].Equals(\"ab\") || [|s.Substring(i)|].StartsWith(\"x\", StringComparison.OrdinalIgnoreCase);",
        "return s.AsSpan(i).SequenceEqual(\"ab\") || s.AsSpan(i).StartsWith(\"x\", StringComparison.OrdinalIgnoreCase);")]
    [InlineData("foreach (var letter in [|s.ToCharArray()|]) i += letter; return i;", "foreach (var letter in s) i += letter; return i;")]
    [InlineData("return [|s.ToCharArray()|][i];", "return s[i];")]
    [InlineData("return [|s.ToCharArray()|].Any(c => c == 'a');", "return s.Any(c => c == 'a');")]
    [InlineData("char[] cs = [|s.ToCharArray()|]; for (; i < cs.Length; i++) if (cs[i] == 'a') return i; return 0;", "string cs = s; for (; i < cs.Length; i++) if (cs[i] == 'a') return i; return 0;")]
    [InlineData("return [|c.ToString()|] == \"\\n\" && \"x\" != [|c.ToString()|] && s.Contains([|c.ToString()|]);", "return c == '\\n' && 'x' != c && s.Contains(c);")]
    [InlineData("return [|s.Trim()|] == \"\" || [|s.Trim()|].Length > 0 && !string.IsNullOrEmpty([|s.Trim()|]);", "return string.IsNullOrWhiteSpace(s) || !string.IsNullOrWhiteSpace(s) && !string.IsNullOrWhiteSpace(s);")]
    [InlineData("return !string.IsNullOrEmpty([|b.ToString()|]) && string.IsNullOrEmpty([|b.ToString()|]);", "return b.Length != 0 && b.Length == 0;")]
    [InlineData("if ([|b.ToString()|].Length > 1) return 1; return 0; // none", "if (b.Length > 1) return 1; return 0; // none")]
    public Task The_characters_are_looked_at_where_they_are(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot);

    [Theory]
    [InlineData("return int.Parse([|perhaps.Substring(i, 2)|]);")]
    [InlineData("return int.Parse([|perhaps!.Substring(i, 2)|]);")]
    [InlineData("return int.Parse(style: NumberStyles.Integer, s: [|s.Substring(i, 2)|]);")]
    [InlineData("return [|s.Substring(i)|] == other;")]
    [InlineData("return [|s.Substring(i)|].StartsWith(\"a\");")]
    [InlineData("return [|s.Substring(i)|].StartsWith(\"a\", StringComparison.CurrentCulture);")]
    [InlineData("return [|s.Substring(i)|].CompareTo(\"a\");")]
    [InlineData("return [|s.Substring(i, /* two */ 2)|] == \"ab\";")]
    [InlineData("return [|s.ToLower()|] == \"ab\";")]
    [InlineData("return [|s.ToLowerInvariant()|] == \"ab\";")]
    [InlineData("return [|s.Trim()|] == \"ab\";")]
    [InlineData("return [|perhaps!.Trim()|] == \"\";")]
    [InlineData("return [|perhaps!.ToCharArray()|].Any(c => c == 'a');")]
    [InlineData("return [|perhaps!.ToCharArray()|][i++];")]
    [InlineData("return [|c.ToString()|] == other;")]
    [InlineData("return [|c.ToString()|] == Letter;")]
    [InlineData("return s.StartsWith([|c.ToString()|]);")]
    [InlineData("return [|s.Split(',')|][0];")]
    [InlineData("w.Write([|s.Substring(i)|]); return 0;")]
    [InlineData("var cs = [|s.ToCharArray()|]; return cs[^1];")]
    [InlineData("foreach (var letter in [|s/* all */.ToCharArray()|]) i += letter; return i;")]
    public Task Where_the_answer_may_differ_no_fix_is_offered(string body) => Verify.OffersNoFixLikelyAsync(Code(body), Hot);

    [Fact]
    public Task Answers_and_exceptions_are_the_same() => Differential.SameResultsAsync<SubstringCopyAnalyzer, SubstringCopyFixer, (string, int)>("""
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Linq;
        using System.Text;
        public static class C
        {
            public static object Run(string text, int seed)
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(seed % 2 == 0 ? "de-DE" : "tr-TR");
                var start = seed % (text.Length + 1);
                var count = seed / 7 % (text.Length - start + 1);
                var found = new List<object> { text.Substring(start, count) == "a1", text.Substring(start).StartsWith("A", StringComparison.OrdinalIgnoreCase) };
                var builder = new StringBuilder();
                builder.Append(text.Substring(start, count)).Append(text.Substring(start));
                foreach (var c in text.ToCharArray())
                    found.Add(c.ToString() == "1");
                found.Add(int.TryParse(text.Substring(start, count), out var number) ? number : -1);
                found.Add(text.Trim().Length == 0);
                found.Add(text.ToCharArray().Count(c => c == 'a'));
                found.Add(builder.ToString().Length);
                found.Add(Try(() => text.ToCharArray()[seed % 9]));
                found.Add(Try(() => decimal.Parse(text.Substring(start, count), NumberStyles.Float)));
                found.Add(Try(() => Guid.Parse(text.Substring(start))));
                found.Add(Try(() => DateTime.Parse(text.Substring(start, count), CultureInfo.InvariantCulture)));
                return found;
            }

            private static object Try<T>(Func<T> what)
            {
                try { return what()!; } catch (Exception e) { return e.GetType() + e.Message; }
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.String[Gen.Char["aA1 -.\t,"], 0, 8], Gen.Int[0, 1000]));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.IO;
        using System.Linq;
        using System.Text;
        class C
        {
            const string Letter = "l";
            object? Run(string s, string? perhaps, string other, int i, char c, StringBuilder b, TextWriter w)
            {
                {{body}}
            }
        }
        """;
}
