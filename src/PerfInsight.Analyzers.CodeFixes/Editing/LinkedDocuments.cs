using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PerfInsight.Analyzers.Editing;

/// <summary>
/// The same file in other projects: in a project for several target frameworks each of them has its own. A fix that is right for one may
/// use what another does not have.
/// </summary>
internal static class LinkedDocuments
{
    /// <summary>True where the rewritten file brings no new error to any project that it belongs to, apart from the document's own.</summary>
    public static async Task<bool> StillCompileAsync(Document document, SyntaxNode newRoot, CancellationToken cancellationToken)
    {
        foreach (var id in document.GetLinkedDocumentIds())
        {
            if (document.Project.Solution.GetDocument(id) is not { } linked
                || await linked.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
            {
                continue;
            }

            var text = newRoot.ToFullString();
            var tree = CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)model.SyntaxTree.Options, model.SyntaxTree.FilePath, cancellationToken: cancellationToken);
            var changed = model.Compilation.ReplaceSyntaxTree(model.SyntaxTree, tree).GetSemanticModel(tree);
            var known = Errors(model, cancellationToken);
            if (!Errors(changed, cancellationToken).TrueForAll(known.Remove))
                return false;
        }

        return true;
    }

    private static List<string> Errors(SemanticModel model, CancellationToken cancellationToken) =>
        [.. model.GetDiagnostics(cancellationToken: cancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id + diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
}
