using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Evidence;

/// <summary>An editor asks for one file at a time, and the compiler runs fewer kinds of actions then.</summary>
public class EditorTests
{
    private const string Code = """
        class Matcher
        {
            public int Count { get { var n = 0; for (var i = 0; i < 9; i++) n += i; return n; } }
        }
        """;

    private const string Json = """
        {"version":"1.0","files":[],"scenarios":[{"name":"load","duration":1000,"totals":{"cpu":1000},
        "methods":[{"id":"IDENTIFIER","kind":"method","cpu":{"self":400,"own":400,"total":400}}]}]}
        """;

    [Theory]
    [InlineData("M:Matcher.get_Count")]
    [InlineData("P:Matcher.Count")]
    public async Task One_file_alone_is_told_what_the_whole_build_is(string id)
    {
        var tree = CSharpSyntaxTree.ParseText(Code, path: "/repo/a.cs");
        var compilation = CSharpCompilation.Create("Shop", [tree], References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var options = new AnalyzerOptions([new Summary(Json.Replace("IDENTIFIER", id, StringComparison.Ordinal))]);
        var analysis = compilation.WithAnalyzers(AnalyzerRun.All, options);

        var ofFile = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
        var ofBuild = await compilation.WithAnalyzers(AnalyzerRun.All, options).GetAnalyzerDiagnosticsAsync();

        Assert.Equal("PI0010", Assert.Single(ofFile).Id);
        Assert.Equal(ofBuild.Select(diagnostic => diagnostic.ToString()), ofFile.Select(diagnostic => diagnostic.ToString()));
    }

    private sealed class Summary(string text) : AdditionalText
    {
        public override string Path => "/repo/app.perfinsight.json";

        public override Microsoft.CodeAnalysis.Text.SourceText GetText(CancellationToken cancellationToken = default) =>
            Microsoft.CodeAnalysis.Text.SourceText.From(text);
    }
}
