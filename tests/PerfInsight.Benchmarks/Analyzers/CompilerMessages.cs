using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace PerfInsight.Benchmarks.Analyzers;

/// <summary>What is wrong with the files of a project that was not wrong before.</summary>
internal sealed class CompilerMessages(Project before)
{
    private readonly Dictionary<DocumentId, List<string>> _before = [];
    private List<string>? _allBefore;

    /// <summary>How many errors the project had.</summary>
    public async Task<int> CountOfErrorsAsync() => (await AllBeforeAsync()).Count(message => message.StartsWith("Error", StringComparison.Ordinal));

    /// <summary>New messages anywhere.</summary>
    public async Task<IReadOnlyList<string>> NewOfAllAsync(Solution after) => New(await AllBeforeAsync(), await AllAsync(after.GetProject(before.Id)!));

    /// <summary>New messages in the files that changed, or anywhere where they declare something else now.</summary>
    public async Task<IReadOnlyList<string>> NewAsync(Solution after, bool isThorough)
    {
        var problems = new List<string>();
        var declaresOther = false;
        foreach (var id in after.GetChanges(before.Solution).GetProjectChanges().SelectMany(change => change.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true)))
        {
            var (old, changed) = (before.GetDocument(id)!, after.GetDocument(id)!);
            if (!_before.TryGetValue(id, out var known))
                _before.Add(id, known = await OfAsync(old));
            problems.AddRange(New(known, await OfAsync(changed)));
            problems.AddRange(await ProblemsOfTextAsync(old, changed));
            declaresOther |= !(await DeclarationsAsync(old)).SequenceEqual(await DeclarationsAsync(changed));
        }

        if (isThorough && declaresOther && problems.Count == 0)
            problems.AddRange(await NewOfAllAsync(after));
        return problems;
    }

    private static async Task<IEnumerable<string>> ProblemsOfTextAsync(Document old, Document changed)
    {
        var problems = new List<string>();
        var (oldText, text) = ((await old.GetTextAsync()).ToString(), (await changed.GetTextAsync()).ToString());
        if (HasMixedLineEnds(text) && !HasMixedLineEnds(oldText))
            problems.Add(changed.FilePath + ": line ends are mixed");
        if (await FormattedAsync(old) == oldText && await FormattedAsync(changed) is var formatted && formatted != text)
        {
            var (left, right) = text.Split('\n').Zip(formatted.Split('\n')).First(lines => lines.First != lines.Second);
            problems.Add($"{changed.FilePath}: is not formatted: '{left}' should be '{right}'");
        }

        return problems;
    }

    private static async Task<string> FormattedAsync(Document document)
    {
        var text = await document.GetTextAsync();
        var options = (await document.GetOptionsAsync()).WithChangedOption(
            FormattingOptions.NewLine, LanguageNames.CSharp, text.ToString().Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n");
        return (await (await Formatter.FormatAsync(document, options)).GetTextAsync()).ToString();
    }

    private static bool HasMixedLineEnds(string text)
    {
        var all = text.AsSpan().Count('\n');
        var pairs = text.AsSpan().Count("\r\n");
        return pairs > 0 && pairs != all;
    }

    // What other files can see.
    private static async Task<IEnumerable<string>> DeclarationsAsync(Document document) =>
        (await document.GetSyntaxRootAsync())!.DescendantNodes(node => node is not BlockSyntax).OfType<MemberDeclarationSyntax>().Select(member => member switch
        {
            BaseMethodDeclarationSyntax method => $"{method.Modifiers} {(method as MethodDeclarationSyntax)?.ReturnType} {(method as MethodDeclarationSyntax)?.Identifier} {method.ParameterList}",
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            BasePropertyDeclarationSyntax property => $"{property.Modifiers} {property.Type}",
            BaseNamespaceDeclarationSyntax => "",
            _ => member.ToString(),
        });

    private async Task<List<string>> AllBeforeAsync() => _allBefore ??= await AllAsync(before);

    private static async Task<List<string>> AllAsync(Project project) => Texts((await project.GetCompilationAsync())!.GetDiagnostics());

    private static async Task<List<string>> OfAsync(Document document) => Texts((await document.GetSemanticModelAsync())!.GetDiagnostics());

    // Without places: lines move.
    private static List<string> Texts(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => $"{diagnostic.Severity} {diagnostic.Id} {diagnostic.Location.GetLineSpan().Path} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];

    private static IReadOnlyList<string> New(IEnumerable<string> before, IEnumerable<string> after)
    {
        var known = before.GroupBy(text => text, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return [.. after.Where(text => (known[text] = known.GetValueOrDefault(text) - 1) < 0)];
    }
}
