using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Editing;

/// <summary>A rewritten file, as the compiler sees it before anybody is offered it.</summary>
internal static class CompiledAgain
{
    /// <summary>
    /// The model of the rewritten file; null where the member around a place then has an error or a warning that it did not
    /// have, or where its text would be read as other code (an else that belongs to another if).
    /// </summary>
    /// <param name="place">Where the fix is asked for.</param>
    /// <param name="newRoot">The file after it; nothing before the member is changed.</param>
    /// <param name="around">The type in place of the member, where the fix changes other members as well.</param>
    public static SemanticModel? ModelOf(FixContext place, SyntaxNode newRoot, TypeDeclarationSyntax? around = null)
    {
        var text = CSharpSyntaxTree.ParseText(newRoot.ToFullString(), (CSharpParseOptions)place.Root.SyntaxTree.Options, cancellationToken: place.CancellationToken);
        if (!Shape(text.GetRoot(place.CancellationToken)).SequenceEqual(Shape(newRoot)))
            return null;
        var oldMember = around ?? MemberAt(place.Node);
        var tree = place.Root.SyntaxTree.WithRootAndOptions(newRoot, place.Root.SyntaxTree.Options);
        var model = place.Model.Compilation.ReplaceSyntaxTree(place.Root.SyntaxTree, tree).GetSemanticModel(tree);
        var newMember = tree.GetRoot(place.CancellationToken).FindToken(oldMember.SpanStart).Parent!.AncestorsAndSelf()
            .FirstOrDefault(node => node.RawKind == oldMember.RawKind && node.SpanStart == oldMember.SpanStart);
        if (newMember is null)
            return null;
        var known = Messages(place.Model, oldMember, place.CancellationToken);
        return Messages(model, newMember, place.CancellationToken).TrueForAll(known.Remove) ? model : null;
    }

    // A name with dots may be a name or a member, as it was made.
    private static IEnumerable<(int Kind, TextSpan Span)> Shape(SyntaxNode root) =>
        root.DescendantNodes().Where(node => node is not (NameSyntax or MemberAccessExpressionSyntax)).Select(node => (node.RawKind, node.Span));

    private static SyntaxNode MemberAt(SyntaxNode node) => node.AncestorsAndSelf().FirstOrDefault(one => one is MemberDeclarationSyntax and not GlobalStatementSyntax)
        ?? node.SyntaxTree.GetRoot();

    // Without places: lines move.
    private static List<string> Messages(SemanticModel model, SyntaxNode member, CancellationToken cancellationToken) =>
        [.. model.GetDiagnostics(member.FullSpan, cancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.Id + diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
}
