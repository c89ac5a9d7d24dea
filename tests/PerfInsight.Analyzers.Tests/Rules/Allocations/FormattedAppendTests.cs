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
    [InlineData("void M(StringBuilder b, int x, string g) { var h = [|\"A=\" + x|]; if (g != null) { h += \",\" + g; } b.AppendLine(h); }")]
    [InlineData("byte[] M(int x) => Encoding.ASCII.GetBytes([|$\"{x} \"|]);")]
    [InlineData("byte[] M(string a, string b) { return Encoding.UTF8.GetBytes([|a + \":\" + b|]); }")]
    [InlineData("byte[] M(long x) => Encoding.UTF8.GetBytes([|x.ToString(CultureInfo.InvariantCulture)|]);")]
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
    [InlineData("string M(StringBuilder b, int x) { var h = \"A=\" + x; b.AppendLine(h); return h; }")]
    [InlineData("void M(StringBuilder b, int x, string[] all) { var h = \"A=\" + x; foreach (var one in all) b.AppendLine(h); }")]
    [InlineData("byte[] M(string a) => Encoding.UTF8.GetBytes(a);")]
    [InlineData("byte[] M(object a) => Encoding.UTF8.GetBytes(a.ToString());")]
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
