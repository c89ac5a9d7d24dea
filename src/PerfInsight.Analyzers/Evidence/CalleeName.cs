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

    /// <summary>A name as people write it: <c>List&lt;T&gt;.Contains</c> for <c>System.Collections.Generic.List`1.Contains</c>.</summary>
    public static string Display(string name)
    {
        var method = name.LastIndexOf('.');
        if (method > 0 && name[method - 1] == '.')
            method--;
        if (method <= 0)
            return name;
        var type = name.Substring(name.LastIndexOfAny(['.', '+'], method - 1) + 1);
        var arity = type.IndexOf('`');
        if (arity < 0)
            return type;
        var end = arity + 1;
        while (end < type.Length && char.IsDigit(type[end]))
            end++;
        var arguments = type.Substring(arity + 1, end - arity - 1) == "1" ? "<T>" : "<…>";
        return type.Substring(0, arity) + arguments + type.Substring(end);
    }

    private static void Append(StringBuilder builder, ITypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            Append(builder, outer);
            builder.Append('+');
        }
        else
        {
            Append(builder, type.ContainingNamespace);
        }

        builder.Append(type.MetadataName);
    }

    // Part by part: ToDisplayString costs more than the rest of the name.
    private static void Append(StringBuilder builder, INamespaceSymbol? space)
    {
        if (space is null or { IsGlobalNamespace: true })
            return;
        Append(builder, space.ContainingNamespace);
        builder.Append(space.MetadataName).Append('.');
    }
}
