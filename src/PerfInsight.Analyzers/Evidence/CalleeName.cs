using System.Text;
using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>
/// Names of methods and types as summaries have them: the metadata name of the type, a dot, the method's name, no
/// parameters, for example <c>System.Collections.Generic.List`1.Contains</c>.
/// </summary>
internal static class CalleeName
{
    /// <summary>The name of a method; an extension method called on an instance counts as the static one.</summary>
    public static string Of(IMethodSymbol method)
    {
        var declared = (method.ReducedFrom ?? method).OriginalDefinition;
        return OfType(declared.ContainingType) + "." + declared.MetadataName;
    }

    /// <summary>The name of a type.</summary>
    public static string OfType(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return OfType(array.ElementType) + "[" + new string(',', array.Rank - 1) + "]";
            case IPointerTypeSymbol pointer:
                return OfType(pointer.PointedAtType) + "*";
        }

        var builder = new StringBuilder();
        Append(builder, type);
        return builder.ToString();
    }

    private static void Append(StringBuilder builder, ITypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            Append(builder, outer);
            builder.Append('+');
        }
        else if (type.ContainingNamespace is { IsGlobalNamespace: false } space)
        {
            builder.Append(space.ToDisplayString()).Append('.');
        }

        builder.Append(type.MetadataName);
    }
}
