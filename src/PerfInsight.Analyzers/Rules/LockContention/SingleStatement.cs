using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>What a statement does to a field, by its text.</summary>
internal static class SingleStatement
{
    /// <summary><c>_n</c>, or <c>this._n</c> around it.</summary>
    public static ExpressionSyntax Place(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access && access.Name == name ? access : name;

    /// <summary>True where the use of a field is all that its block does: one step, one store or one read.</summary>
    public static bool IsAll(IdentifierNameSyntax name)
    {
        var place = Place(name);
        var operation = place.Parent is PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax || place.Parent is AssignmentExpressionSyntax assignment && assignment.Left == place ? (ExpressionSyntax)place.Parent : place;
        return operation.Parent switch
        {
            ArrowExpressionClauseSyntax => true,
            StatementSyntax statement and (ExpressionStatementSyntax or ReturnStatementSyntax) => statement.Parent is not BlockSyntax { Statements.Count: > 1 } || IsBetweenEnterAndExit(statement),
            _ => false,
        };
    }

    /// <summary>True where a use is in a constructor, or is where the field is declared.</summary>
    public static bool IsBeforeOthers(SyntaxNode name) => name.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not null || name.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not null;

    // Monitor.Enter(_gate, ref taken); _n++; stand in the same block.
    private static bool IsBetweenEnterAndExit(StatementSyntax statement) => statement.Parent is BlockSyntax block
        && block.Statements.All(other => other == statement || other is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enter" or "Exit" or "TryEnter" } } });
}
