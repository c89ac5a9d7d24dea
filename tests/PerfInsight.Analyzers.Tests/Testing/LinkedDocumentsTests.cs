using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>A file that belongs to several target frameworks.</summary>
public class LinkedDocumentsTests
{
    private const string Code = """
        using System.Collections.Concurrent;
        class C
        {
            readonly ConcurrentDictionary<int, string> _names = new ConcurrentDictionary<int, string>();
            string Name(int key, string prefix) => _names.GetOrAdd(key, k => prefix + k);
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp12, 1)]
    [InlineData(LanguageVersion.CSharp7_3, 0)]
    public async Task A_fix_is_offered_where_each_of_them_compiles(LanguageVersion other, int offered)
    {
        using var workspace = new AdhocWorkspace();
        var document = AddProject(workspace, "net10.0", LanguageVersion.CSharp12);
        AddProject(workspace, "netstandard2.0", other);
        document = workspace.CurrentSolution.GetDocument(document.Id)!;
        Assert.Single(document.GetLinkedDocumentIds());

        var found = await new AnalyzerRun().Code(Code, "/Test0.cs").Summary(TestProfile.Hot(SampleKind.AllocSpace).ToJson(Code)).Only(new CapturingLambdaAnalyzer()).DiagnosticsAsync();
        var tree = (await document.GetSyntaxTreeAsync())!;
        var diagnostic = Diagnostic.Create(found.Single().Descriptor, Location.Create(tree, found.Single().Location.SourceSpan));
        var actions = new List<CodeAction>();
        await new CapturingLambdaFixer().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));

        Assert.Equal(offered, actions.Count);
    }

    private static Document AddProject(AdhocWorkspace workspace, string name, LanguageVersion version)
    {
        var project = workspace.AddProject(name, LanguageNames.CSharp);
        var solution = project.Solution
            .WithProjectMetadataReferences(project.Id, References.All)
            .WithProjectCompilationOptions(project.Id, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .WithProjectParseOptions(project.Id, new CSharpParseOptions(version));
        var id = DocumentId.CreateNewId(project.Id);
        Assert.True(workspace.TryApplyChanges(solution.AddDocument(id, "Test0.cs", SourceText.From(Code), filePath: "/Test0.cs")));
        return workspace.CurrentSolution.GetDocument(id)!;
    }
}
