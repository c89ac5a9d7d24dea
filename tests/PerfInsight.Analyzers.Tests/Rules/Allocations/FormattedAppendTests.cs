using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.FormattedAppendAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class FormattedAppendTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("void M(StringBuilder b, string key) { b.Append([|\"<\" + key + \">\"|]); }")]
    [InlineData("void M(StringBuilder b, string[] keys) { foreach (var key in keys) b.AppendLine([|key + \";\"|]); }")]
    [InlineData("void M(StringBuilder b, int x) { b.Append([|string.Format(\"{0} items\", x)|]); }")]
    [InlineData("void M(StringBuilder b, int x) { b.Append([|x.ToString()|]); }")]
    [InlineData("void M(StringBuilder b, double x) { b.Append([|x.ToString(\"G17\", CultureInfo.InvariantCulture)|]); }")]
    [InlineData("void M(TextWriter w, string a, string b) { w.Write([|a + b|]); }")]
    public Task Text_is_made_for_a_builder(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("void M(StringBuilder b, string key) { b.Append('<').Append(key).Append('>'); }")]
    [InlineData("void M(StringBuilder b, int x) { b.Append($\"{x} items\"); }")]
    [InlineData("void M(StringBuilder b) { b.Append(\"a\" + \"b\"); }")]
    [InlineData("void M(StringBuilder b, int x) { b.AppendFormat(\"{0} items\", x); }")]
    [InlineData("void M(StringBuilder b, object x) { b.Append(x.ToString()); }")]
    [InlineData("void M(string a, string b) { Console.WriteLine(a + b); }")]
    [InlineData("void M(StringBuilder b, int x) { if (x < 0) { b.Append(\"bad \" + x); throw new Exception(b.ToString()); } }")]
    [InlineData("void M(System.Collections.Generic.List<string> b, string x) { b.Add(x + \";\"); }")]
    [InlineData("void M(Own b, string x) { b.Append(x + \";\"); } class Own { public void Append(string s) { } }")]
    public Task Parts_and_what_needs_the_text_stay_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Globalization;
        using System.IO;
        using System.Text;
        public class C
        {
            {{member}}
        }
        """;
}
