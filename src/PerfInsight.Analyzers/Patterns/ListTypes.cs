using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Types whose elements are found by looking at one after the other.</summary>
internal static class ListTypes
{
    /// <summary>
    /// The type of the elements; null for types that are not searched from the start, such as a set behind
    /// <c>ICollection&lt;T&gt;</c> or <c>IEnumerable&lt;T&gt;</c> may be.
    /// </summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) =>
        KnownElementOf(type) ?? (type is INamedTypeSymbol { TypeArguments.Length: 1 } named && CalleeName.OfType(named.OriginalDefinition) is
            "System.Collections.Generic.IList`1" or "System.Collections.Generic.IReadOnlyList`1"
            or "System.Collections.ObjectModel.Collection`1" or "System.Collections.ObjectModel.ReadOnlyCollection`1"
            or "System.Collections.ObjectModel.ObservableCollection`1"
            ? ((INamedTypeSymbol)type).TypeArguments[0]
            : null);

    /// <summary>As above, only for types of which it is known how they search: with the element's own equality.</summary>
    public static ITypeSymbol? KnownElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { TypeArguments.Length: 1 } named when CalleeName.OfType(named.OriginalDefinition) is
            "System.Collections.Generic.List`1" or "System.Collections.Immutable.ImmutableArray`1"
            or "System.Collections.Immutable.ImmutableList`1" or "System.Collections.Generic.LinkedList`1"
            or "System.Collections.Generic.Queue`1" => named.TypeArguments[0],
        _ => null,
    };
}
