using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>A comparison of a position with "not found": <c>list.IndexOf(x) &gt;= 0</c> asks no more than <c>Contains</c>.</summary>
/// <param name="Comparison">The comparison.</param>
/// <param name="IsFound">True where it holds when the item was found.</param>
internal sealed record PositionTest(IBinaryOperation Comparison, bool IsFound)
{
    /// <summary>The test around a call of <c>IndexOf</c>, null where its position is used otherwise.</summary>
    public static PositionTest? Of(IInvocationOperation call)
    {
        IOperation operand = call;
        while (operand.Parent is IParenthesizedOperation or IConversionOperation { IsImplicit: true })
            operand = operand.Parent;
        if (operand.Parent is not IBinaryOperation { OperatorMethod: null, IsLifted: false } comparison)
            return null;
        var isLeft = ReferenceEquals(comparison.LeftOperand, operand);
        var limit = Collections.WithoutConversions(isLeft ? comparison.RightOperand : comparison.LeftOperand)!.ConstantValue;
        if (limit.Value is not int number)
            return null;
        bool? isFound = (isLeft ? comparison.OperatorKind : Mirrored(comparison.OperatorKind), number) switch
        {
            (BinaryOperatorKind.GreaterThanOrEqual, 0) or (BinaryOperatorKind.GreaterThan, -1) or (BinaryOperatorKind.NotEquals, -1) => true,
            (BinaryOperatorKind.LessThan, 0) or (BinaryOperatorKind.LessThanOrEqual, -1) or (BinaryOperatorKind.Equals, -1) => false,
            _ => null,
        };
        return isFound is { } found ? new PositionTest(comparison, found) : null;
    }

    private static BinaryOperatorKind Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        _ => kind,
    };
}
