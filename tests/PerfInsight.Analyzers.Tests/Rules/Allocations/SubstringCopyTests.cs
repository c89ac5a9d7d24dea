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
    [InlineData("bool M(string s, string t) => string.Compare([|s.ToLower()|], [|t.ToLower()|]) == 0;")]
    [InlineData("bool M(HashSet<string> h, string s) => h.Contains([|s.ToLower()|]);")]
    [InlineData("bool M(string s) => [|s.Trim()|].Length == 0;")]
    [InlineData("bool M(string s) => string.IsNullOrEmpty([|s.Trim()|]);")]
    [InlineData("int M(string s) => [|s.Substring(3)|].Length;")]
    [InlineData("void M(StringBuilder b, string s) { b.Append([|s.Trim()|]); }")]
    [InlineData("string M(string s) { var parts = [|s.Split('/')|]; return parts[parts.Length - 1]; }")]
    [InlineData("string M(string s) { var parts = [|s.Split('=')|]; return parts.Length > 1 ? parts[1] : null; }")]
    [InlineData("bool M(byte[] b) => [|Encoding.UTF8.GetString(b)|] == \"abc\";")]
    [InlineData("int M(byte[] b) => int.Parse([|Encoding.ASCII.GetString(b, 0, 3)|]);")]
    [InlineData("int[] M(byte[] b) => System.Text.Json.JsonSerializer.Deserialize<int[]>([|Encoding.UTF8.GetString(b)|]);")]
    [InlineData("int M(char[] c) => int.Parse([|new string(c, 0, 3)|]);")]
    [InlineData("readonly Dictionary<string, int> _d = new(); int M(int a, string b) => _d.TryGetValue([|$\"{a}:{b}\"|], out var n) ? n : 0;")]
    [InlineData("readonly Dictionary<string, int> _d = new(); int M(int a, string b) { var key = [|string.Format(\"{0}/{1}\", a, b)|]; if (_d.ContainsKey(key)) return _d[key]; _d[key] = a; return a; }")]
    [InlineData("readonly Dictionary<string, int> _d = new(); int M(string a, string b) => _d[[|a + \".\" + b|]];")]
    [InlineData("int M(string s) { var n = 0; foreach (var p in [|s.Split(',')|]) n += int.Parse(p); return n; }")]
    [InlineData("bool M(string s) { foreach (var p in [|s.Split(';')|]) if (p.StartsWith(\"a\") || p == \"b\") return true; return false; }")]
    [InlineData("void M(char[] c, int n) { System.Globalization.CultureInfo.InvariantCulture.TextInfo.ToLower([|new string(c, 0, n)|]).CopyTo(0, c, 0, n); }")]
    [InlineData("void M(char[] c) { [|new string(c)|].ToUpperInvariant().CopyTo(0, c, 0, c.Length); }")]
    [InlineData("bool M(ReadOnlySpan<char> c) => [|c.ToString()|] == \"abc\";")]
    [InlineData("int M(ReadOnlySpan<char> c) => int.Parse([|c.ToString()|]);")]
    [InlineData("bool M(string s, int i) => [|s[i].ToString()|] == \"a\";")]
    [InlineData("bool M(string s, char c) => s.Contains([|c.ToString()|]);")]
    [InlineData("bool M(Guid a, Guid b) => [|a.ToString()|] == [|b.ToString()|];")]
    [InlineData("bool M(int a) { return [|a.ToString()|].Equals(\"7\"); }")]
    [InlineData("int M(StringBuilder b) => [|b.ToString()|].Length;")]
    [InlineData("string M(StringBuilder b) => [|b.ToString()|].Substring(1, 3);")]
    [InlineData("string M(StringBuilder b) { return [|b.ToString()|].TrimEnd(','); }")]
    [InlineData("bool M(StringBuilder b) => [|b.ToString()|].EndsWith(\",\");")]
    [InlineData("bool M(StringBuilder b) => string.IsNullOrEmpty([|b.ToString()|]);")]
    [InlineData("string M(byte[] b) => [|BitConverter.ToString(b)|].Replace(\"-\", \"\");")]
    [InlineData("string M(byte[] b) => [|BitConverter.ToString(b)|].Replace(\"-\", string.Empty).ToLower();")]
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
    [InlineData("string M(byte[] b) => Encoding.UTF8.GetString(b);")]
    [InlineData("void M(List<string> all, byte[] b) { all.Add(Encoding.UTF8.GetString(b)); }")]
    [InlineData("Uri M(byte[] b) => new Uri(Encoding.UTF8.GetString(b));")]
    [InlineData("bool M(int n) => new string(' ', n) == \"  \";")]
    [InlineData("string M(char c) => c.ToString();")]
    [InlineData("readonly Dictionary<string, int> _d = new(); int M(int a, string b) { var key = $\"{a}:{b}\"; Keep(key); return _d[key]; } void Keep(string s) { }")]
    [InlineData("readonly Dictionary<string, int> _d = new(); int M(string b) => _d[$\"x:{b}\"];")]
    [InlineData("int M(Dictionary<string, int> d, int a, string b) => d[$\"{a}:{b}\"];")]
    [InlineData("readonly Dictionary<string, int> _d = new(); void M(int a, string b) { _d[$\"{a}:{b}\"] = 1; }")]
    [InlineData("void M(string s, List<string> all) { foreach (var p in s.Split(',')) if (p.Length > 0) all.Add(p); }")]
    [InlineData("int M(string s) { var n = 0; foreach (var p in s.Split(',')) n += Size(p); return n; } int Size(string s) => s.Length;")]
    [InlineData("string M(char[] c) => new string(c).ToUpperInvariant();")]
    [InlineData("void M(char[] c, string s) { s.CopyTo(0, c, 0, s.Length); }")]
    [InlineData("bool M(string s, char c) => s == null || c.ToString() != null;")]
    [InlineData("bool M(int a, string text) => a.ToString() == text;")]
    [InlineData("bool M(object a) => a.ToString() == \"x\";")]
    [InlineData("string M(StringBuilder b) => b.ToString();")]
    [InlineData("int M(StringBuilder b) { var n = 0; for (var i = 0; i < b.Length; i++) if (b.ToString()[i] == 'x') n++; return n; }")]
    [InlineData("string M(StringBuilder b) => b.ToString().Replace(\"a\", \"b\");")]
    [InlineData("string M(byte[] b) => BitConverter.ToString(b);")]
    [InlineData("string M(byte[] b) => BitConverter.ToString(b).Replace(\"-\", \":\");")]
    [InlineData("(string, string) M(string s) { var parts = s.Split('='); return (parts[0], parts[1]); }")]
    [InlineData("string M(string s) { var parts = s.Split('='); Keep(parts); return parts[0]; } void Keep(string[] p) { }")]
    [InlineData("string M(string s) => s.Trim();")]
    [InlineData("int M(List<string> all, string s) => all.IndexOf(s.Trim());")]
    [InlineData("void M(HashSet<string> h, string s) { h.Add(s.ToLower()); }")]
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
