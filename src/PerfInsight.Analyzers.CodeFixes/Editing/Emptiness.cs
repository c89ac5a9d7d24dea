using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Editing;

/// <summary>A comparison of a number of elements that only asks whether there is one.</summary>
/// <param name="Comparison">The comparison.</param>
/// <param name="AsksForNone">True where it holds for an empty collection.</param>
internal sealed record Emptiness(BinaryExpressionSyntax Comparison, bool AsksForNone)
{
    /// <summary>The comparison with 0 or 1 that <paramref name="count"/> is one side of; null for another use.</summary>
    public static Emptiness? Of(IOperation count)
    {
        var side = count;
        while (side.Parent is IConversionOperation { IsImplicit: true } or IParenthesizedOperation)
            side = side.Parent;
        if (side.Parent is not IBinaryOperation { IsLifted: false, Syntax: BinaryExpressionSyntax syntax } comparison)
            return null;
        var isLeft = ReferenceEquals(comparison.LeftOperand, side);
        var number = Collections.WithoutConversions(isLeft ? comparison.RightOperand : comparison.LeftOperand)?.ConstantValue.Value;
        var kind = isLeft ? comparison.OperatorKind : Mirrored(comparison.OperatorKind);
        bool? asksForNone = (kind, number) switch
        {
            (BinaryOperatorKind.Equals, 0) or (BinaryOperatorKind.LessThanOrEqual, 0) or (BinaryOperatorKind.LessThan, 1) => true,
            (BinaryOperatorKind.NotEquals, 0) or (BinaryOperatorKind.GreaterThan, 0) or (BinaryOperatorKind.GreaterThanOrEqual, 1) => false,
            _ => null,
        };
        return asksForNone is { } none ? new Emptiness(syntax, none) : null;
    }

    /// <summary>A question in its place; negated where it asks the opposite.</summary>
    public ExpressionSyntax Replace(ExpressionSyntax question, bool isForNone)
    {
        var bare = question.WithoutTrivia();
        return (isForNone == AsksForNone ? bare : SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, bare)).WithTriviaFrom(Comparison);
    }

    private static BinaryOperatorKind Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        _ => kind,
    };
}
