using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Rules;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Benchmarks.Synthetic;

namespace PerfInsight.Benchmarks.Analyzers;

/// <summary>
/// Every fixer over the C# below some folders, each with every method hot: how many fixes are offered, and whether one of them, or
/// Fix All, brings a message of the compiler that was not there, another line end, or text that the formatter would change.
/// </summary>
internal sealed class FixAllRun
{
    private readonly Dictionary<string, (int Reported, int Offered, int Files, int Broken)> _counts = [];
    private readonly TextWriter _output;

    private FixAllRun(TextWriter output) => _output = output;

    /// <summary>Runs and prints.</summary>
    public static async Task<int> RunAsync(IEnumerable<string> folders, TextWriter output)
    {
        var run = new FixAllRun(output);
        foreach (var folder in folders)
            await run.RunAsync(folder);
        output.WriteLine("\n| fixer | findings | fixes offered and applied | files of Fix All | broken |\n|-|-|-|-|-|");
        foreach (var (fixer, count) in run._counts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {fixer} | {count.Reported} | {count.Offered} | {count.Files} | {count.Broken} |"));
        return run._counts.Values.Any(count => count.Broken > 0) ? 1 : 0;
    }

    private async Task RunAsync(string folder)
    {
        using var workspace = new AdhocWorkspace();
        var project = CodeBase.Open(workspace, folder);
        var compilation = (await project.GetCompilationAsync())!;
        var summary = new InMemoryFile("/src/app.perfinsight.json", EverythingHot.SummaryOf(compilation));
        var diagnostics = await compilation.WithAnalyzers(SyntheticCompilation.Rules, new AnalyzerOptions([summary])).GetAnalyzerDiagnosticsAsync();
        var messages = new CompilerMessages(project);
        _output.WriteLine($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}: {project.Documents.Count()} files, {await messages.CountOfErrorsAsync()} errors before any fix, {diagnostics.Length} findings");

        var merged = project.Solution;
        foreach (var type in typeof(HotMemberFixer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HotMemberFixer)) && !type.IsAbstract))
        {
            var fixer = (CodeFixProvider)Activator.CreateInstance(type)!;
            var mine = diagnostics.Where(diagnostic => fixer.FixableDiagnosticIds.Contains(diagnostic.Id)).ToImmutableArray();
            var count = _counts.GetValueOrDefault(type.Name);
            count.Reported += mine.Length;
            foreach (var diagnostic in mine)
            {
                if (await OfferedAsync(project, fixer, diagnostic) is not { } action)
                    continue;
                count.Offered++;
                count.Broken += await BrokenAsync(type.Name + " at " + diagnostic.Location.GetLineSpan(), messages, await ChangedAsync(action), isThorough: false);
            }

            if (await FixAllAsync(project, fixer, mine) is { } changed)
            {
                var files = changed.GetChanges(project.Solution).GetProjectChanges().SelectMany(change => change.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true)).ToList();
                count.Files += files.Count;
                count.Broken += await BrokenAsync(type.Name + " Fix All", messages, changed, isThorough: true);
                foreach (var id in files.Where(id => merged.GetDocument(id) == project.GetDocument(id)))
                    merged = merged.WithDocumentText(id, await changed.GetDocument(id)!.GetTextAsync());
            }

            _counts[type.Name] = count;
        }

        // Whole, so that what one file's fix does to another is seen: one fixer a file.
        foreach (var message in await messages.NewOfAllAsync(merged))
            _output.WriteLine("  BROKEN together: " + message);
    }

    private async Task<int> BrokenAsync(string what, CompilerMessages messages, Solution changed, bool isThorough)
    {
        var problems = await messages.NewAsync(changed, isThorough);
        foreach (var problem in problems)
            _output.WriteLine($"  BROKEN {what}: {problem}");
        return problems.Count > 0 ? 1 : 0;
    }

    private async Task<CodeAction?> OfferedAsync(Project project, CodeFixProvider fixer, Diagnostic diagnostic)
    {
        CodeAction? offered = null;
        try
        {
            await fixer.RegisterCodeFixesAsync(new CodeFixContext(
                project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => offered = action, CancellationToken.None));
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            _output.WriteLine($"  BROKEN {fixer.GetType().Name} throws at {diagnostic.Location.GetLineSpan()}: {thrown}");
        }

        return offered;
    }

    private static async Task<Solution> ChangedAsync(CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    private static async Task<Solution?> FixAllAsync(Project project, CodeFixProvider fixer, ImmutableArray<Diagnostic> diagnostics)
    {
        var id = fixer.FixableDiagnosticIds[0];
        var context = new FixAllContext(project, fixer, FixAllScope.Project, id, [id], new KnownDiagnostics(diagnostics), CancellationToken.None);
        return !diagnostics.IsEmpty && await fixer.GetFixAllProvider()!.GetFixAsync(context) is { } action ? await ChangedAsync(action) : null;
    }
}
