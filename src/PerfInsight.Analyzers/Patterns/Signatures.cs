using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Whether a signature may be changed.</summary>
internal static class Signatures
{
    /// <summary>True where somebody else's type fixes the signature: an override or an implementation of what is not in this source.</summary>
    public static bool IsGiven(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (!IsInSource(overridden))
                return true;
        }

        if (method.ExplicitInterfaceImplementations.Any(member => !IsInSource(member)))
            return true;
        if (method.DeclaredAccessibility != Accessibility.Public || method.ContainingType is not { } type)
            return false;
        foreach (var implemented in type.AllInterfaces)
        {
            if (IsInSource(implemented))
                continue;
            foreach (var member in implemented.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                    return true;
            }
        }

        return false;
    }

    /// <summary>True where an override, or an implementation of any interface, shares the signature.</summary>
    public static bool IsShared(IMethodSymbol method) => method.IsOverride || method.IsVirtual || method.IsAbstract
        || !method.ExplicitInterfaceImplementations.IsEmpty
        || (method.DeclaredAccessibility == Accessibility.Public && method.ContainingType?.AllInterfaces.Any(implemented => implemented.GetMembers(method.Name)
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))) == true);

    private static bool IsInSource(ISymbol symbol) => symbol.Locations.Any(location => location.IsInSource);
}
