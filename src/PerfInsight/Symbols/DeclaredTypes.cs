using System.Reflection.Metadata;

namespace PerfInsight.Symbols;

/// <summary>Types as they stand in source.</summary>
internal static class DeclaredTypes
{
    // No source nests deeper; damaged metadata may nest in a circle.
    private const int MostNesting = 256;

    /// <summary>The type itself, or the one in source around the closure and state machine classes of the compiler.</summary>
    public static TypeDefinitionHandle Around(MetadataReader metadata, TypeDefinitionHandle type)
    {
        for (var depth = 0; depth < MostNesting; depth++)
        {
            var definition = metadata.GetTypeDefinition(type);
            if (!IsCompilerMade(metadata, definition) || definition.GetDeclaringType().IsNil)
                return type;
            type = definition.GetDeclaringType();
        }

        throw Circle();
    }

    /// <summary>True for a type that no one wrote.</summary>
    public static bool IsCompilerMade(MetadataReader metadata, TypeDefinition type) =>
        FileLocalNames.Strip(metadata.GetString(type.Name)).StartsWith('<');

    /// <summary>The full name as in source: outer types in front with a dot, arity after a backtick.</summary>
    public static string FullName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var name = "";
        for (var depth = 0; depth < MostNesting; depth++)
        {
            var type = metadata.GetTypeDefinition(handle);
            name = FileLocalNames.Strip(metadata.GetString(type.Name)) + name;
            handle = type.GetDeclaringType();
            if (handle.IsNil)
                return Qualified(metadata, type.Namespace, name);
            name = "." + name;
        }

        throw Circle();
    }

    /// <summary>The full name of a type of another module.</summary>
    public static string FullName(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var name = "";
        for (var depth = 0; depth < MostNesting; depth++)
        {
            var type = metadata.GetTypeReference(handle);
            name = metadata.GetString(type.Name) + name;
            if (type.ResolutionScope.Kind != HandleKind.TypeReference)
                return Qualified(metadata, type.Namespace, name);
            handle = (TypeReferenceHandle)type.ResolutionScope;
            name = "." + name;
        }

        throw Circle();
    }

    private static string Qualified(MetadataReader metadata, StringHandle space, string name) =>
        space.IsNil ? name : metadata.GetString(space) + "." + name;

    private static BadImageFormatException Circle() => new("types are nested in a circle");
}
