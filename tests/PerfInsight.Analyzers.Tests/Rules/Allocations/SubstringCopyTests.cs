using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.SubstringCopyAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class SubstringCopyTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("int M(string s) => int.Parse([|s.Substring(2, 4)|]);")]
    [InlineData("bool M(string s, out Guid id) => Guid.TryParse([|s.Substring(4)|], out id);")]
    [InlineData("void M(StringBuilder b, string s, int i) { b.Append([|s.Substring(i, 3)|]).Append('x'); }")]
    [InlineData("bool M(string s) => [|s.Substring(0, 3)|] == \"GET\";")]
    [InlineData("bool M(string s) { var head = [|s.Substring(0, 3)|]; return head == \"GET\" || head == \"PUT\"; }")]
    [InlineData("string M(string s, int i) => [|s.Substring(0, i)|].Trim();")]
    [InlineData("int M(string s) { switch ([|s.Substring(1)|]) { case \"a\": return 1; default: return 2; } }")]
    [InlineData("bool M(string s, string t) => [|s.ToLower()|] == [|t.ToLower()|];")]
    [InlineData("bool M(string s, string t) => [|s.ToUpperInvariant()|].Contains(t);")]
    [InlineData("int M(string s) { var type = [|s.ToLowerInvariant()|]; if (type == \"message\") return 1; return type == \"text\" ? 2 : 3; }")]
    [InlineData("int M(Dictionary<string, int> d, string s) => d[[|s.ToLower()|]];")]
    [InlineData("int M(IDictionary<string, int> d, string s) { var key = [|s.ToUpperInvariant()|]; return d.TryGetValue(key, out var n) ? n : 0; }")]
    [InlineData("bool M(string s) => [|s.Trim()|] == \"on\";")]
    [InlineData("string M(string s) => [|s.Split('=')|][0];")]
    [InlineData("int M(string s) => [|s.Split(',')|].Length;")]
    [InlineData("string M(string s) => [|s.Split('/')|].Last();")]
    [InlineData("int M(string s) { var n = 0; foreach (var c in [|s.ToCharArray()|]) n += c; return n; }")]
    [InlineData("int M(string s) { var cs = [|s.ToCharArray()|]; var n = 0; for (var i = 0; i < cs.Length; i++) n += cs[i]; return n; }")]
    [InlineData("bool M(string all, string one) => ([|\";\" + all + \";\"|]).IndexOf(one) >= 0;")]
    [InlineData("bool M(string s) => Valid([|s.ToCharArray()|], s.Length); private static bool Valid(IReadOnlyList<char> cs, int n) { for (var i = 0; i < n; i++) if (cs[i] == '/') return false; return true; }")]
    [InlineData("int M(string s) => Count([|s.ToCharArray()|]); private static int Count(char[] cs) { var n = 0; for (var i = 0; i < cs.Length; i++) if (cs[i] == 'x') n++; return n; }")]
    [InlineData("void M(StringBuilder b, string s) { b.Append([|s.ToCharArray()|]); }")]
    [InlineData("int M(string s) => Encoding.UTF8.GetByteCount([|s.ToCharArray()|]);")]
    public Task Text_is_copied_and_only_looked_at(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("string M(string s) => s.Substring(2, 4);")]
    [InlineData("void M(string s) { Sort(s.ToCharArray()); } private static void Sort(char[] cs) { Array.Sort(cs); }")]
    [InlineData("void M(string s) { Blank(s.ToCharArray()); } private static void Blank(char[] cs) { for (var i = 0; i < cs.Length; i++) cs[i] = ' '; }")]
    [InlineData("void M(string s) { Keep(s.ToCharArray()); } char[] _kept; private void Keep(char[] cs) { _kept = cs; }")]
    [InlineData("void M(List<string> all, string s) { all.Add(s.Substring(1)); }")]
    [InlineData("string M(string s) { var part = s.Substring(1); return part == \"x\" ? part : s; }")]
    [InlineData("int M(string s) => int.Parse(s);")]
    [InlineData("bool M(string s) => s.Trim() != null;")]
    [InlineData("string[] M(string s) => s.Split(',');")]
    [InlineData("int M(string s) { var parts = s.Split(','); var n = 0; foreach (var part in parts) n += part.Length; return n; }")]
    [InlineData("string M(string s, int i) { var parts = s.Split(','); return parts[i]; }")]
    [InlineData("string M(string s) => s.ToLowerInvariant();")]
    [InlineData("string M(string s) { var cs = s.ToCharArray(); Array.Reverse(cs); return new string(cs); }")]
    [InlineData("string M(string s) { var cs = s.ToCharArray(); cs[0] = 'x'; return new string(cs); }")]
    [InlineData("void M(string s) { if (s.Length > 9) throw new ArgumentException(s.Substring(0, 9).Trim()); }")]
    [InlineData("bool M() => \"constant\".Substring(1) == \"onstant\";")]
    [InlineData("string M(string a, string b) => (a + b).Trim();")]
    [InlineData("static C() { Name = int.Parse(Environment.MachineName.Substring(1)).ToString(); } static string Name;")]
    public Task Text_that_is_kept_or_rare_stays_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    [Fact]
    public Task Cold_code_is_left_alone() => Verify.IsSilentAsync(Class("int M(string s) => int.Parse(s.Substring(1));"), TestProfile.Hot(SampleKind.Cpu));

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        public class C
        {
            {{member}}
        }
        """;
}
