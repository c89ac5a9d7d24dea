using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>How code uses an array.</summary>
internal enum BufferUseKind
{
    /// <summary>One element is read or written.</summary>
    Element,

    /// <summary>Its length is asked for.</summary>
    Length,

    /// <summary>All elements are enumerated.</summary>
    ForEach,

    /// <summary>A method gets the array and does not keep it.</summary>
    Argument,

    /// <summary>A method gets a span over it.</summary>
    Span,

    /// <summary>The variable is set to null when the array is no longer needed.</summary>
    Dropped,

    /// <summary>A pointer to it is taken for the time of a statement.</summary>
    Pinned,

    /// <summary>Anything else: the array may live on.</summary>
    Escapes,
}

/// <summary>One use of an array.</summary>
/// <param name="Kind">How.</param>
/// <param name="Reference">The read of the variable.</param>
/// <param name="Node">The element access, property, argument, conversion, loop or assignment that uses it.</param>
internal sealed record BufferUse(BufferUseKind Kind, IOperation Reference, IOperation Node)
{
    // Deep enough for a helper and its helper; beyond that nothing is claimed.
    private const int MaxDepth = 3;

    /// <summary>What a read of the variable is used for.</summary>
    public static BufferUse Of(IOperation reference, Compilation compilation, CancellationToken cancellationToken) =>
        Of(reference, compilation, depth: 0, cancellationToken);

    private static BufferUse Of(IOperation reference, Compilation compilation, int depth, CancellationToken cancellationToken)
    {
        BufferUse As(BufferUseKind kind, IOperation node) => new(kind, reference, node);
        var value = reference;
        while (value.Parent is IConversionOperation { IsImplicit: true } conversion)
            value = conversion;
        switch (value.Parent)
        {
            case IArrayElementReferenceOperation element when ReferenceEquals(element.ArrayReference, value):
                return As(IsByReference(element) ? BufferUseKind.Escapes : BufferUseKind.Element, element);
            case IPropertyReferenceOperation { Property.Name: "Length" or "LongLength" } property:
                return As(BufferUseKind.Length, property);
            case IForEachLoopOperation loop when ReferenceEquals(loop.Collection, value):
                return As(BufferUseKind.ForEach, loop);
            case ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: null } } assignment when ReferenceEquals(assignment.Target, value):
                return As(BufferUseKind.Dropped, assignment);
            case IInvocationOperation call when ReferenceEquals(call.Instance, value) && BufferMethods.KeepsNothing(call.TargetMethod):
                return As(BufferUseKind.Argument, call);
            case IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation or IObjectCreationOperation } argument:
                var call2 = argument.Parent!;
                if (BufferMethods.IsSpan(value.Type))
                    return As(IsSpanLost(call2) ? BufferUseKind.Escapes : BufferUseKind.Span, argument);
                if (IsAsSpan(call2))
                    return As(IsSpanUsedUp(call2) ? BufferUseKind.Span : BufferUseKind.Escapes, argument);
                return As(
                    BufferMethods.EndsHere(call2) && IsGivenBack(call2, parameter, compilation, depth, cancellationToken) ? BufferUseKind.Argument : BufferUseKind.Escapes,
                    argument);
            // The pointer ends with the statement; the buffer cannot become a span here.
            case { } pinned when Uses.IsPinned(reference):
                return As(BufferUseKind.Pinned, pinned);
            default:
                return As(BufferUseKind.Escapes, value);
        }
    }

    // A reference to an element, or a copy of some of them.
    private static bool IsByReference(IArrayElementReferenceOperation element) =>
        element.Indices.Any(index => index.Type is { Name: "Range", ContainingNamespace.Name: "System" })
        || element.Parent switch
        {
            IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => argument.Parent is not IInvocationOperation { TargetMethod.RefKind: RefKind.None },
            IAddressOfOperation => true,
            _ => element.Syntax.Parent is RefExpressionSyntax,
        };

    private static bool IsAsSpan(IOperation call) =>
        call is IInvocationOperation { TargetMethod: { Name: "AsSpan", ContainingType: { Name: "MemoryExtensions", ContainingNamespace.Name: "System" } } };

    // The span goes straight into a call that gives back no span.
    private static bool IsSpanUsedUp(IOperation span)
    {
        while (span.Parent is IConversionOperation { IsImplicit: true } conversion)
            span = conversion;
        return span.Parent switch
        {
            IArgumentOperation { Parameter.RefKind: RefKind.None, Parent: { } call } => !IsSpanLost(call),
            IInvocationOperation { TargetMethod.Name: "Slice" } slice when ReferenceEquals(slice.Instance, span) => IsSpanUsedUp(slice),
            IInvocationOperation call when ReferenceEquals(call.Instance, span) => !IsSpanLost(call),
            IPropertyReferenceOperation { Property.Name: "Length" } => true,
            _ => false,
        };
    }

    private static bool IsSpanLost(IOperation call) =>
        call is not IInvocationOperation { TargetMethod: { RefKind: RefKind.None, ReturnType.IsRefLikeType: false } } and not IObjectCreationOperation { Type.IsRefLikeType: false };

    private static bool IsGivenBack(IOperation call, IParameterSymbol parameter, Compilation compilation, int depth, CancellationToken cancellationToken)
    {
        var method = call is IInvocationOperation invocation ? invocation.TargetMethod : ((IObjectCreationOperation)call).Constructor;
        if (method is null)
            return false;
        if (BufferMethods.KeepsNothing(method))
        {
            return parameter.Type is IArrayTypeSymbol
                || parameter.Type.OriginalDefinition.SpecialType is SpecialType.System_Array or SpecialType.System_Object or SpecialType.System_Collections_Generic_IEnumerable_T
                || IsAwaitedMemory(method, parameter);
        }

        // A helper of the same program: look at what it does. Overrides could do something else.
        if (depth == MaxDepth || parameter.Type is not IArrayTypeSymbol || method.IsAbstract || method.IsVirtual || (method.IsOverride && !method.IsSealed)
            || method.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault() is not { } declaration)
        {
            return false;
        }

        var syntax = declaration.GetSyntax(cancellationToken);
#pragma warning disable RS1030 // only hot members get here, and only for the helpers that they give a buffer to
        var body = compilation.GetSemanticModel(syntax.SyntaxTree).OperationOf(syntax, cancellationToken);
#pragma warning restore RS1030
        if (body is null)
            return false;
        var target = method.OriginalDefinition.Parameters[parameter.Ordinal];
        foreach (var operation in body.Descendants())
        {
            if (operation is IParameterReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(reference.Parameter, target)
                && (IsInLambda(reference) || !IsHarmless(reference, compilation, depth, cancellationToken)))
            {
                return false;
            }
        }

        return true;
    }

    // `if (buffer == null) throw …` looks at the reference only.
    private static bool IsHarmless(IOperation reference, Compilation compilation, int depth, CancellationToken cancellationToken) =>
        reference.Parent is IBinaryOperation or IIsPatternOperation or INameOfOperation or IIsTypeOperation
        || (reference.Parent is IConversionOperation { IsImplicit: true } conversion && IsComparedWithNull(conversion))
        || Of(reference, compilation, depth + 1, cancellationToken).Kind != BufferUseKind.Escapes;

    private static bool IsComparedWithNull(IConversionOperation conversion) =>
        conversion.Parent is IBinaryOperation or IIsPatternOperation
        || conversion.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "ThrowIfNull", ContainingType.Name: "ArgumentNullException" } } };

    private static bool IsAwaitedMemory(IMethodSymbol method, IParameterSymbol parameter) =>
        parameter.Type.Name is "Memory" or "ReadOnlyMemory" && method.Name.EndsWith("Async", StringComparison.Ordinal);

    private static bool IsInLambda(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }
}
