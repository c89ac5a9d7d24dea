using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.MissingCapacityAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class MissingCapacityTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("List<int> M(int[] a) { var r = [|new List<int>()|]; foreach (var x in a) r.Add(x + 1); return r; }")]
    [InlineData("List<int> M(ICollection<int> a) { List<int> r = [|new()|]; foreach (var x in a) { var y = x * 2; r.Add(y); } return r; }")]
    [InlineData("Dictionary<int, string> M(List<string> a) { var r = [|new Dictionary<int, string>()|]; for (int i = 0; i < a.Count; i++) { r[i] = a[i]; } return r; }")]
    [InlineData("HashSet<string> M(string[] a) { var r = [|new HashSet<string>(StringComparer.Ordinal)|]; foreach (var s in a) r.Add(s); return r; }")]
    [InlineData("Queue<int> M(int n) { var r = [|new Queue<int>()|]; for (var i = 0; i < n; i++) r.Enqueue(i); return r; }")]
    [InlineData("List<string> _c; List<string> M(System.Xml.XmlNode n) { if (_c == null) { _c = [|new List<string>()|]; foreach (System.Xml.XmlNode x in n.ChildNodes) { _c.Add(x.Name); } } return _c; }")]
    [InlineData("string M(string s) { var b = [|new StringBuilder()|]; foreach (var c in s) { if (c == '&') b.Append(\"&amp;\"); else b.Append(c); } return b.ToString(); }")]
    [InlineData("List<int> M(Dictionary<int, int> a) { var r = [|new List<int>()|]; var n = 0; foreach (var p in a) r.Add(p.Key + n); return r; }")]
    [InlineData("List<int> M(int[] a, bool b) { var r = [|new List<int>()|]; if (b) { foreach (var x in a) r.Add(x); } return r; }")]
    [InlineData("List<int> M(int[] a, int k) { var r = [|new List<int>()|]; switch (k) { case 1: foreach (var x in a) { var y = 0; switch (x) { case 1: y = 2; break; } r.Add(y); } break; } return r; }")]
    [InlineData("List<int> M(int n, List<int> r) { if (r == null) r = new List<int>(); return r; } List<int> N(int n) { List<int> r = null; if (r == null) r = [|new List<int>()|]; for (var i = 0; i < n; i++) { if (i > 3) r.Add(1); else r.Add(2); } return r; }")]
    public Task A_collection_whose_size_is_known(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("List<int> M(int[] a) { var r = new List<int>(a.Length); foreach (var x in a) r.Add(x); return r; }")]
    [InlineData("List<int> M(int[] a) { var r = new List<int>(); foreach (var x in a) if (x > 0) r.Add(x); return r; }")]
    [InlineData("List<int> M(int[] a) { var r = new List<int>(); foreach (var x in a) { if (x > 0) continue; r.Add(x); } return r; }")]
    [InlineData("List<int> M(int[] a) { var r = new List<int>(); foreach (var x in a) { r.Add(x); if (x > 0) break; } return r; }")]
    [InlineData("List<int> M(IEnumerable<int> a) { var r = new List<int>(); foreach (var x in a) r.Add(x); return r; }")]
    [InlineData("List<int> M(int[] a) { var r = new List<int>(); r.AddRange(a); foreach (var x in a) r.Add(x); return r; }")]
    [InlineData("List<int> M() { var r = new List<int>(); foreach (var x in Few) r.Add(x); return r; } static readonly int[] Few = { 1, 2, 3 };")]
    [InlineData("List<int> M() { var r = new List<int>(); for (var i = 0; i < 4; i++) r.Add(i); return r; }")]
    [InlineData("List<int> M(int[] a) { var r = new List<int> { 1, 2 }; foreach (var x in a) r.Add(x); return r; }")]
    [InlineData("List<int> M(int[] a) { var r = new List<int>(); var q = new List<int>(8); foreach (var x in a) q.Add(x); return r; }")]
    [InlineData("string M(int[] a) { var b = new StringBuilder(); foreach (var x in a) b.Append(x); return b.ToString(); }")]
    [InlineData("LinkedList<int> M(int[] a) { var r = new LinkedList<int>(); foreach (var x in a) r.AddLast(x); return r; }")]
    [InlineData("List<int> M(int[] a, bool b) { var r = new List<int>(); if (b) { r.Add(1); foreach (var x in a) r.Add(x); } return r; }")]
    [InlineData("List<int> M(int[] a, bool b) { var r = new List<int>(); if (b) { foreach (var x in a) { if (x > 0) break; r.Add(x); } } return r; }")]
    [InlineData("List<int> M(IEnumerable<int> a, bool b) { var r = new List<int>(); if (b) { foreach (var x in a) r.Add(x); } return r; }")]
    public Task One_whose_size_is_given_or_not_known_stays_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        class C
        {
            {{member}}
        }
        """;
}
