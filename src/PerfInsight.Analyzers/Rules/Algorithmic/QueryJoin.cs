using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>A query that pairs all elements of two collections and then picks the pairs with equal keys: <c>from a in xs from b in ys where a.Id == b.Id</c>.</summary>
/// <param name="Condition">The clause that picks.</param>
/// <param name="Source">The second collection.</param>
internal sealed record QueryJoin(WhereClauseSyntax Condition, ExpressionSyntax Source)
{
    /// <summary>The join that a query is; null for others, and where the second collection belongs to the element of the first.</summary>
    public static QueryJoin? Of(IOperation operation)
    {
        if (operation is not ITranslatedQueryOperation { Syntax: QueryExpressionSyntax query })
            return null;
        var names = new List<string> { query.FromClause.Identifier.ValueText };
        FromClauseSyntax? second = null;
        foreach (var clause in query.Body.Clauses)
        {
            switch (clause)
            {
                case FromClauseSyntax from:
                    if (Mentions(from.Expression, names))
                    {
                        names.Add(from.Identifier.ValueText);
                        break;
                    }

                    second ??= from;
                    break;
                case LetClauseSyntax let when second is null:
                    names.Add(let.Identifier.ValueText);
                    break;
                case WhereClauseSyntax where when second is not null && Joins(where.Condition, names, second.Identifier.ValueText):
                    return new QueryJoin(where, second.Expression);
                default:
                    break;
            }
        }

        return null;
    }

    private static bool Joins(ExpressionSyntax condition, List<string> first, string second) => condition switch
    {
        ParenthesizedExpressionSyntax inner => Joins(inner.Expression, first, second),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => Joins(both.Left, first, second) || Joins(both.Right, first, second),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => AreOfBoth(equal.Left, equal.Right, first, second),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals", Expression: var one }, ArgumentList.Arguments: [{ Expression: var other }, ..] } => AreOfBoth(one, other, first, second),
        _ => false,
    };

    private static bool AreOfBoth(ExpressionSyntax left, ExpressionSyntax right, List<string> first, string second) =>
        (Mentions(left, first) && !Mentions(left, [second]) && Mentions(right, [second]) && !Mentions(right, first))
        || (Mentions(right, first) && !Mentions(right, [second]) && Mentions(left, [second]) && !Mentions(left, first));

    private static bool Mentions(SyntaxNode node, List<string> names) => node.DescendantNodesAndSelf().Any(inner => inner is IdentifierNameSyntax name && names.Contains(name.Identifier.ValueText)
        && name.Parent is not MemberAccessExpressionSyntax { Name: var of } || (inner is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } only && access.Expression == only && names.Contains(only.Identifier.ValueText)));
}
