using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// A condition that compares a part of an element with a value from outside for equality, however it is written. Unlike
/// <see cref="KeyComparison"/> it says nothing about how the values are compared.
/// </summary>
/// <param name="ElementKey">The side of the element.</param>
/// <param name="OtherKey">The other side.</param>
internal sealed record KeyTest(IOperation ElementKey, IOperation OtherKey)
{
    /// <summary>The comparison that decides a condition on <paramref name="element"/>, null where there is none.</summary>
    public static KeyTest? In(IOperation? condition, ISymbol element, bool isNegated = false)
    {
        condition = Bare(condition);
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return In(not.Operand, element, !isNegated);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                var isAnd = both.OperatorKind == BinaryOperatorKind.ConditionalAnd;
                var (left, right) = (In(both.LeftOperand, element, isNegated), In(both.RightOperand, element, isNegated));
                return isAnd != isNegated ? left ?? right : left is null || right is null ? null : left;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary:
                return OfBinary(binary, element, (binary.OperatorKind == BinaryOperatorKind.NotEquals) != isNegated);
            case IInvocationOperation call when !isNegated && call.TargetMethod.Name.StartsWith("Equals", StringComparison.Ordinal) || IsReferenceEquals(condition):
                return isNegated ? null : OfCall((IInvocationOperation)condition!, element);
            case IInvalidOperation { Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals" } } } unknown:
                return isNegated ? null : OfValues([.. unknown.ChildOperations], element);
            case IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.Name: "Equals" } call }:
                return isNegated ? null : OfCall(call, element);
            default:
                return null;
        }
    }

    private static KeyTest? OfBinary(IBinaryOperation binary, ISymbol element, bool isNegated)
    {
        var (left, right) = (Bare(binary.LeftOperand), Bare(binary.RightOperand));
        if (left is null || right is null)
            return null;
        if (right.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant switch
            {
                bool value => In(left, element, isNegated == value),
                0 when !isNegated && left is IInvocationOperation call && call.TargetMethod.Name.StartsWith("Compare", StringComparison.Ordinal) => OfCall(call, element),
                _ => null,
            };
        }

        return isNegated ? null : Of(left, right, element);
    }

    private static KeyTest? OfCall(IInvocationOperation call, ISymbol element)
    {
        var values = new List<IOperation>();
        if (call.Instance is { } instance)
            values.Add(instance);
        values.AddRange(call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value));
        return OfValues(values, element);
    }

    private static KeyTest? OfValues(List<IOperation> values, ISymbol element)
    {
        values.RemoveAll(value => Bare(value)?.Type is { } type && (type.Name is "StringComparison" or "CultureInfo" || type.SpecialType == SpecialType.System_Boolean
            || (values.Count > 2 && (IsComparer(type) || type.AllInterfaces.Any(IsComparer)))));
        return values.Count == 2 && Bare(Sequences.Received(values[0])) is { } left && Bare(values[1]) is { } right ? Of(left, right, element) : null;
    }

    private static bool IsComparer(ITypeSymbol type) => type.Name is "IEqualityComparer" or "IComparer" or "StringComparer";

    private static bool IsReferenceEquals(IOperation? operation) => operation is IInvocationOperation { TargetMethod.Name: "ReferenceEquals" };

    private static KeyTest? Of(IOperation left, IOperation right, ISymbol element)
    {
        if (Uses(left, element) && !Uses(right, element) && !right.ConstantValue.HasValue)
            return new KeyTest(left, right);
        return Uses(right, element) && !Uses(left, element) && !left.ConstantValue.HasValue ? new KeyTest(right, left) : null;
    }

    private static bool Uses(IOperation side, ISymbol element) => side.DescendantsAndSelf().Any(operation => Functions.IsReferenceTo(operation, element));

    private static IOperation? Bare(IOperation? operation)
    {
        while (operation is IParenthesizedOperation or IConversionOperation { OperatorMethod: null })
            operation = operation is IParenthesizedOperation parenthesized ? parenthesized.Operand : ((IConversionOperation)operation).Operand;
        return operation;
    }
}
