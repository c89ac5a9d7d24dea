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

    private static readonly string[] Endings = ["Statement", "Expression", "Pattern", "Declaration", "Clause", "Declarator", "Type", "Constraint", "Initializer", "Designation", "Element", "Label", "Arm"];

    // What no parser makes of a text as ours, with the reason.
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["LoadDirectiveTrivia"] = "scripts",
        ["UnknownAccessorDeclaration"] = "a word that is no accessor",
        ["IncompleteMember"] = "cut texts have it",
        ["ImplicitElementAccess"] = "not of these endings",
        ["NamespaceDeclaration"] = "the file with top-level statements has it",
        ["SimpleBaseType"] = "not of these endings",
        ["ConversionOperatorMemberCref"] = "documentation",
    };

    public static TheoryData<string> Names => [.. EverySyntax.Texts.Keys];

    [Fact]
    public void Every_kind_of_syntax_stands_in_the_texts()
    {
        var files = EverySyntax.Texts.Values.Select(EverySyntax.File).Append(EverySyntax.TopLevel);
        var found = files.SelectMany(file => CSharpSyntaxTree.ParseText(file, Parsing).GetRoot().DescendantNodesAndSelf(descendIntoTrivia: true)).Select(node => node.Kind()).ToHashSet();
        var missing = Enum.GetValues<SyntaxKind>().Where(kind => Endings.Any(ending => kind.ToString().EndsWith(ending, StringComparison.Ordinal)))
            .Where(kind => !found.Contains(kind) && !Elsewhere.ContainsKey(kind.ToString()));
        Assert.Equal("", string.Join("\n", missing));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_rule_and_no_fixer_throws_on_a_text_cut_at_any_token(string name)
    {
        var text = EverySyntax.Texts[name];
        var ends = CSharpSyntaxTree.ParseText(text, Parsing).GetRoot().DescendantTokens().Select(token => token.Span.End).Distinct();
        await AssertNothingThrowsAsync(ends.Select((end, i) => EverySyntax.File(text[..end], i)));
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

        // Cuts far behind a finding leave it as it is: one of each kind and file size says enough.
        var some = diagnostics.GroupBy(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan)).SelectMany(same => same.Take(3));
        await OfferedFixes.OfAsync(project, some);
    }
}
