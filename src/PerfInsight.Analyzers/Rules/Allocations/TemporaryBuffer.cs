using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>An array that is made, used by the same function and forgotten.</summary>
/// <param name="Creation">Where it is made.</param>
/// <param name="Declarator">The local that holds it.</param>
/// <param name="Element">Type of its elements, without references.</param>
/// <param name="Size">The number of elements.</param>
/// <param name="Uses">All uses; none lets it escape.</param>
internal sealed record TemporaryBuffer(
    IArrayCreationOperation Creation, IVariableDeclaratorOperation Declarator, ITypeSymbol Element, IOperation Size, ImmutableArray<BufferUse> Uses)
{
    /// <summary>The local.</summary>
    public ILocalSymbol Local => Declarator.Symbol;

    /// <summary>The number of elements where it is constant.</summary>
    public int? ConstantSize => Size.ConstantValue is { HasValue: true, Value: int size } ? size : null;

    /// <summary>Bytes of the elements where the size is constant and the type has one on all platforms.</summary>
    public long? ConstantBytes => ConstantSize is { } size && ElementSize.Of(Element) is { } bytes ? (long)size * bytes : null;

    /// <summary>The buffer that an array creation makes, null where it lives on or is none.</summary>
    public static TemporaryBuffer? Of(IOperation operation, Compilation compilation, CancellationToken cancellationToken)
    {
        if (operation is not IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes, Initializer: null, Type: IArrayTypeSymbol { ElementType: { IsUnmanagedType: true } element } } creation
            || creation.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None, Type: IArrayTypeSymbol } local } declarator }
            || sizes[0].ConstantValue is { HasValue: true, Value: 0 })
        {
            return null;
        }

        var function = FunctionOf(creation);
        var uses = ImmutableArray.CreateBuilder<BufferUse>();
        foreach (var reference in Functions.ReferencesTo(local, creation))
        {
            // A lambda may run when this function has long ended.
            if (!ReferenceEquals(FunctionOf(reference), function))
                return null;
            var use = BufferUse.Of(reference, compilation, cancellationToken);
            if (use.Kind == BufferUseKind.Escapes)
                return null;
            uses.Add(use);
        }

        return uses.Count == 0 ? null : new TemporaryBuffer(creation, declarator, element, sizes[0], uses.ToImmutable());
    }

    /// <summary>The loops that make it anew in each iteration, innermost first.</summary>
    public IEnumerable<ILoopOperation> Loops => Patterns.Loops.Around(Creation);

    /// <summary>The outermost loop in which the size stays what it was before the loop; null where there is none.</summary>
    public ILoopOperation? LoopOfSameSize()
    {
        ILoopOperation? found = null;
        foreach (var loop in Loops)
        {
            if (!IsInvariant(Size, loop))
                break;
            found = loop;
        }

        return found;
    }

    private static bool IsInvariant(IOperation size, ILoopOperation loop) => size.ConstantValue.HasValue || size switch
    {
        ILocalReferenceOperation local => !Collections.IsDeclaredIn(local.Local, loop) && !Collections.IsChangedIn(local.Local, loop),
        IParameterReferenceOperation parameter => !Collections.IsChangedIn(parameter.Parameter, loop),
        IFieldReferenceOperation { Field.IsReadOnly: true, Instance: null or IInstanceReferenceOperation } => true,
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } array } => array.Type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String } && IsInvariant(array, loop),
        IConversionOperation { OperatorMethod: null } conversion => IsInvariant(conversion.Operand, loop),
        IBinaryOperation { OperatorMethod: null } binary => IsInvariant(binary.LeftOperand, loop) && IsInvariant(binary.RightOperand, loop),
        _ => false,
    };

    private static IOperation FunctionOf(IOperation operation)
    {
        var found = operation;
        while (found.Parent is { } parent)
        {
            found = parent;
            if (found is IAnonymousFunctionOperation or ILocalFunctionOperation)
                break;
        }

        return found;
    }
}
