using Microsoft.CodeAnalysis;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>The normalised name of a symbol, in the form that <see cref="MemberName"/> describes.</summary>
internal static class SymbolName
{
    /// <summary>True where a name of a summary may be this member's.</summary>
    public static bool Fits(string name, ISymbol member) => MemberName.Fits(name, Of(member));

    /// <summary>The name of a member.</summary>
    public static string Of(ISymbol member) => MemberName.Of(
        CalleeName.OfType(member.ContainingType),
        member.MetadataName,
        member is IMethodSymbol method ? method.Parameters.Select(parameter => TypeName(parameter.Type)) : []);

    private static string TypeName(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => MemberName.Array(TypeName(array.ElementType), array.Rank),
        IPointerTypeSymbol pointer => TypeName(pointer.PointedAtType) + "*",
        IFunctionPointerTypeSymbol => MemberName.FunctionPointer,
        ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter => MemberName.TypeParameter(parameter.Ordinal, isOfMethod: true),
        ITypeParameterSymbol parameter => MemberName.TypeParameter(parameter.Ordinal + OuterArity(parameter.DeclaringType), isOfMethod: false),
        IDynamicTypeSymbol => "Object",
        INamedTypeSymbol { IsTupleType: true, TupleUnderlyingType: { } tuple } => tuple.MetadataName,
        _ => type.MetadataName,
    };

    private static int OuterArity(INamedTypeSymbol? type)
    {
        var arity = 0;
        for (var outer = type?.ContainingType; outer is not null; outer = outer.ContainingType)
            arity += outer.Arity;
        return arity;
    }
}
