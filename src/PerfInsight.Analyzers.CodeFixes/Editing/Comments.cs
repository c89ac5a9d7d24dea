using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Finds what a rewrite would lose.</summary>
internal static class Comments
{
    /// <summary>True where comments or directives stand inside a node, not before or after it.</summary>
    public static bool IsIn(SyntaxNode node) => node.DescendantTrivia().Any(trivia => node.Span.Contains(trivia.Span) && IsComment(trivia));

    /// <summary>True where comments or directives belong to a token.</summary>
    public static bool IsAt(SyntaxToken token) => token.LeadingTrivia.Concat(token.TrailingTrivia).Any(IsComment);

    /// <summary>True for a comment or directive.</summary>
    public static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsDirective || trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.DisabledTextTrivia;
}
