using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Locals whose object is made in the member and known to nobody else.</summary>
internal static class OwnedLocals
{
    /// <summary>
    /// True where the local holds a new framework collection that no one else gets to know, and no lambda or local
    /// function changes it.
    /// </summary>
    public static bool IsPrivate(ILocalSymbol local, IOperation code)
    {
        if (!IsMadeHere(local, code))
            return false;
        var function = Functions.Around(code);
        foreach (var reference in Functions.ReferencesTo(local, code))
        {
            if (!IsHarmless(reference))
                return false;
            if (!ReferenceEquals(Functions.Around(reference), function) && IsChanged(reference))
                return false;
        }

        return true;
    }

    /// <summary>True where a local is only ever assigned by its declaration, with a new object of the framework.</summary>
    public static bool IsMadeHere(ILocalSymbol local, IOperation code) =>
        InitializerOf(local, code) is { } value && IsNew(value) && !Functions.ReferencesTo(local, code).Any(IsWritten);

    /// <summary>The value that a local is declared with, without implicit conversions.</summary>
    public static IOperation? InitializerOf(ILocalSymbol local, IOperation code) =>
        Collections.WithoutConversions(LocalIndex.Of(code).DeclaratorOf(local)?.GetVariableInitializer()?.Value);

    /// <summary>True for an expression that yields a new collection, never null.</summary>
    public static bool IsNew(IOperation value) => value switch
    {
        IObjectCreationOperation creation => IsFramework(creation.Type),
        IArrayCreationOperation => true,
        IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray" or "ToHashSet", ContainingType.Name: "Enumerable" } } => true,
        IInvocationOperation { TargetMethod: { Name: "Split", ContainingType.SpecialType: SpecialType.System_String } } => true,
        IInvocationOperation { TargetMethod: { Name: "ToArray", ReturnType: IArrayTypeSymbol } copy } => copy.ContainingNamespace is { Name: "Generic" or "Concurrent", ContainingNamespace.Name: "Collections" },
        IInvocationOperation { TargetMethod: { Name: "ToImmutableArray" or "ToImmutableList" or "Create" or "CreateRange" or "ToImmutable" or "MoveToImmutable" } method } =>
            method.ContainingNamespace is { Name: "Immutable", ContainingNamespace.Name: "Collections" } && method.ContainingType.Name != "Builder",
        _ => false,
    };

    /// <summary>True where a reference is assigned or passed by reference.</summary>
    public static bool IsWritten(IOperation reference)
    {
        var place = reference;
        while (place.Parent is ITupleOperation)
            place = place.Parent;
        return place.Parent switch
        {
            IAssignmentOperation assignment => ReferenceEquals(assignment.Target, place),
            IIncrementOrDecrementOperation => true,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } => true,
            _ => false,
        };
    }

    private static bool IsHarmless(IOperation reference)
    {
        var use = reference;
        while (use.Parent is IConversionOperation { IsImplicit: true })
            use = use.Parent;
        return use.Parent switch
        {
            IInvocationOperation call => ReferenceEquals(call.Instance, use) && IsFramework(call.TargetMethod.ContainingType),
            IPropertyReferenceOperation property => ReferenceEquals(property.Instance, use) && !property.Property.ReturnsByRef,
            IArrayElementReferenceOperation element => !IsReferenced(element),
            IConditionalAccessOperation access => ReferenceEquals(access.Operation, use) && IsFramework(use.Type),
            IForEachLoopOperation or INameOfOperation or IIsPatternOperation or IIsTypeOperation => true,
            IReturnOperation { Kind: OperationKind.Return } => true,
            IBinaryOperation { OperatorMethod: null } => true,
            IArgumentOperation { Parent: IInvocationOperation call } => IsReadOnlyFramework(call.TargetMethod),
            IArgumentOperation { Parent: IObjectCreationOperation creation } => creation.Type is { ContainingNamespace.Name: "Generic" } && IsFramework(creation.Type),
            _ => false,
        };
    }

    private static bool IsReferenced(IArrayElementReferenceOperation element) =>
        element.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } }
            or IAddressOfOperation or IReturnOperation;

    private static bool IsChanged(IOperation reference) => reference.Parent switch
    {
        IInvocationOperation call => Collections.IsMutator(call.TargetMethod),
        IConditionalAccessOperation => true,
        IPropertyReferenceOperation property => IsWritten(property),
        IArrayElementReferenceOperation element => IsWritten(element),
        _ => false,
    };

    private static bool IsFramework(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is IArrayTypeSymbol)
                return true;
            if (!FrameworkCalls.IsFramework(type))
                return false;
        }

        return true;
    }

    private static bool IsReadOnlyFramework(IMethodSymbol method) =>
        FrameworkCalls.IsFramework(method.ContainingType) && method.ContainingType.Name is "Enumerable" or "String" or "Console" or "HashSet" or "MemoryExtensions"
        && method.Name is not ("AsSpan" or "AsMemory" or "Sort" or "Reverse" or "CopyTo" or "Replace" or "AsEnumerable" or "Cast");
}
