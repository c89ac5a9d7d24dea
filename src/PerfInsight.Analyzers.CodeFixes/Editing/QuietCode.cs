using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Expressions of which nobody can tell how often, or in which order, they are evaluated.</summary>
internal static class QuietCode
{
    /// <summary>The expression that a lambda of one statement returns, null for any other delegate.</summary>
    public static IOperation? ValueOf(IOperation? function)
    {
        while (function is IConversionOperation conversion)
            function = conversion.Operand;
        return function is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol: { IsAsync: false, Parameters.Length: 1 }, Body.Operations: [IReturnOperation { ReturnedValue: { } value }] } }
            ? value
            : null;
    }

    /// <summary>
    /// True where an expression writes nothing and calls nothing but what computes from its arguments. It may throw, unless
    /// <paramref name="canThrow"/> is false: then as far as annotations tell it cannot.
    /// </summary>
    public static bool Is(IOperation expression, FixContext place, bool canThrow = true)
    {
        foreach (var operation in expression.DescendantsAndSelf())
        {
            if (!IsQuiet(operation, place, canThrow))
                return false;
        }

        return true;
    }

    private static bool IsQuiet(IOperation operation, FixContext place, bool canThrow)
    {
        switch (operation)
        {
            case ILiteralOperation or ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IParenthesizedOperation
                or IDefaultValueOperation or IConditionalOperation or IIsTypeOperation or ICoalesceOperation or ITypeOfOperation or INameOfOperation
                or IConditionalAccessOperation or IConditionalAccessInstanceOperation or IIsPatternOperation or IPatternOperation:
                return operation is not (IListPatternOperation or IRecursivePatternOperation) && operation.Type?.TypeKind != TypeKind.Dynamic;
            case IFieldReferenceOperation { Field: var field }:
                return field.IsConst || (!field.IsVolatile && (canThrow || KeyExpressions.IsPlainRead(operation, place.Model, place.CancellationToken)));
            case IPropertyReferenceOperation { Property: var property }:
                return (canThrow && IsPlain(property)) || KeyExpressions.IsPlainRead(operation, place.Model, place.CancellationToken);
            case IConversionOperation conversion:
                return conversion is { OperatorMethod: null, IsChecked: false } && (canThrow || conversion.Conversion.IsImplicit || conversion.Conversion.IsNumeric);
            case IUnaryOperation unary:
                return unary is { OperatorMethod: null, IsChecked: false };
            case IBinaryOperation binary:
                return !binary.IsChecked && (binary.Type?.SpecialType != SpecialType.System_String || (IsText(binary.LeftOperand) && IsText(binary.RightOperand))) && (canThrow || !MayThrow(binary)) && (binary.OperatorMethod is null || IsFramework(binary.OperatorMethod.ContainingType));
            case IArgumentOperation { Parameter.RefKind: RefKind.None, Parent: IInvocationOperation }:
                return true;
            case IInvocationOperation { TargetMethod: var method } call:
                return PureCalls.IsPure(method) && call.Arguments.All(argument => IsText(argument.Value)) && (canThrow || method is { IsStatic: true, Name: "Equals" or "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String });
            default:
                return false;
        }
    }

    // Other objects may have a ToString or an Equals of their own, and sequences run code of their own.
    private static bool IsText(IOperation value) => value.ConstantValue.HasValue || PureCalls.IsImmutable(Collections.WithoutConversions(value)?.Type);

    private static bool IsPlain(IPropertySymbol property) =>
        (!property.IsVirtual && !property.IsAbstract && !property.IsOverride && !property.ReturnsByRef && CollectionStability.IsAutomatic(property.OriginalDefinition))
        || property.ContainingType.IsAnonymousType
        || (PureCalls.IsImmutable(property.ContainingType) && !property.IsStatic)
        || PureCalls.IsPure(property)
        || (FrameworkCalls.IsFramework(property.ContainingType) && property.ContainingType.Name is "KeyValuePair" or "Nullable" or "List" or "Dictionary" or "HashSet" or "Queue" or "Stack"
            && property.Name is "Key" or "Value" or "HasValue" or "Count");

    private static bool MayThrow(IBinaryOperation binary) =>
        binary.OperatorKind is BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder
        || (binary.Type?.SpecialType is SpecialType.System_Decimal or null)
        || (binary.OperatorMethod is { ReturnType.SpecialType: not SpecialType.System_Boolean });

    private static bool IsFramework(ITypeSymbol type) => FrameworkCalls.IsFramework(type) && (PureCalls.IsImmutable(type) || type.SpecialType == SpecialType.System_Decimal);
}
