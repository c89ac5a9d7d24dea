using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>An assignment that makes a string out of itself and more text.</summary>
/// <param name="Assignment">The assignment.</param>
/// <param name="Target">The expression that is assigned.</param>
/// <param name="Symbol">The local, parameter, field or property that holds the string.</param>
/// <param name="Appended">What is added behind the string; default where text is put before or around it.</param>
internal sealed record StringAccumulation(
    IAssignmentOperation Assignment, IOperation Target, ISymbol Symbol, ImmutableArray<IOperation> Appended)
{
    /// <summary>The accumulation that an operation is, null where it is none.</summary>
    public static StringAccumulation? Of(IOperation operation)
    {
        switch (operation)
        {
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null } compound
                when IsString(compound.Type) && Collections.SymbolOf(compound.Target) is { } symbol:
                return new StringAccumulation(compound, compound.Target, symbol, Operands(compound.Value).ToImmutableArray());
            case ISimpleAssignmentOperation { IsRef: false } simple
                when IsString(simple.Type) && Collections.SymbolOf(simple.Target) is { } symbol:
                return OfSimple(simple, symbol);
            default:
                return null;
        }
    }

    private static StringAccumulation? OfSimple(ISimpleAssignmentOperation simple, ISymbol symbol)
    {
        var parts = Parts(simple.Value).ToImmutableArray();
        if (parts.Length < 2 || !parts.Any(part => IsReferenceTo(part, symbol)))
            return null;
        return new StringAccumulation(simple, simple.Target, symbol, IsReferenceTo(parts[0], symbol) ? parts.RemoveAt(0) : default);
    }

    /// <summary>True for a read of the variable.</summary>
    public static bool IsReferenceTo(IOperation operation, ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(operation), symbol);

    /// <summary>The operands of a string concatenation from left to right; a single one where it is none.</summary>
    public static IEnumerable<IOperation> Operands(IOperation value)
    {
        if (value is IConversionOperation { IsImplicit: true, Conversion.IsIdentity: true } identity)
            return Operands(identity.Operand);
        if (value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, ConstantValue.HasValue: false } add
            && IsString(add.Type))
        {
            return Operands(add.LeftOperand).Concat(Operands(add.RightOperand));
        }

        return [value];
    }

    // The parts of `s + x`, `string.Concat(s, x)` and `$"{s}x"`.
    private static IEnumerable<IOperation> Parts(IOperation value) => value switch
    {
        IInterpolatedStringOperation interpolated => interpolated.Parts.Select(part => part is IInterpolationOperation
        {
            Alignment: null, FormatString: null
        } hole ? hole.Expression : part),
        IInvocationOperation { Instance: null } call when CalleeName.Of(call.TargetMethod) == "System.String.Concat" =>
            call.Arguments.SelectMany(ArgumentValues),
        _ => Operands(value),
    };

    private static IEnumerable<IOperation> ArgumentValues(IArgumentOperation argument) =>
        argument is { ArgumentKind: not ArgumentKind.Explicit, Value: IArrayCreationOperation { Initializer: { } items } }
            ? items.ElementValues.AsEnumerable()
            : [argument.Value];

    private static bool IsString(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_String;
}
