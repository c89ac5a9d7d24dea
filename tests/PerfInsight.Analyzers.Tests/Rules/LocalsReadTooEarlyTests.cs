using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules;

/// <summary>
/// Code that is being typed: locals are declared with one another. Rules that follow a local to what it is declared with rely on the
/// compiler to give a local no type where it is read too early; without that they would hang the editor or end its process.
/// </summary>
public class LocalsReadTooEarlyTests
{
    [Theory]
    [InlineData("class C { void M() { StreamReader a = new StreamReader(b); StreamReader b = new StreamReader(a); a.ReadToEnd(); b.ReadToEnd(); } }")]
    [InlineData("class C { void M() { Stream a = new BufferedStream(b); Stream b = new BufferedStream(a); var r = new StreamReader(b); r.ReadToEnd(); a.CopyTo(b); } }")]
    [InlineData("class C { void M(byte[] x) { Stream a = new BufferedStream(b); Stream b = new BufferedStream(a); a.Write(x, 0, 9); } }")]
    [InlineData("class C { async Task<List<int>> M() { await Task.Delay(1); IQueryable<int> a = b.Where(x => x > 1); IQueryable<int> b = a.Where(x => x > 2); return a.ToList(); } }")]
    [InlineData("class C { List<int> M() { IQueryable<int> a = b.Where(x => x > 1); IQueryable<int> b = a.Where(x => x > 2); return a.ToList(); } }")]
    [InlineData("class C { int M() { IEnumerable<int> a = b.Where(x => x > 1); IEnumerable<int> b = a.Where(x => x > 2); foreach (var x in a) { } return a.Count() + b.Count(); } }")]
    [InlineData("class C { object? M(Type t) { Type a = b.BaseType; Type b = a.BaseType; return a.GetMethod(\"x\") ?? b.GetMethod(\"y\"); } }")]
    [InlineData("class C { async Task M(List<int> xs) { foreach (var x in xs) { int a = b; int b = a; await Task.Delay(a); await Task.Delay(b); } } }")]
    [InlineData("class C { readonly object _g = new(); void M(List<int> xs) { lock (_g) { foreach (var x in xs) { int a = b + 1; int b = a; Console.WriteLine(xs[a] + xs[b]); } } } }")]
    [InlineData("class C { int M(string s) { string a = b.Trim(); string b = a.Substring(1); return a.Length + b.Length; } }")]
    public async Task Every_rule_comes_to_an_end(string code)
    {
        foreach (var kind in Enum.GetValues<SampleKind>())
            Assert.DoesNotContain("AD0001", await Family.SaysAsync(code, kind), StringComparison.Ordinal);
    }
}
