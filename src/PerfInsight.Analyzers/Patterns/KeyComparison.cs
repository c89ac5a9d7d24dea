using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>A comparison of something of an element with something else: <c>order.Id == line.OrderId</c>.</summary>
/// <param name="Comparison">The comparison.</param>
/// <param name="ElementKey">The side that depends on the element and on no other variable.</param>
/// <param name="OtherKey">The side that does not depend on the element.</param>
/// <param name="Mode">The argument that says how strings are compared, null where there is none.</param>
internal sealed record KeyComparison(IOperation Comparison, IOperation ElementKey, IOperation OtherKey, IOperation? Mode)
{
    /// <summary>
    /// The comparison for equality that decides whether a condition holds: the condition itself or one side of its
    /// <c>&amp;&amp;</c>; null where there is none.
    /// </summary>
    /// <param name="condition">The condition.</param>
    /// <param name="isElement">True for a reference to the element.</param>
    public static KeyComparison? In(IOperation? condition, Func<IOperation, bool> isElement)
    {
        condition = Bare(condition);
        if (condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both)
            return In(both.LeftOperand, isElement) ?? In(both.RightOperand, isElement);
        return Of(condition, isElement, BinaryOperatorKind.Equals);
    }

    /// <summary>The comparison for inequality that a condition is, as in <c>if (a.Id != b.Id) continue;</c>.</summary>
    public static KeyComparison? InNegated(IOperation? condition, Func<IOperation, bool> isElement)
    {
        condition = Bare(condition);
        return condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not
            ? Of(Bare(not.Operand), isElement, BinaryOperatorKind.Equals)
            : Of(condition, isElement, BinaryOperatorKind.NotEquals);
    }

    /// <summary>The name of the element's key for people: <c>Customer.Id</c>.</summary>
    public string KeyName => ElementKey switch
    {
        IMemberReferenceOperation member => member.Member.Name,
        _ => "value",
    };

    private static KeyComparison? Of(IOperation? comparison, Func<IOperation, bool> isElement, BinaryOperatorKind kind)
    {
        var (left, right, mode) = comparison switch
        {
            IBinaryOperation binary when binary.OperatorKind == kind => (binary.LeftOperand, binary.RightOperand, null),
            IInvocationOperation { TargetMethod.Name: "Equals" } call when kind == BinaryOperatorKind.Equals => SidesOf(call),
            _ => (null, null, null),
        };
        (left, right) = (Bare(left), Bare(right));
        if (comparison is null || left is null || right is null)
            return null;
        if (DependsOnlyOnElement(left, isElement) && !Uses(right, isElement))
            return new KeyComparison(comparison, left, right, mode);
        return DependsOnlyOnElement(right, isElement) && !Uses(left, isElement) ? new KeyComparison(comparison, right, left, mode) : null;
    }

    // a.Equals(b), string.Equals(a, b), both with or without a StringComparison.
    private static (IOperation? Left, IOperation? Right, IOperation? Mode) SidesOf(IInvocationOperation call)
    {
        IOperation[] values = [.. call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value)];
        if (call.Instance is { } instance)
            values = [instance, .. values];
        return values.Length switch
        {
            2 => (values[0], values[1], null),
            3 when values[2].Type?.Name == "StringComparison" => (values[0], values[1], values[2]),
            _ => default,
        };
    }

    private static IOperation? Bare(IOperation? operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    private static bool Uses(IOperation side, Func<IOperation, bool> isElement) => side.DescendantsAndSelf().Any(isElement);

    private static bool DependsOnlyOnElement(IOperation side, Func<IOperation, bool> isElement)
    {
        var found = false;
        foreach (var operation in side.DescendantsAndSelf())
        {
            if (isElement(operation))
                found = true;
            else if (operation is ILocalReferenceOperation or IParameterReferenceOperation && !IsPartOfElement(operation, isElement))
                return false;
        }

        return found;
    }

    // The list and the index in list[i], where list[i] is the element.
    private static bool IsPartOfElement(IOperation operation, Func<IOperation, bool> isElement)
    {
        for (var parent = operation.Parent; parent is not null and not IBlockOperation; parent = parent.Parent)
        {
            if (isElement(parent))
                return true;
        }

        return false;
    }
}
