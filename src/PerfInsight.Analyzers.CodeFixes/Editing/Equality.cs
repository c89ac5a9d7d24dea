using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Which types may become keys of a hash table.</summary>
internal static class Equality
{
    /// <summary>
    /// True where equal values are known to have equal hash codes that do not change: then a hash look-up finds what a
    /// scan with the default comparer finds. Types with equality of their own are not looked into.
    /// </summary>
    public static bool HashesLikeItCompares(ITypeSymbol type) =>
        HashesLikeItCompares(type, ImmutableHashSet.Create<ITypeSymbol>(SymbolEqualityComparer.Default));

    /// <summary>True for a comparer of strings whose answers do not depend on the current culture.</summary>
    public static bool IsFixedStringComparer(IOperation comparer) => Collections.WithoutConversions(comparer) is IPropertyReferenceOperation
    {
        Property: { ContainingType: { Name: "StringComparer", ContainingNamespace.Name: "System" }, Name: "Ordinal" or "OrdinalIgnoreCase" or "InvariantCulture" or "InvariantCultureIgnoreCase" },
    };

    // A record may hold others of its own type: those are not looked at twice.
    private static bool HashesLikeItCompares(ITypeSymbol type, ImmutableHashSet<ITypeSymbol> within)
    {
        if (within.Contains(type))
            return true;
        within = within.Add(type);
        if (type.TypeKind == TypeKind.Enum)
            return true;
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte
                or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32
                or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Single or SpecialType.System_Double
                or SpecialType.System_Decimal or SpecialType.System_String or SpecialType.System_DateTime
                or SpecialType.System_IntPtr or SpecialType.System_UIntPtr:
                return true;
        }

        if (type is not INamedTypeSymbol named)
            return false;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return HashesLikeItCompares(named.TypeArguments[0], within);
        if (named.IsTupleType)
            return named.TupleElements.All(element => HashesLikeItCompares(element.Type, within));
        if (named.IsAnonymousType)
            return named.GetMembers().OfType<IPropertySymbol>().All(property => HashesLikeItCompares(property.Type, within));
        if (named.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
            && named.Name is "Guid" or "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly" or "Version" or "Type" or "Int128" or "UInt128" or "Half")
        {
            return true;
        }

        return named.IsRecord ? IsImmutableRecord(named, within) : named is { IsSealed: true, TypeKind: TypeKind.Class } && ComparesByReference(named);
    }

    // The compiler writes a record's equality over its fields; a settable member could change the hash meanwhile
    // (not that of a record struct: the table has a copy).
    private static bool IsImmutableRecord(INamedTypeSymbol record, ImmutableHashSet<ITypeSymbol> within)
    {
        if (record.TypeKind == TypeKind.Class && !record.IsSealed)
            return false;
        foreach (var member in record.GetMembers())
        {
            switch (member)
            {
                case IMethodSymbol { Name: "Equals" or "GetHashCode", IsImplicitlyDeclared: false }:
                    return false;
                case IFieldSymbol { IsStatic: false } field
                    when (record.IsReferenceType && !field.IsReadOnly && !IsReadOnlyProperty(field.AssociatedSymbol)) || !HashesLikeItCompares(field.Type, within):
                    return false;
            }
        }

        return record.BaseType?.IsRecord != true;
    }

    private static bool IsReadOnlyProperty(ISymbol? symbol) => symbol is IPropertySymbol { SetMethod: null or { IsInitOnly: true } };

    private static bool ComparesByReference(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            if (current.GetMembers("Equals").Length > 0 || current.GetMembers("GetHashCode").Length > 0)
                return false;
        }

        return !type.AllInterfaces.Any(i => i.Name == "IEquatable");
    }
}
