using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

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

    // What names say about methods that use what they are given after they have returned.
    private static readonly string[] Later = ["Enqueue", "Queue", "Post", "Schedule", "Attach", "Create", "Init", "Assign", "Keep", "Cache", "Register", "Return", "Begin", "Wrap", "From", "Use", "Submit", "Start", "Run"];

    // What a method is called that moves bytes or characters from one array to another.
    private static readonly string[] Moving = ["Read", "Fill", "Copy", "Encode", "Decode", "Transform", "Filter", "Flush", "Convert", "Compress", "Decompress", "Encrypt", "Decrypt", "Write", "Get", "TryRead", "TryGet", "TryCopy",
        "TryWrite", "Process", "Compute", "Receive", "Peek", "Unpack", "Pack", "Inflate", "Deflate", "Hash"];

    // What a method is called that draws, or hands data to a graphics card.
    private static readonly string[] Drawing = ["Draw", "FillPolygon", "FillRectangles", "Upload", "Blit", "SetData", "BufferData", "SetPixels", "Render"];

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
            IArgumentOperation argument => IsFilledOrRead(argument),
            _ => LocalOf(creation) is { } local && IsForgotten(local, creation, compilation, cancellationToken),
        };
    }

    /// <summary>The local that is declared with a value, or set to it.</summary>
    public static ILocalSymbol? LocalOf(IOperation value) => value.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None, Type: IArrayTypeSymbol } local } } => local,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { RefKind: RefKind.None, Type: IArrayTypeSymbol } local } } => local,
        _ => null,
    };

    /// <summary>True where nothing that the function does with a local makes its array live on.</summary>
    public static bool IsForgotten(ILocalSymbol local, IOperation creation, Compilation compilation, CancellationToken cancellationToken)
    {
        var isUsed = false;
        foreach (var operation in Functions.ReferencesTo(local, creation))
        {
            // What a failure keeps it may copy first.
            if (operation is not ILocalReferenceOperation reference || IsInCatch(reference, creation))
                continue;
            if (IsInFunctionOfItsOwn(reference, creation) || !(IsHarmless(reference) || BufferUse.Of(reference, compilation, cancellationToken).Kind != BufferUseKind.Escapes))
                return false;
            isUsed |= reference.Parent is not IAssignmentOperation;
        }

        return isUsed;
    }

    private static bool IsInCatch(IOperation reference, IOperation creation)
    {
        for (var parent = reference.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ICatchClauseOperation)
                return !parent.Syntax.Span.Contains(creation.Syntax.Span);
        }

        return false;
    }

    private static bool IsHarmless(ILocalReferenceOperation reference)
    {
        IOperation value = reference;
        while (value.Parent is IConversionOperation { IsImplicit: true } conversion)
            value = conversion;
        return value.Parent switch
        {
            ISimpleAssignmentOperation assignment => ReferenceEquals(assignment.Target, value) && assignment.Value is IArrayCreationOperation or IInvocationOperation or { ConstantValue.HasValue: true },
            IArgumentOperation argument => IsHanded(argument) || WrappedBuffer.EndsHere(argument),
            IBinaryOperation or IIsPatternOperation => true,
            _ => false,
        };
    }

    // Straight into a call: `stream.Read(new byte[4], 0, 4)` would lose what is read, so the method uses it as a working area.
    private static bool IsFilledOrRead(IArgumentOperation argument) =>
        argument is { Parent: IInvocationOperation { TargetMethod: { Name: var name } method } } && IsHanded(argument)
        && (BufferMethods.KeepsNothing(method) || name.StartsWith("Read", StringComparison.Ordinal) || name.StartsWith("Write", StringComparison.Ordinal) || name.StartsWith("Copy", StringComparison.Ordinal));

    // The call gives back neither an object that could hold the array nor a task that still works on it.
    internal static bool IsHanded(IArgumentOperation argument)
    {
        if (argument is not { Parameter: { RefKind: RefKind.None, Type: IArrayTypeSymbol or INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" } }, Parent: IInvocationOperation call })
            return false;
        var method = call.TargetMethod;
        if (BufferMethods.KeepsNothing(method))
            return BufferMethods.EndsHere(call);

        // An array with a place in it is a working area.
        if (IsMove(method, argument.Parameter) || IsPart(method, argument.Parameter) || IsDrawing(method, argument.Parameter))
            return BufferMethods.EndsHere(call) && (IsPlainResult(method.ReturnType) || call.Parent is IExpressionStatementOperation);

        // What is seen to keep it does; behind an interface or a delegate is anything; an override is most likely as its base.
        if (method.ContainingType.TypeKind is TypeKind.Interface or TypeKind.Delegate || (method.Locations.Any(location => location.IsInSource) && !method.IsVirtual && !method.IsAbstract && !method.IsOverride))
            return false;
        return !KeepingNames.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal)) && BufferMethods.EndsHere(call) && IsPlainResult(method.ReturnType);
    }

    // encoder.Flush(input, 0, count, output), reader.ReadBytes(buffer, offset, count)
    private static bool IsMove(IMethodSymbol method, IParameterSymbol parameter) =>
        method.ContainingType.TypeKind != TypeKind.Delegate
        && Moving.Any(start => method.Name.StartsWith(start, StringComparison.Ordinal))
        && parameter.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char }
        && method.Parameters.Count(other => other.Type.SpecialType is SpecialType.System_Int32) is var numbers and > 0
        && (numbers > 1 || parameter.Ordinal == method.Parameters.Length - 1 || method.Parameters.Length == 2);

    // sink.Put(buffer, 0, count): who is told which part of an array to take takes a copy of it, unless he says that he works on it later.
    private static bool IsPart(IMethodSymbol method, IParameterSymbol parameter) =>
        parameter.Type is IArrayTypeSymbol && parameter.Ordinal + 2 < method.Parameters.Length
        && method.Parameters[parameter.Ordinal + 1].Type.SpecialType == SpecialType.System_Int32 && method.Parameters[parameter.Ordinal + 2].Type.SpecialType == SpecialType.System_Int32
        && !Later.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal));

    // device.DrawUserPrimitives(vertices, n), buffer.SetData(points): drawn or copied to the card when the call returns.
    private static bool IsDrawing(IMethodSymbol method, IParameterSymbol parameter) => parameter.Type is IArrayTypeSymbol && method.ContainingType.TypeKind != TypeKind.Delegate
        && Drawing.Any(start => method.Name.StartsWith(start, StringComparison.Ordinal));

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
