using System.Reflection;
using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>The symbol by which the runtime, and so a profile, knows a member.</summary>
internal static class ProfiledSymbol
{
    // C# 14 extension members run as static methods of the enclosing class. The property is younger than the compiler
    // that this assembly is built against (4.8), and is only there on compilers that know extension members.
    private static readonly Func<IMethodSymbol, IMethodSymbol?>? AssociatedExtensionImplementation =
        typeof(IMethodSymbol).GetTypeInfo().GetDeclaredProperty("AssociatedExtensionImplementation")?.GetMethod is { } getter
            ? (Func<IMethodSymbol, IMethodSymbol?>)getter.CreateDelegate(typeof(Func<IMethodSymbol, IMethodSymbol?>))
            : null;

    /// <summary>The symbol whose documentation-comment id a summary has.</summary>
    public static ISymbol Of(ISymbol symbol)
    {
        if (symbol is not IMethodSymbol method)
            return symbol;
        method = method.PartialDefinitionPart ?? method;

        // The block that declares extension members is a type without a name.
        return method.ContainingType is { Name: "" } ? AssociatedExtensionImplementation?.Invoke(method) ?? method : method;
    }
}
