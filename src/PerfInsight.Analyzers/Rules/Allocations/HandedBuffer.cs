using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// An array that is made and only handed to methods which do not give it back: most likely it is forgotten then, but a method
/// that is not known might keep it. Where it is certain see <see cref="TemporaryBuffer"/>.
/// </summary>
internal static class HandedBuffer
{
    // What names say about methods that keep what they are given.
    private static readonly string[] KeepingNames = ["Add", "Set", "Enqueue", "Push", "Insert", "Append", "Store", "Register", "Post", "Put", "Attach", "Create", "Init", "Load", "Return", "Save", "Cache",
        "Keep", "Assign", "Queue", "Schedule", "Send", "Update"];

    /// <summary>True where nothing that the function itself does makes the array live on.</summary>
    public static bool Is(IArrayCreationOperation creation, Compilation compilation, CancellationToken cancellationToken)
    {
        if (creation is not { IsImplicit: false, Initializer: null, DimensionSizes: { Length: 1 } sizes, Type: IArrayTypeSymbol { ElementType.IsUnmanagedType: true } }
            || sizes[0].ConstantValue is { HasValue: true, Value: 0 })
        {
            return false;
        }

        return creation.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None, Type: IArrayTypeSymbol } local } } => IsForgotten(local, creation, compilation, cancellationToken),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { RefKind: RefKind.None, Type: IArrayTypeSymbol } local } } => IsForgotten(local, creation, compilation, cancellationToken),
            IArgumentOperation argument => IsFilledOrRead(argument),
            _ => false,
        };
    }

    private static bool IsForgotten(ILocalSymbol local, IOperation creation, Compilation compilation, CancellationToken cancellationToken)
    {
        var root = creation;
        while (root.Parent is { } parent)
            root = parent;
        var isUsed = false;
        foreach (var operation in root.Descendants())
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local))
                continue;
            if (IsInFunctionOfItsOwn(reference, creation) || !(IsHarmless(reference) || BufferUse.Of(reference, compilation, cancellationToken).Kind != BufferUseKind.Escapes))
                return false;
            isUsed |= reference.Parent is not IAssignmentOperation;
        }

        return isUsed;
    }

    private static bool IsHarmless(ILocalReferenceOperation reference)
    {
        IOperation value = reference;
        while (value.Parent is IConversionOperation { IsImplicit: true } conversion)
            value = conversion;
        return value.Parent switch
        {
            ISimpleAssignmentOperation assignment => ReferenceEquals(assignment.Target, value) && assignment.Value is IArrayCreationOperation,
            IArgumentOperation argument => IsHanded(argument),
            IBinaryOperation or IIsPatternOperation => true,
            _ => false,
        };
    }

    // Straight into a call: `stream.Read(new byte[4], 0, 4)` would lose what is read, so the method uses it as a working area.
    private static bool IsFilledOrRead(IArgumentOperation argument) =>
        argument is { Parent: IInvocationOperation { TargetMethod: { Name: var name } method } } && IsHanded(argument)
        && (BufferMethods.KeepsNothing(method) || name.StartsWith("Read", StringComparison.Ordinal) || name.StartsWith("Write", StringComparison.Ordinal) || name.StartsWith("Copy", StringComparison.Ordinal));

    // The call gives back neither an object that could hold the array nor a task that still works on it.
    private static bool IsHanded(IArgumentOperation argument)
    {
        if (argument is not { Parameter: { RefKind: RefKind.None, Type: IArrayTypeSymbol or INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" } }, Parent: IInvocationOperation call })
            return false;
        var method = call.TargetMethod;
        if (BufferMethods.KeepsNothing(method))
            return BufferMethods.EndsHere(call);

        // What is seen to keep it does; behind an interface or a delegate is anything; an override is most likely as its base.
        if (method.ContainingType.TypeKind is TypeKind.Interface or TypeKind.Delegate || (method.Locations.Any(location => location.IsInSource) && !method.IsVirtual && !method.IsAbstract && !method.IsOverride))
            return false;
        return !KeepingNames.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal)) && BufferMethods.EndsHere(call) && IsPlainResult(method.ReturnType);
    }

    private static bool IsPlainResult(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { Name: "Task" or "ValueTask" } task)
            return task.TypeArguments.All(IsPlainResult);
        return type.SpecialType is SpecialType.System_Void or SpecialType.System_String || type is { IsUnmanagedType: true };
    }

    private static bool IsInFunctionOfItsOwn(IOperation reference, IOperation creation)
    {
        for (var parent = reference.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return !parent.Syntax.Span.Contains(creation.Syntax.Span);
        }

        return false;
    }
}
