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
    [InlineData("void M(StringBuilder b, string[] all) { b.Append([|string.Join(\",\", all)|]); }")]
    [InlineData("void M(StringBuilder b, int n) { b.Append([|new string(' ', n)|]); }")]
    [InlineData("void M(StringBuilder b, Guid g) { b.Append([|g.ToString()|]); }")]
    [InlineData("void M(StringBuilder b, string x, string y) { b.Append([|string.Concat(x, y)|]); }")]
    [InlineData("void M(StringBuilder b, StringBuilder c) { b.Append([|c.ToString()|]); }")]
    [InlineData("void M(TextWriter w, string x, int n) { w.Write([|$\"{x}:{n}\"|]); }")]
    [InlineData("byte[] M(int[] x) => Encoding.UTF8.GetBytes([|System.Text.Json.JsonSerializer.Serialize(x)|]);")]
    [InlineData("void M(byte[] all) { var b = new ValueStringBuilder(); foreach (var one in all) b.Append([|one.ToString(\"x2\")|]); } ref struct ValueStringBuilder { public void Append(string s) { } public void Append(ReadOnlySpan<char> s) { } }")]
    [InlineData("void M(TextWriter w, string[] all) { w.WriteLine([|string.Join(\",\", all)|]); }")]
    [InlineData("void M(TextWriter w, string[] all) { var line = [|string.Join(\",\", all)|]; w.WriteLine(line); }")]
    [InlineData("void M(TextWriter w, int depth) { w.Write([|new string(' ', depth * 2)|]); }")]
    [InlineData("void M(TextWriter w, int n) { w.Write([|n.ToString(System.Globalization.CultureInfo.InvariantCulture)|]); }")]
    [InlineData("void M(TextWriter w, Page p) { w.Write([|p.Render(1)|]); } class Page { public string Render(int n) => \"\"; public void Render(TextWriter w, int n) { } }")]
    [InlineData("void M(TextWriter w, Page p) { var text = [|p.Render()|]; w.Write(text); } class Page { public string Render() => \"\"; public void WriteTo(TextWriter w) { } }")]
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
    [InlineData("void M(StringBuilder b, char c, int n) { b.Append(c, n).AppendJoin(\",\", new[] { c }); }")]
    [InlineData("void M(StringBuilder b, char[] cs) { b.Append(new string(cs)); }")]
    [InlineData("void M(TextWriter w) { w.Write($\"constant\"); }")]
    [InlineData("void M(StringBuilder b, StringBuilder c) { b.Append(c); }")]
    [InlineData("void M(StringBuilder b, Own c) { b.Append(c.ToString()); } class Own { }")]
    [InlineData("byte[] M(int[] x) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(x);")]
    [InlineData("string M(int[] x) => System.Text.Json.JsonSerializer.Serialize(x);")]
    [InlineData("void M(string x) { var b = new ValueStringBuilder(); b.Append(x); b.Append(x + \";\"); } ref struct ValueStringBuilder { public void Append(string s) { } public void Append(ReadOnlySpan<char> s) { } }")]
    [InlineData("void M(object x) { var b = new ValueStringBuilder(); b.Append(x.ToString()); } ref struct ValueStringBuilder { public void Append(string s) { } public void Append(ReadOnlySpan<char> s) { } }")]
    [InlineData("string M(TextWriter w, string[] all) { var line = string.Join(\",\", all); w.WriteLine(line); return line; }")]
    [InlineData("void M(TextWriter w, Page p) { w.Write(p.Render()); } class Page { public string Render() => \"\"; public void Save(Stream s) { } }")]
    [InlineData("string M(TextWriter w, Page p) { var text = p.Render(); w.Write(text); return text; } class Page { public string Render() => \"\"; public void RenderTo(TextWriter w) { } }")]
    [InlineData("void M(TextWriter w, Page p) { w.Write(p.Name); } class Page { public string Name => \"\"; public void WriteTo(TextWriter w) { } }")]
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
