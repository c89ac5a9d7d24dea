using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PerfInsight.Analyzers.Rules;

/// <summary>Where a fix is asked for.</summary>
/// <param name="Document">The document as it is now.</param>
/// <param name="Root">The file.</param>
/// <param name="Node">The node that the diagnostic stands on.</param>
/// <param name="Model">The file's semantic model.</param>
/// <param name="CancellationToken">Cancels the preparation.</param>
internal sealed record FixContext(Document Document, SyntaxNode Root, SyntaxNode Node, SemanticModel Model, CancellationToken CancellationToken)
{
    /// <summary>The operation of the node.</summary>
    public IOperation? Operation => Model.GetOperation(Node, CancellationToken);

    /// <summary>The node that has a span.</summary>
    public static SyntaxNode NodeAt(SyntaxNode root, TextSpan span) => root.FindNode(span, getInnermostNodeForTie: true);

    /// <summary>The context at a span, null where the document has no C# tree.</summary>
    public static async Task<FixContext?> CreateAsync(Document document, TextSpan span, CancellationToken cancellationToken) =>
        await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
            ? await CreateAsync(document, NodeAt(root, span), cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>The context at a node of the document's current tree.</summary>
    public static async Task<FixContext?> CreateAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root is null || model is null ? null : new FixContext(document, root, node, model, cancellationToken);
    }
}
