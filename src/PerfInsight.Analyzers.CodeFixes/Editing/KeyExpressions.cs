using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Shows that keys can be read at another time than before, and hashed instead of compared.</summary>
internal static class KeyExpressions
{
    /// <summary>
    /// True for a local, parameter or element, and fields and automatic properties of it: reading it has no effect and,
    /// as far as annotations tell, throws nothing.
    /// </summary>
    public static bool IsPlainRead(IOperation key, SemanticModel model, CancellationToken cancellationToken) => key switch
    {
        ILocalReferenceOperation { Local.RefKind: RefKind.None } or IParameterReferenceOperation { Parameter.RefKind: RefKind.None } => true,
        IFieldReferenceOperation { Field.IsVolatile: false } field => IsReadable(field.Instance, model, cancellationToken),
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property => IsPlain(property.Property) && IsReadable(property.Instance, model, cancellationToken),
        _ => false,
    };

    /// <summary>The members that a key is read through and that could get another value meanwhile.</summary>
    public static IEnumerable<ISymbol> ChangeableMembers(IOperation key)
    {
        for (var part = key; part is IMemberReferenceOperation member; part = member.Instance!)
        {
            var isFixed = member switch
            {
                IFieldReferenceOperation field => field.Field.IsReadOnly || field.Field.IsConst,
                IPropertyReferenceOperation property => property.Property.SetMethod is null or { IsInitOnly: true },
                _ => true,
            };
            if (!isFixed)
                yield return member.Member.OriginalDefinition;
            if (member.Instance is null)
                yield break;
        }
    }

    /// <summary>True where the comparison finds equal exactly what a hash table with the default comparer does.</summary>
    public static bool ComparesLikeHash(KeyComparison key)
    {
        var type = key.ElementKey.Type;
        if (type is null || !SymbolEqualityComparer.Default.Equals(type, key.OtherKey.Type) || !Equality.HashesLikeItCompares(type))
            return false;

        // NaN is not equal to itself by ==, but is by Equals.
        var underlying = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        if (underlying.SpecialType is SpecialType.System_Double or SpecialType.System_Single || underlying.Name == "Half" || underlying.IsTupleType)
            return false;
        return key.Comparison switch
        {
            IBinaryOperation { OperatorMethod: null } => true,
            IBinaryOperation { OperatorMethod: { } equals } => IsOfTypeItself(equals, underlying),
            IInvocationOperation { TargetMethod: var equals } call => (IsOfTypeItself(equals, underlying) || equals.ContainingType.SpecialType is SpecialType.System_Object)
                && (call.Instance is not { Type.IsReferenceType: true } instance || instance.Type.NullableAnnotation == NullableAnnotation.NotAnnotated),
            _ => false,
        };
    }

    /// <summary>
    /// The expression of the comparer that compares strings as the comparison does: empty for the default one; null where
    /// there is none whose answers always stay the same.
    /// </summary>
    public static string? ComparerOf(KeyComparison key)
    {
        if (key.Mode is not { } mode)
            return "";
        if (mode is not IFieldReferenceOperation { Field: { Name: var name, ContainingType.Name: "StringComparison" } })
            return null;
        return name is "Ordinal" or "OrdinalIgnoreCase" or "InvariantCulture" or "InvariantCultureIgnoreCase" ? "System.StringComparer." + name : null;
    }

    private static bool IsOfTypeItself(IMethodSymbol equals, ITypeSymbol type) =>
        equals.IsImplicitlyDeclared || (FrameworkCalls.IsFramework(equals.ContainingType) && (FrameworkCalls.IsFramework(type) || type.TypeKind == TypeKind.Enum));

    private static bool IsReadable(IOperation? instance, SemanticModel model, CancellationToken cancellationToken)
    {
        if (instance is null or IInstanceReferenceOperation)
            return true;

        // What an author only claims with "!" is not known.
        if (instance.Syntax.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression) || instance.Syntax.IsKind(SyntaxKind.SuppressNullableWarningExpression))
            return false;
        var isThere = instance.Type is { IsValueType: true }
            || model.GetTypeInfo(instance.Syntax, cancellationToken).Nullability.FlowState == NullableFlowState.NotNull;
        return isThere && IsPlainRead(instance, model, cancellationToken);
    }

    private static bool IsPlain(IPropertySymbol property)
    {
        if (property.IsAbstract || ((property.IsVirtual || property.IsOverride) && !property.ContainingType.IsSealed) || property.ReturnsByRef)
            return false;
        return CollectionStability.IsAutomatic(property.OriginalDefinition)
            || property.ContainingType.IsAnonymousType
            || (FrameworkCalls.IsFramework(property.ContainingType)
                && (property.ContainingType.Name, property.Name) is ("KeyValuePair", "Key" or "Value") or ("String", "Length")
                    or ("DateTime" or "DateTimeOffset" or "DateOnly", "Date" or "Year" or "Month" or "Day"));
    }
}
