using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>What calls of framework methods may run or wait for.</summary>
internal static class FrameworkCalls
{
    /// <summary>True for types of the <c>System</c> namespaces.</summary>
    public static bool IsFramework(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space is { Name: "System", IsGlobalNamespace: false } && !type.Locations.Any(location => location.IsInSource);
    }

    /// <summary>True where a call may wait for another thread, or show what one has written meanwhile.</summary>
    public static bool MaySynchronise(IMethodSymbol method)
    {
        if (method.ContainingType is { Name: "CancellationToken" })
            return false;
        for (var space = method.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.Name is "Threading" or "Concurrent" or "Channels")
                return true;
        }

        return false;
    }

    /// <summary>True for an enumerable that may run code of its own with each element: nobody knows what it does.</summary>
    public static bool IsLazy(ITypeSymbol? type) => type is { TypeKind: TypeKind.Interface } && type.Name is
        "IEnumerable" or "IOrderedEnumerable" or "IAsyncEnumerable" or "IQueryable" or "IEnumerator" or "IAsyncEnumerator";

    /// <summary>True for a delegate that comes from somewhere else: nobody knows what it does.</summary>
    public static bool IsUnknownDelegate(IOperation argument) => argument.Type?.TypeKind == TypeKind.Delegate
        && argument is not (IDelegateCreationOperation or IAnonymousFunctionOperation or IMethodReferenceOperation)
        && argument.ConstantValue is not { HasValue: true, Value: null };
}
