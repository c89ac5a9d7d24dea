using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using PerfInsight.Analyzers.Editing;

namespace PerfInsight.Analyzers.Rules;

/// <summary>
/// Base of all fixers. A fix is prepared in full before it is offered, so that the lightbulb never shows one that does
/// nothing; where a rewrite cannot be shown to keep behaviour, <see cref="Prepare"/> returns null and none is offered, and so
/// where it does not compile for each target framework of the file.
/// </summary>
public abstract class HotMemberFixer : CodeFixProvider
{
    private readonly string _ruleId;

    private protected HotMemberFixer(string ruleId)
    {
        _ruleId = ruleId;
        FixableDiagnosticIds = ImmutableArray.Create(ruleId);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        (context, document, diagnostics) => FixAllAsync(document, diagnostics, context.CancellationToken));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var document = context.Document;
            if (await FixContext.CreateAsync(document, diagnostic.Location.SourceSpan, context.CancellationToken).ConfigureAwait(false) is { } place
                && Offered(place) is { } fix
                && await LinkedDocuments.StillCompileAsync(document, fix.NewRoot, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        fix.Title,
                        cancellationToken => LineEnds.KeepAsync(document, document.WithSyntaxRoot(fix.NewRoot), cancellationToken),
                        equivalenceKey: _ruleId),
                    diagnostic);
            }
        }
    }

    /// <summary>The rewritten file, null where no rewrite is known to keep behaviour.</summary>
    private protected abstract Fix? Prepare(FixContext place);

    private Fix? Offered(FixContext place) => ExpressionTree.IsAround(place) ? null : Prepare(place);

    // One after the other, each on the outcome of the one before: two fixes in one member may touch the same statement
    // or want the same name.
    private async Task<Document?> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            return document;
        var marks = new Dictionary<SyntaxNode, SyntaxAnnotation>();
        foreach (var diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan))
        {
            var node = FixContext.NodeAt(root, diagnostic.Location.SourceSpan);
            if (!marks.ContainsKey(node))
                marks.Add(node, new SyntaxAnnotation());
        }

        var original = document;
        var isFixed = false;
        document = document.WithSyntaxRoot(root.ReplaceNodes(marks.Keys, (node, changed) => changed.WithAdditionalAnnotations(marks[node])));
        foreach (var mark in marks.Values)
        {
            var current = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
            if (current?.GetAnnotatedNodes(mark).FirstOrDefault() is { } node
                && await FixContext.CreateAsync(document, node, cancellationToken).ConfigureAwait(false) is { } place
                && Offered(place) is { } fix
                && await LinkedDocuments.StillCompileAsync(document, fix.NewRoot, cancellationToken).ConfigureAwait(false))
            {
                document = document.WithSyntaxRoot(fix.NewRoot);
                isFixed = true;
            }
        }

        // Else the marks alone would be a change.
        return isFixed ? await LineEnds.KeepAsync(original, document, cancellationToken).ConfigureAwait(false) : original;
    }
}

/// <summary>A fix that is ready to be offered.</summary>
/// <param name="Title">What it does, for the lightbulb.</param>
/// <param name="NewRoot">The file after it.</param>
internal sealed record Fix(string Title, SyntaxNode NewRoot);
