using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>An array that a member makes and puts into a field of its object.</summary>
/// <param name="Creation">Where it is made.</param>
/// <param name="Element">Type of its elements, without references.</param>
/// <param name="Bytes">Its size where it is constant, else null.</param>
internal sealed record InstanceBuffer(IOperation Creation, ITypeSymbol Element, long? Bytes)
{
    /// <summary>The buffer that an array creation makes; null where it is none, is part of a result, or replaces a smaller one.</summary>
    public static InstanceBuffer? Of(IOperation operation)
    {
        if (!IsArray(operation, out var element, out var size))
            return null;
        long? bytes = size.ConstantValue is { HasValue: true, Value: int count } ? (long)count * StructSize.Of(element) : null;

        // `new State { Window = new byte[4096] }`; a size that is not constant is most likely that of the data.
        if (bytes is not null && IsOfNewObject(operation))
            return new InstanceBuffer(operation, element, bytes);
        if ((IsInConstructor(operation) && (IsSetByOthers(size) || (bytes is null && IsCollection(operation)))) || KeptIn(operation) is not { } field || Grows(operation, size, field) || ServesLoop(operation) || (bytes is null && OwnData.Is(operation, size, field)))
            return null;
        return new InstanceBuffer(operation, element, bytes);
    }

    private static bool IsArray(IOperation operation, [NotNullWhen(true)] out ITypeSymbol? element, [NotNullWhen(true)] out IOperation? size)
    {
        (element, size) = operation switch
        {
            IArrayCreationOperation { IsImplicit: false, Initializer: null, DimensionSizes: { Length: 1 } sizes, Type: IArrayTypeSymbol { ElementType: { IsUnmanagedType: true } of } } => (of, sizes[0]),
            IInvocationOperation
            {
                TargetMethod: { Name: "AllocateUninitializedArray" or "AllocateArray", ContainingType: { Name: "GC", ContainingNamespace.Name: "System" } },
                Type: IArrayTypeSymbol { ElementType: { IsUnmanagedType: true } of },
            } call => (of, call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value),
            _ => ((ITypeSymbol?)null, (IOperation?)null),
        };
        return element is not null && size is not null;
    }

    private static bool IsOfNewObject(IOperation creation) =>
        creation.Parent is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }, Member: { } member } target } assignment
        && ReferenceEquals(assignment.Value, creation) && target is IFieldReferenceOperation or IPropertyReferenceOperation
        && (member.DeclaredAccessibility != Accessibility.Public || member.ContainingType.DeclaredAccessibility != Accessibility.Public);

    // What a list or a queue holds is its data.
    private static bool IsCollection(IOperation creation)
    {
        var type = creation.SemanticModel?.GetEnclosingSymbol(creation.Syntax.SpanStart)?.ContainingType;
        return type?.AllInterfaces.Any(face => face.SpecialType == SpecialType.System_Collections_IEnumerable) == true
            || type?.GetMembers().Any(member => member is IMethodSymbol { Name: "Add" or "Enqueue" or "Push" or "Insert" }) == true;
    }

    // `new Matrix(rows)`: as large as its data, which is the object's purpose.
    private static bool IsSetByOthers(IOperation size) => size.DescendantsAndSelf().Any(part => part is IPropertyReferenceOperation { Property.Name: "Length" or "Count" }
        or IInvocationOperation { TargetMethod.Name: "Count" });

    // _buffer = new byte[n]; while (_isPlaying) Fill(_buffer): a member that runs as long as its object works, and has made one for all of it.
    private static bool ServesLoop(IOperation creation)
    {
        var root = creation;
        while (root.Parent is { } parent)
            root = parent;
        return root is not IConstructorBodyOperation && !Loops.Around(creation).Any() && root.Descendants().Any(operation =>
            operation is IWhileLoopOperation { ConditionIsTop: true, Condition: IBinaryOperation or IUnaryOperation or IFieldReferenceOperation or IPropertyReferenceOperation or ILiteralOperation } loop
            && loop.Syntax.SpanStart > creation.Syntax.SpanStart && IsOnState(loop.Condition!));
    }

    // while (true), while (!_isStopped), while (_state != State.Stopped); a count of what is left to do is none.
    private static bool IsOnState(IOperation condition) => condition.ConstantValue is { HasValue: true, Value: true }
        || condition.DescendantsAndSelf().All(part => part is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }
            or IUnaryOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IInstanceReferenceOperation or IConversionOperation or ILiteralOperation)
        && condition.DescendantsAndSelf().Any(part => part is IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Type: { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum } }
            or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Type: { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum } });

    private static bool IsInConstructor(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation is IConstructorBodyOperation;
    }

    private static ISymbol? KeptIn(IOperation creation)
    {
        var value = creation;
        while (value.Parent is IConversionOperation or IConditionalOperation or ICoalesceOperation)
            value = value.Parent;
        switch (value.Parent)
        {
            case IAssignmentOperation assignment when ReferenceEquals(assignment.Value, value):
                return FieldOf(assignment.Target);
            case IFieldInitializerOperation { InitializedFields: [{ IsStatic: false } field, ..] }:
                return field;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return StoredIn(local, creation);
            default:
                return null;
        }
    }

    // `var window = new byte[size]; …; _window = window;`
    private static ISymbol? StoredIn(ILocalSymbol local, IOperation creation)
    {
        foreach (var reference in Functions.ReferencesTo(local, creation))
        {
            var value = reference;
            while (value.Parent is IConversionOperation { IsImplicit: true })
                value = value.Parent;
            if (value.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Value, value) && FieldOf(assignment.Target) is { } field)
                return field;
        }

        return null;
    }

    // Of this object, and not its public face: a public array is a result that others may keep.
    private static ISymbol? FieldOf(IOperation target) => target switch
    {
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Field: { IsStatic: false } field } => field,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Property: { IsStatic: false } property }
            when property.DeclaredAccessibility != Accessibility.Public || property.ContainingType.DeclaredAccessibility != Accessibility.Public => property,
        _ => null,
    };

    // A larger array that takes over the contents of the old one: doubling makes that rare.
    private static bool Grows(IOperation creation, IOperation size, ISymbol field)
    {
        if (size.DescendantsAndSelf().Any(part => part is IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply or BinaryOperatorKind.LeftShift or BinaryOperatorKind.Add } sum
            && sum.DescendantsAndSelf().Any(inside => IsOf(inside, field))))
        {
            return true;
        }

        var root = creation;
        while (root.Parent is { } parent)
            root = parent;
        return CodeOrder.EffectsIn(root).Any(operation => operation is IInvocationOperation { TargetMethod: { Name: "Copy" or "BlockCopy" or "CopyTo" or "ConstrainedCopy" } } call
            && (call.Arguments.FirstOrDefault()?.Value.DescendantsAndSelf().Any(part => IsOf(part, field)) == true || (call.Instance is { } instance && IsOf(instance, field))));
    }

    private static bool IsOf(IOperation operation, ISymbol field) => operation switch
    {
        IFieldReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Field, field),
        IPropertyReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Property, field),
        _ => false,
    };
}
