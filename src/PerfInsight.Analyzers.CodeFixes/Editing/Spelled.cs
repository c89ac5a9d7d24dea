using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Types by their full names, so that those of the code before and after a rewrite, which are different symbols, can be compared.</summary>
internal static class Spelled
{
    /// <summary>The full name, without annotations for null.</summary>
    public static string Of(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>True for one and the same type.</summary>
    public static bool Alike(ITypeSymbol? one, ITypeSymbol? other) => one is not null && other is not null && Of(one) == Of(other);
}
