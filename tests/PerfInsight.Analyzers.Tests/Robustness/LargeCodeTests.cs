using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Robustness;

/// <summary>Members that a generator wrote: thousands of statements, or nested as deep as the compiler itself can go.</summary>
public class LargeCodeTests
{
    // Each rule's pattern, or what looks like it: locals, loops, queries, text, locks, tasks, early returns, throws.
    private static readonly string[] Statements =
    [
        "var text# = \"\"; foreach (var part in parts) text# += part + #; log.Add(text#);",
        "var list# = new List<int>(); for (var i = 0; i < n; i++) { if (!list#.Contains(i)) list#.Add(i); } count += list#.Count;",
        "var query# = parts.Where(p => p.Length > n).Select(p => p.Substring(1)); foreach (var p in query#) count += p.Length; count += query#.Count();",
        "lock (gate) { count++; if (!names.ContainsKey(#)) names.Add(#, parts[0]); }",
        "if (n == # + 1000000) throw new InvalidOperationException($\"{n} {count} {parts.Count}\");",
        "if (names.TryGetValue(#, out var found#)) log.Add(found#.Trim());",
        "var buffer# = new byte[4096]; count += stream.Read(buffer#, 0, buffer#.Length);",
        "try { count += int.Parse(parts[0]); } catch (FormatException) { count--; }",
        "log.Add(string.Format(\"{0} {1}\", n, day)); log.Add(day.ToString());",
        "Func<int, int> add# = x => x + count; count = add#(n);",
        "var task# = Task.Run(() => n); count += task#.Result;",
        "n += #; n = n * 2 + count; parts[0] = n.ToString(); if (n < #) n++; count = Math.Max(n, count); n -= count; log.Clear(); count++; n = #;",
        "while (count < #) { count += parts.ElementAt(0).Length; log.RemoveAt(0); log.Sort(); }",
    ];

    [Fact]
    public async Task A_method_of_2_000_statements() => await AssertNothingThrowsAsync(MethodOf(repeats: 40));

    /// <summary>One kind of statement again and again: what a rule asks of each must not be answered by a walk through all.</summary>
    [Theory]
    [InlineData("n += #; xs[0] = n; n = xs[0] + n;", 1_700)]
    [InlineData("var a# = n + #; n += a#;", 2_000)]
    [InlineData("var b# = new byte[4096]; n += b#.Length; text += text.Substring(#); n += xs.IndexOf(n);", 500)]
    [InlineData("foreach (var y in ys) { n += xs.IndexOf(y + #); text += n; xs.RemoveAt(0); }", 300)]
    [InlineData("var t# = System.Threading.Tasks.Task.Run(() => n); n += t#.Result;", 400)]
    public async Task A_method_of_thousands_of_statements(string statement, int repeats) =>
        await AssertNothingThrowsAsync(MethodOf(string.Concat(Enumerable.Range(0, repeats).Select(i => Numbered(statement, i)))));

    /// <summary>Deeper than people write, and within what the compiler's own recursion bears.</summary>
    [Theory]
    [InlineData("((", "))", "1", 200)]
    [InlineData("{ ", " }", "n++;", 200)]
    [InlineData("if (xs.Contains(n)) { n++; } else ", "", "n--;", 400)]
    [InlineData("if (xs.Contains(n)) { n++; text += n; ", " }", "n--;", 150)]
    [InlineData("foreach (var x# in ys) { n += xs.IndexOf(n); ", " }", "n++;", 120)]
    [InlineData("for (var x# = 0; x# < 9; x#++) { if (xs[n] == n) continue; text += n; n += xs.IndexOf(n); ", " }", "n++;", 100)]
    [InlineData("foreach (var x# in xs) { foreach (var y# in ys) { if (x# == y#) n++; } ", " }", "n++;", 100)]
    [InlineData("while (n > 0) { text = text.Substring(1); if (text == null) break; n += xs.IndexOf(n); ", " }", "n++;", 100)]
    [InlineData("Run(() => { n++; ", " });", "n++;", 60)]
    [InlineData("lock (this) { n++; ", " }", "n++;", 100)]
    [InlineData("try { n++; ", " } catch { n--; }", "n++;", 100)]
    [InlineData("text += text + ", "", "text;", 800)]
    public async Task Code_that_is_nested_deep(string open, string close, string inner, int depth)
    {
        var code = string.Concat(Enumerable.Range(0, depth).Select(i => Numbered(open, i))) + inner + string.Concat(Enumerable.Repeat(close, depth));
        if (inner == "1")
            code = "n = " + code + ";";
        await AssertNothingThrowsAsync(MethodOf(code));
    }

    private static async Task AssertNothingThrowsAsync(string code)
    {
        var compilation = Compile(code);
        var options = new AnalyzerOptions([new HotSummary(EverythingHot.SummaryOf(compilation))]);
        var diagnostics = await compilation.WithAnalyzers(AnalyzerRun.All, options).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(diagnostics.Where(diagnostic => diagnostic.Id == "AD0001").Select(diagnostic => diagnostic.GetMessage() + diagnostic.Descriptor.Description));
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == RuleIds.Hotspot);
    }

    private static string MethodOf(string code) =>
        "using System; using System.Collections.Generic; public class C { void Run(Action a) => a(); public void M(List<int> xs, int[] ys, int n, string text) { " + code + " } }";

    private static string MethodOf(int repeats)
    {
        var code = new StringBuilder("""
            using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading.Tasks;
            public class C
            {
                private readonly object gate = new(); private int count; private readonly Dictionary<int, string> names = new(); private readonly List<string> log = new();
                public int M(List<string> parts, int n, Stream stream, DayOfWeek day)
                {
            """);
        for (var i = 0; i < repeats; i++)
        {
            foreach (var statement in Statements)
                code.Append(Numbered(statement, i)).Append('\n');
        }

        return code.Append("return count; } }").ToString();
    }

    private static string Numbered(string code, int number) => code.Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static CSharpCompilation Compile(string code) => CSharpCompilation.Create(
        "Large",
        [CSharpSyntaxTree.ParseText(SourceText.From(code), new CSharpParseOptions(LanguageVersion.Preview), "/Test0.cs")],
        References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
}
