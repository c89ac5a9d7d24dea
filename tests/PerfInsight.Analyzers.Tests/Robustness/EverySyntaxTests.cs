using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Robustness;

/// <summary>Every kind of syntax, whole and cut at every token as while it is being typed: no rule throws, and no fixer does.</summary>
public class EverySyntaxTests
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview);

    public static TheoryData<string> Names => [.. EverySyntax.Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_rule_and_no_fixer_throws_on_a_text_cut_at_any_token(string name)
    {
        var text = EverySyntax.Texts[name];
        await AssertNothingThrowsAsync(EverySyntax.CutsOf(text).Prepend(text).Select(EverySyntax.File));
    }

    [Fact]
    public async Task No_rule_and_no_fixer_throws_on_top_level_statements() => await AssertNothingThrowsAsync([EverySyntax.TopLevel]);

    private static async Task AssertNothingThrowsAsync(IEnumerable<string> files)
    {
        using var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution
            .AddProject(id, "Cut", "Cut", LanguageNames.CSharp)
            .WithProjectCompilationOptions(id, OwnSources.Options)
            .WithProjectParseOptions(id, Parsing)
            .AddMetadataReferences(id, References.All);
        var number = 0;
        foreach (var file in files)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), $"F{number}.cs", SourceText.From(file), filePath: $"/F{number++}.cs");
        var project = solution.GetProject(id)!;
        var compilation = (await project.GetCompilationAsync())!;
        var options = new AnalyzerOptions([new HotSummary(EverythingHot.SummaryOf(compilation))]);
        var diagnostics = await compilation.WithAnalyzers(AnalyzerRun.All, options).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(diagnostics.Where(diagnostic => diagnostic.Id == "AD0001").Select(diagnostic => diagnostic.GetMessage() + diagnostic.Descriptor.Description));
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == RuleIds.Hotspot);

        // Cuts far behind a finding leave it as it is.
        var some = diagnostics.Where(diagnostic => diagnostic.Location.IsInSource).GroupBy(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan)).Select(same => same.First());
        await OfferedFixes.OfAsync(project, some);
    }
}
