using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Inserts statements beside others.</summary>
internal static class Statements
{
    /// <summary>True where a statement can be put before or after <paramref name="statement"/> without braces of its own.</summary>
    public static bool IsInList(StatementSyntax statement) =>
        statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax;

    /// <summary>True where <see cref="Replace"/> can put statements beside <paramref name="statement"/>, in new braces if need be.</summary>
    public static bool CanReplace(StatementSyntax statement) =>
        IsInList(statement) || statement.Parent is IfStatementSyntax or ElseClauseSyntax or CommonForEachStatementSyntax or ForStatementSyntax
            or WhileStatementSyntax or DoStatementSyntax or UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax;

    /// <summary>
    /// Replaces <paramref name="statement"/> (of <paramref name="root"/>) by several; the first gets its leading comments.
    /// The statement must be one that <see cref="CanReplace"/>.
    /// </summary>
    public static SyntaxNode Replace(SyntaxNode root, StatementSyntax statement, params StatementSyntax[] replacements)
    {
        var own = replacements[0].GetLeadingTrivia();
        var kept = own.Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)) ? own : default;
        replacements[0] = replacements[0].WithLeadingTrivia(statement.GetLeadingTrivia().AddRange(kept));
        return ReplaceAsTheyAre(root, statement, replacements);
    }

    /// <summary>As <see cref="Replace"/>, where the first of the statements has its leading comments already.</summary>
    public static SyntaxNode ReplaceAsTheyAre(SyntaxNode root, StatementSyntax statement, params StatementSyntax[] replacements)
    {
        for (var i = 0; i < replacements.Length; i++)
            replacements[i] = replacements[i].WithAdditionalAnnotations(Formatter.Annotation);
        if (!IsInList(statement))
        {
            var leading = replacements[0].GetLeadingTrivia();
            replacements[0] = replacements[0].WithoutLeadingTrivia();
            return root.ReplaceNode(
                statement,
                SyntaxFactory.Block(replacements).WithLeadingTrivia(leading).WithTrailingTrivia(statement.GetTrailingTrivia())
                    .WithAdditionalAnnotations(Formatter.Annotation));
        }

        return statement.Parent is GlobalStatementSyntax global
            ? root.ReplaceNode(global, replacements.Select(SyntaxFactory.GlobalStatement))
            : root.ReplaceNode(statement, replacements);
    }

    /// <summary>Parses a statement and ends its line.</summary>
    public static StatementSyntax Parse(string text, SyntaxNode likeIn) =>
        SyntaxFactory.ParseStatement(text).WithTrailingTrivia(LineEnding(likeIn));

    /// <summary>The line ending that a file uses.</summary>
    public static SyntaxTrivia LineEnding(SyntaxNode node)
    {
        var root = node.SyntaxTree.GetRoot();
        var first = root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return first.IsKind(SyntaxKind.EndOfLineTrivia) ? SyntaxFactory.EndOfLine(first.ToString()) : SyntaxFactory.ElasticLineFeed;
    }
}
