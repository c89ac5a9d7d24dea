using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Robustness;

/// <summary>All rules over the code of this repository, with every member hot.</summary>
public class OwnSourcesTests
{
    private static readonly string[] AllFolders = ["src", "profiles-sample/Storefront"];

    // What compiles with the framework's references alone.
    private static readonly string[] CompleteFolders = ["src/Shared", "src/PerfInsight", "profiles-sample/Storefront"];

    [Fact]
    public async Task No_rule_throws_on_any_file()
    {
        var diagnostics = await AnalyzeAsync(OwnSources.Compile(OwnSources.In(AllFolders)));
        Assert.Empty(diagnostics.Where(diagnostic => diagnostic.Id == "AD0001").Select(diagnostic => diagnostic.GetMessage()));
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == RuleIds.Hotspot);
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == RuleIds.StringConcatInLoop);
    }

    /// <summary>As in an editor while somebody types: tokens are missing, doubled or swapped, and files end early.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_rule_throws_on_damaged_code(int seed)
    {
        var random = new Random(seed);
        var files = OwnSources.In("src/PerfInsight.Analyzers", "src/PerfInsight", "profiles-sample/Storefront", "tests/PerfInsight.Analyzers.Tests/Testing")
            .Select(file => (file.Path, Damage(file.Text, random)));
        var compilation = OwnSources.Compile(files);
        ImmutableArray<Diagnostic> diagnostics;
        try
        {
            diagnostics = await AnalyzeAsync(compilation);
        }
        catch (InvalidOperationException)
        {
            // Some damage the compiler itself does not survive, with or without rules: those files show nothing of them.
            var unusable = compilation.SyntaxTrees.Where(tree => !CanBeCompiled(compilation, tree)).ToList();
            Assert.NotEmpty(unusable);
            diagnostics = await AnalyzeAsync(compilation.RemoveSyntaxTrees(unusable));
        }

        Assert.Empty(diagnostics.Where(diagnostic => diagnostic.Id == "AD0001").Select(diagnostic => diagnostic.GetMessage()));
    }

    [Fact]
    public async Task What_Fix_All_of_every_rule_leaves_compiles()
    {
        using var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution
            .AddProject(id, "Own", "Own", LanguageNames.CSharp)
            .WithProjectCompilationOptions(id, OwnSources.Options)
            .WithProjectParseOptions(id, new CSharpParseOptions(LanguageVersion.Preview))
            .AddMetadataReferences(id, OwnSources.WithPackages);
        foreach (var (path, text) in OwnSources.In(CompleteFolders))
            solution = solution.AddDocument(DocumentId.CreateNewId(id), path, text, filePath: path);

        var before = await CompilerMessagesAsync(solution.GetProject(id)!);

        // CS8795: no generator completes partial methods here.
        Assert.DoesNotContain(before, message => message.StartsWith("error", StringComparison.Ordinal) && !message.Contains("CS8795", StringComparison.Ordinal));
        var project = solution.GetProject(id)!;
        var all = await AnalyzeAsync((await project.GetCompilationAsync())!);
        var changedFiles = 0;
        foreach (var fixer in OfferedFixes.Fixers)
        {
            var diagnostics = all.Where(diagnostic => fixer.FixableDiagnosticIds.Contains(diagnostic.Id)).ToImmutableArray();
            var context = new FixAllContext(
                project, fixer, FixAllScope.Project, fixer.FixableDiagnosticIds[0], fixer.FixableDiagnosticIds, new Known(diagnostics), CancellationToken.None);
            if (diagnostics.IsEmpty || await fixer.GetFixAllProvider()!.GetFixAsync(context) is not { } action)
                continue;
            var changed = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
            var files = changed.GetChanges(solution).GetProjectChanges().Sum(change => change.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true).Count());
            if (files == 0)
                continue;
            changedFiles += files;
            var after = await CompilerMessagesAsync(changed.GetProject(id)!);
            Assert.True(before.SequenceEqual(after), $"{fixer.GetType().Name}:\n{string.Join("\n", after.Except(before))}");
        }

        Assert.True(changedFiles > 3, $"only {changedFiles} files changed");
    }

    // Without places: lines move.
    private static async Task<IReadOnlyList<string>> CompilerMessagesAsync(Project project) =>
        [.. (await project.GetCompilationAsync())!.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id} {diagnostic.Location.GetLineSpan().Path} {diagnostic.GetMessage()}")
            .Order(StringComparer.Ordinal)];

    private static bool CanBeCompiled(Compilation compilation, SyntaxTree tree)
    {
        try
        {
            compilation.GetSemanticModel(tree).GetDiagnostics();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation) => compilation
        .WithAnalyzers(AnalyzerRun.All, new AnalyzerOptions([new HotSummary(EverythingHot.SummaryOf(compilation))]))
        .GetAnalyzerDiagnosticsAsync();

    private static SourceText Damage(SourceText text, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().ToList();
        var changes = new List<TextChange>();
        for (var i = 0; i < tokens.Count / 60 + 1; i++)
        {
            var token = tokens[random.Next(tokens.Count)];
            changes.Add(new TextChange(token.Span, random.Next(4) switch { 0 => "", 1 => token.Text + " " + token.Text, 2 => tokens[random.Next(tokens.Count)].Text, _ => "(" }));
        }

        var damaged = text.WithChanges(changes.GroupBy(change => change.Span.Start).Select(group => group.First()).OrderBy(change => change.Span.Start));
        if (random.Next(4) == 0)
            damaged = damaged.GetSubText(new TextSpan(0, random.Next(damaged.Length)));
        return HasLabelOfItsOwnVariable(damaged) ? text : damaged;
    }

    // Roslyn 4.8 overflows its stack, rules or not, on a label that names a variable which a label of the same switch declares: it asks the
    // labels for the variable's type, and the variable for the label's.
    private static bool HasLabelOfItsOwnVariable(SourceText text) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot()
        .DescendantNodes()
        .OfType<SwitchStatementSyntax>()
        .Select(statement => statement.Sections.SelectMany(section => section.Labels).SelectMany(label => label.DescendantNodes(node => node is not WhenClauseSyntax)).ToList())
        .Any(nodes => nodes.OfType<SingleVariableDesignationSyntax>().Select(declared => declared.Identifier.ValueText)
            .Intersect(nodes.OfType<IdentifierNameSyntax>().Select(used => used.Identifier.ValueText)).Any());

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
