using System.Text;
using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>
/// The normalised name of a member, as a summary has it where no PDB proved the member:
/// <c>Namespace.Type.Method(Type,Type)</c>. Types are in their metadata form, parameter types without namespace and outer
/// type and without generic arguments, references (<c>ref</c>, <c>in</c>, <c>out</c>) as what they refer to; type parameters are
/// <c>!0</c> of the type and <c>!!0</c> of the method. A name without parameters is that of a method whose lambda, local
/// function or state machine was measured.
/// </summary>
internal static class SymbolName
{
    /// <summary>True where a name of a summary may be this member's.</summary>
    public static bool Fits(string name, ISymbol member)
    {
        var own = Of(member);
        return name.IndexOf('(') >= 0 ? name == own : own.StartsWith(name + "(", StringComparison.Ordinal);
    }

    /// <summary>The name of a member.</summary>
    public static string Of(ISymbol member)
    {
        var name = new StringBuilder(CalleeName.OfType(member.ContainingType)).Append('.').Append(member.MetadataName).Append('(');
        if (member is IMethodSymbol method)
        {
            for (var i = 0; i < method.Parameters.Length; i++)
                name.Append(i > 0 ? "," : "").Append(TypeName(method.Parameters[i].Type));
        }

        return name.Append(')').ToString();
    }

    private static string TypeName(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => TypeName(array.ElementType) + "[" + new string(',', array.Rank - 1) + "]",
        IPointerTypeSymbol pointer => TypeName(pointer.PointedAtType) + "*",
        ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter => "!!" + parameter.Ordinal,
        ITypeParameterSymbol parameter => "!" + (parameter.Ordinal + OuterArity(parameter.DeclaringType)),
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
