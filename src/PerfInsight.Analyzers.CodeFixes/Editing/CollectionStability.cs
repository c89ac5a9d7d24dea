using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Editing;

/// <summary>
/// Shows that a collection keeps its elements while some code runs, so that something built from it beforehand stays
/// true. The code itself must not change it; and where others can hold the collection too (a parameter, a field, a local
/// that was passed on), no code that can be reached may change any collection that could be it, nor wait for another
/// thread that could.
/// </summary>
internal static class CollectionStability
{
    /// <summary>True where what <paramref name="collection"/> reads cannot change while <paramref name="code"/> runs.</summary>
    public static bool IsUnchanged(IOperation collection, IOperation code, SemanticModel model, CancellationToken cancellationToken) =>
        IsUnchanged(collection, ImmutableArray<ISymbol>.Empty, code, model, cancellationToken);

    /// <summary>As above, and the fields and properties <paramref name="members"/> of the elements keep their values.</summary>
    public static bool IsUnchanged(
        IOperation collection, ImmutableArray<ISymbol> members, IOperation code, SemanticModel model, CancellationToken cancellationToken)
    {
        if (Collections.SymbolOf(collection) is not { } symbol
            || collection.Type is not { } type
            || Collections.IsChangedIn(symbol, code)
            || Collections.IsDeclaredIn(symbol, code))
        {
            return false;
        }

        var isOwn = symbol is ILocalSymbol local ? !IsAssignedElsewhere(local, code) : IsHeldStill(symbol, code);
        if (!isOwn)
            return false;
        var isPrivate = (IsImmutable(type) && symbol is ILocalSymbol or IParameterSymbol)
            || (symbol is ILocalSymbol made && OwnedLocals.IsPrivate(made, code));
        return (isPrivate && members.IsEmpty)
            || new ReachableCode(symbol, type, code, model, cancellationToken) { IsPrivate = isPrivate, Members = members }.KeepsCollection();
    }

    private static bool IsImmutable(ITypeSymbol type) =>
        type is INamedTypeSymbol { ContainingNamespace: { Name: "Immutable" or "Frozen", ContainingNamespace.Name: "Collections" } };

    // The same variable must still hold the same collection: nobody else may assign it.
    private static bool IsHeldStill(ISymbol symbol, IOperation code) => symbol switch
    {
        IParameterSymbol { RefKind: RefKind.None or RefKind.In } parameter => parameter.RefKind == RefKind.None && !IsAssignedElsewhere(parameter, code),
        IFieldSymbol { IsVolatile: false } field => field.IsReadOnly || field is { DeclaredAccessibility: Accessibility.Private, Type: not IArrayTypeSymbol },
        IPropertySymbol { IsVirtual: false, IsAbstract: false, IsOverride: false, SetMethod: null or { IsInitOnly: true } } property => IsAutomatic(property),
        _ => false,
    };

    /// <summary>True for a property without code of its own.</summary>
    public static bool IsAutomatic(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    // In a lambda or local function that the code may call.
    private static bool IsAssignedElsewhere(ISymbol variable, IOperation code) => Functions.ReferencesTo(variable, code).Any(reference =>
        OwnedLocals.IsWritten(reference) && !ReferenceEquals(Functions.Around(reference), Functions.Around(code)));
}
