using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Analyzers.Editing;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>A foreach over the elements with the wanted key only.</summary>
internal static class JoinedLoop
{
    /// <summary>
    /// The loop over <paramref name="matches"/>. The comparison of keys goes where it is all that the loop asks and no
    /// comment stands at it; else it stays, and is always true.
    /// </summary>
    public static ForEachStatementSyntax Of(ForEachStatementSyntax loop, ExpressionSyntax matches, KeySearch search)
    {
        var body = search.IsKeyAlone ? WithoutTest(loop.Statement) : loop.Statement;
        return loop.WithExpression(matches.WithTriviaFrom(loop.Expression)).WithStatement(body);
    }

    private static StatementSyntax WithoutTest(StatementSyntax body)
    {
        switch (body)
        {
            case IfStatementSyntax choice when !HasComment(choice) && !Comments.IsAt(choice.IfKeyword):
                return choice.Statement;
            case BlockSyntax { Statements: [IfStatementSyntax only] } block when !HasComment(only):
                if (only.Statement is not BlockSyntax matched)
                    return block.WithStatements(SyntaxFactory.SingletonList(only.Statement.WithLeadingTrivia(only.GetLeadingTrivia())));
                return Comments.IsAt(matched.OpenBraceToken) || Comments.IsAt(matched.CloseBraceToken) || matched.Statements.Count == 0
                    ? body
                    : block.WithStatements(matched.Statements.Replace(matched.Statements[0], WithCommentsOf(only, matched.Statements[0])));
            case BlockSyntax { Statements: [IfStatementSyntax skip, _, ..] } block when !Comments.IsIn(skip) && !Comments.IsAt(skip.GetLastToken()):
                var rest = block.Statements.RemoveAt(0);
                return block.WithStatements(rest.Replace(rest[0], WithCommentsOf(skip, rest[0])));
            default:
                return body;
        }
    }

    // What stands before the test now stands before the first statement, which also takes its place.
    private static StatementSyntax WithCommentsOf(IfStatementSyntax test, StatementSyntax first) => first.GetLeadingTrivia().Any(Comments.IsComment)
        ? first.WithLeadingTrivia(test.GetLeadingTrivia().AddRange(first.GetLeadingTrivia()))
        : first.WithLeadingTrivia(test.GetLeadingTrivia());

    // At the test itself; what stands in the part for matches is kept.
    private static bool HasComment(IfStatementSyntax choice) =>
        Comments.IsIn(choice.Condition) || Comments.IsAt(choice.OpenParenToken) || Comments.IsAt(choice.CloseParenToken);
}
