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
    /// <summary>True where the values are compared for their order.</summary>
    public bool IsOrder { get; init; }

    /// <summary>The comparison that decides a condition, null where there is none. What <paramref name="scope"/>, a lambda or a loop, declares is the element or comes from it.</summary>
    public static KeyTest? In(IOperation? condition, IOperation scope, bool isNegated = false)
    {
        condition = Bare(condition);
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return In(not.Operand, scope, !isNegated);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                var isAnd = both.OperatorKind == BinaryOperatorKind.ConditionalAnd;
                var (left, right) = (In(both.LeftOperand, scope, isNegated), In(both.RightOperand, scope, isNegated));
                return isAnd != isNegated ? (left is { IsOrder: true } ? right ?? left : left ?? right) : left is null || right is null ? null : left;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary:
                return OfBinary(binary, scope, (binary.OperatorKind == BinaryOperatorKind.NotEquals) != isNegated);
            case IInvocationOperation call when !isNegated && (call.TargetMethod.Name.StartsWith("Equals", StringComparison.Ordinal) || call.TargetMethod.Name == "SequenceEqual") || IsReferenceEquals(condition):
                return isNegated ? null : OfCall((IInvocationOperation)condition!, scope);
            case IInvocationOperation { TargetMethod: { Name: var name, ReturnType.SpecialType: SpecialType.System_Boolean }, Arguments: [var one, var other] } when name.IndexOf("Equal", StringComparison.Ordinal) >= 0 || name is "IsSame" or "AreSame":
                return isNegated ? null : OfValues([one.Value, other.Value], scope);
            case IInvalidOperation { Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals" } } } unknown:
                return isNegated ? null : OfValues([.. unknown.ChildOperations], scope);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } order:
                return OfOrder(order, scope);
            case ITupleBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } tuples when !isNegated:
                return Of(tuples.LeftOperand, tuples.RightOperand, scope);
            case IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.Name: "Equals" } call }:
                return isNegated ? null : OfCall(call, scope);
            default:
                return null;
        }
    }

    /// <summary>True where a condition compares a part of one parameter with another for equality: <c>(x, id) => x.Id == id</c>.</summary>
    public static bool Pairs(IOperation condition, IParameterSymbol element, IParameterSymbol wanted)
    {
        var (left, right) = Bare(condition) switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } binary => (binary.LeftOperand, binary.RightOperand),
            IInvocationOperation { TargetMethod.Name: "Equals", Instance: { } instance, Arguments: [var argument, ..] } => (instance, argument.Value),
            IInvocationOperation { TargetMethod.Name: "Equals", Instance: null, Arguments: [var one, var other, ..] } => (one.Value, other.Value),
            _ => (null, null),
        };
        return left is not null && right is not null && ((Reads(left, element) && Reads(right, wanted)) || (Reads(left, wanted) && Reads(right, element)));
    }

    private static bool Reads(IOperation side, IParameterSymbol parameter) => side.DescendantsAndSelf().Any(operation => operation is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter));

    private static KeyTest? OfBinary(IBinaryOperation binary, IOperation scope, bool isNegated)
    {
        var (left, right) = (Bare(binary.LeftOperand), Bare(binary.RightOperand));
        if (left is null || right is null)
            return null;
        if (right.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant switch
            {
                bool value => In(left, scope, isNegated == value),
                0 when !isNegated && left is IInvocationOperation call && call.TargetMethod.Name.StartsWith("Compare", StringComparison.Ordinal) => OfCall(call, scope),
                _ => null,
            };
        }

        return isNegated ? null : Of(left, right, scope);
    }

    private static KeyTest? OfOrder(IBinaryOperation order, IOperation scope)
    {
        var (left, right) = (Bare(order.LeftOperand), Bare(order.RightOperand));
        return left is not null && right is not null && Of(left, right, scope) is { } test ? test with { IsOrder = true } : null;
    }

    private static KeyTest? OfCall(IInvocationOperation call, IOperation scope)
    {
        var values = new List<IOperation>();
        if (call.Instance is { } instance)
            values.Add(instance);
        values.AddRange(call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value));
        return OfValues(values, scope);
    }

    private static KeyTest? OfValues(List<IOperation> values, IOperation scope)
    {
        values.RemoveAll(value => Bare(value)?.Type is { } type && (type.Name is "StringComparison" or "CultureInfo" || type.SpecialType == SpecialType.System_Boolean
            || (values.Count > 2 && (IsComparer(type) || type.AllInterfaces.Any(IsComparer)))));
        return values.Count == 2 && Bare(Sequences.Received(values[0])) is { } left && Bare(values[1]) is { } right ? Of(left, right, scope) : null;
    }

    private static bool IsComparer(ITypeSymbol type) => type.Name is "IEqualityComparer" or "IComparer" or "StringComparer";

    private static bool IsReferenceEquals(IOperation? operation) => operation is IInvocationOperation { TargetMethod.Name: "ReferenceEquals" };

    private static KeyTest? Of(IOperation left, IOperation right, IOperation scope)
    {
        if (Uses(left, scope) && !Uses(right, scope) && !right.ConstantValue.HasValue)
            return new KeyTest(left, right);
        return Uses(right, scope) && !Uses(left, scope) && !left.ConstantValue.HasValue ? new KeyTest(right, left) : null;
    }

    private static bool Uses(IOperation side, IOperation scope) => side.DescendantsAndSelf().Any(operation =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation && Collections.SymbolOf(operation) is { } symbol && Collections.IsDeclaredIn(symbol, scope));

    private static IOperation? Bare(IOperation? operation)
    {
        while (operation is IParenthesizedOperation or IConversionOperation { OperatorMethod: null })
            operation = operation is IParenthesizedOperation parenthesized ? parenthesized.Operand : ((IConversionOperation)operation).Operand;
        return operation;
    }
}
