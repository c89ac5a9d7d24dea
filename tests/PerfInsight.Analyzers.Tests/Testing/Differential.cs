using System.Collections.Immutable;
using System.Runtime.Loader;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>
/// Shows that a fix keeps behaviour: original and fixed code are compiled, loaded, and run on the same generated inputs.
/// What a run yields is its result, its exception, what became of its arguments and what it wrote to a static
/// <c>List&lt;string&gt; Log</c>, see <see cref="Run"/>.
/// </summary>
internal static class Differential
{
    private const int Runs = 200;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    /// <summary>Fixes all that the rule finds, and compares both programs on generated inputs; the same ones in each test run.</summary>
    /// <param name="code">Code with at least one finding that has a fix; marks are ignored.</param>
    /// <param name="profile">The profile in whose light the rule looks.</param>
    /// <param name="entry">A static method, for example <c>C.Run</c>; it may be async or an iterator.</param>
    /// <param name="inputs">Its argument, or a tuple (or <c>object?[]</c>) of its arguments, made of framework types.</param>
    /// <returns>The fixed code.</returns>
    public static async Task<string> SameResultsAsync<TAnalyzer, TFixer, TInput>(string code, TestProfile profile, string entry, Gen<TInput> inputs)
        where TAnalyzer : HotMemberAnalyzer, new()
        where TFixer : HotMemberFixer, new()
    {
        TestFileMarkupParser.GetSpans(code, out var original, out ImmutableArray<TextSpan> _);
        var changed = await FixAllAsync<TAnalyzer, TFixer>(original, profile);
        Assert.True(original != changed, "the fixer changed nothing, so there is nothing to compare:\n" + original);

        var loader = new AssemblyLoadContext("differential", isCollectible: true);
        try
        {
            var before = new Run(loader.LoadFromStream(Compile(original, "Before")), entry);
            var after = new Run(loader.LoadFromStream(Compile(changed, "After")), entry);
            Compare(before, after, inputs, changed);
        }
        finally
        {
            loader.Unload();
        }

        return changed;
    }

    /// <summary>As above, for an entry of several or untyped arguments.</summary>
    public static Task<string> SameResultsAsync<TAnalyzer, TFixer>(string code, TestProfile profile, string entry, Gen<object?[]> inputs)
        where TAnalyzer : HotMemberAnalyzer, new()
        where TFixer : HotMemberFixer, new() => SameResultsAsync<TAnalyzer, TFixer, object?[]>(code, profile, entry, inputs);

    // The smallest input that tells the two apart is the one to look at.
    private static void Compare<TInput>(Run before, Run after, Gen<TInput> inputs, string changed)
    {
        var random = new PCG(stream: 1, seed: 1);
        (Size Size, string Text)? smallest = null;
        for (var i = 0; i < Runs; i++)
        {
            var input = inputs.Generate(random, null, out var size);
            var (expected, actual) = (before.Describe(input), after.Describe(input));
            if (expected != actual && (smallest is null || Size.IsLessThan(size, smallest.Value.Size)))
                smallest = (size, $"input:  {DeepText.Of(input)}\nbefore: {expected}\nafter:  {actual}");
        }

        Assert.True(smallest is null, $"the fix changes behaviour\n{smallest?.Text}\nfixed code:\n{changed}");
    }

    private static async Task<string> FixAllAsync<TAnalyzer, TFixer>(string code, TestProfile profile)
        where TAnalyzer : HotMemberAnalyzer, new()
        where TFixer : HotMemberFixer, new()
    {
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithMetadataReferences(References.All)
            .WithCompilationOptions(CompilationOptions)
            .WithParseOptions(ParseOptions)
            .AddDocument("Test0.cs", SourceText.From(code), filePath: "/Test0.cs");
        var found = await new AnalyzerRun().Code(code, "/Test0.cs").Summary(profile.ToJson(code)).Only(new TAnalyzer()).DiagnosticsAsync();
        var tree = (await document.GetSyntaxTreeAsync())!;
        var here = found.Select(diagnostic => Diagnostic.Create(diagnostic.Descriptor, Location.Create(tree, diagnostic.Location.SourceSpan))).ToList();

        var fixer = new TFixer();
        var id = fixer.FixableDiagnosticIds.Single();
        var context = new FixAllContext(document, fixer, FixAllScope.Document, id, [id], new Found(here), CancellationToken.None);
        if (await fixer.GetFixAllProvider().GetFixAsync(context) is not { } action)
            return code;
        var changes = (await action.GetOperationsAsync(CancellationToken.None)).OfType<Microsoft.CodeAnalysis.CodeActions.ApplyChangesOperation>().Single();
        return (await changes.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private static MemoryStream Compile(string code, string name)
    {
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(code, ParseOptions)], References.All, CompilationOptions);
        var image = new MemoryStream();
        var result = compilation.Emit(image);
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(result.Success, $"{name} does not compile: {string.Join("\n", errors)}\n{code}");
        image.Position = 0;
        return image;
    }

    private sealed class Found(IEnumerable<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics);
    }
}
