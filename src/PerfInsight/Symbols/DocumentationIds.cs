using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Text;

namespace PerfInsight.Symbols;

/// <summary>
/// Documentation-comment ids of metadata methods, letter for letter as Roslyn writes them for the source symbols
/// (ECMA-334, annex D.4.2; Roslyn's DocumentationCommentIDVisitor where the standard is silent).
/// </summary>
internal sealed class DocumentationIds(MetadataReader metadata)
{
    private readonly TypeNames _names = new();

    /// <summary>The id of a method.</summary>
    public string Of(MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        var name = metadata.GetString(method.Name);
        var id = new StringBuilder("M:").Append(TypeNames.Declared(metadata, method.GetDeclaringType(), '.')).Append('.').Append(Escape(name));
        var arity = method.GetGenericParameters().Count;
        if (arity > 0)
            id.Append("``").Append(arity);
        var signature = method.DecodeSignature(_names, null);
        if (signature.ParameterTypes.Length > 0)
            id.Append('(').AppendJoin(',', signature.ParameterTypes).Append(')');

        // Conversions may differ in nothing but what they return.
        if (name is "op_Implicit" or "op_Explicit" or "op_CheckedExplicit")
            id.Append('~').Append(signature.ReturnType);
        return id.ToString();
    }

    // Constructors, explicit interface implementations and compiler-made names have characters that ids reserve.
    private static string Escape(string name) =>
        name.Replace('.', '#').Replace('<', '{').Replace('>', '}');

    /// <summary>Type names in ids: generic arguments in braces at the type that takes them.</summary>
    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        /// <summary>The full name of a declared type, arity included.</summary>
        public static string Declared(MetadataReader reader, TypeDefinitionHandle handle, char nesting)
        {
            var type = reader.GetTypeDefinition(handle);
            var name = FileLocalNames.Strip(reader.GetString(type.Name));
            var outer = type.GetDeclaringType();
            if (!outer.IsNil)
                return Declared(reader, outer, nesting) + nesting + name;
            var space = reader.GetString(type.Namespace);
            return space.Length == 0 ? name : space + "." + name;
        }

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Declared(reader, handle, '.');

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            var name = reader.GetString(type.Name);
            if (type.ResolutionScope.Kind == HandleKind.TypeReference)
                return GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, rawTypeKind) + "." + name;
            var space = reader.GetString(type.Namespace);
            return space.Length == 0 ? name : space + "." + name;
        }

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        // Metadata hands all arguments to the innermost type; in an id each level of nesting takes its own.
        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments)
        {
            var text = new StringBuilder();
            var next = 0;
            for (var i = 0; i < genericType.Length; i++)
            {
                if (genericType[i] != '`')
                {
                    text.Append(genericType[i]);
                    continue;
                }

                var end = i + 1;
                while (end < genericType.Length && char.IsAsciiDigit(genericType[end]))
                    end++;
                var count = int.Parse(genericType.AsSpan(i + 1, end - i - 1), System.Globalization.CultureInfo.InvariantCulture);
                text.Append('{').AppendJoin(',', typeArguments.Skip(next).Take(count)).Append('}');
                next += count;
                i = end - 1;
            }

            return text.ToString();
        }

        public string GetGenericTypeParameter(object? genericContext, int index) => "`" + index;

        public string GetGenericMethodParameter(object? genericContext, int index) => "``" + index;

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetArrayType(string elementType, ArrayShape shape) =>
            elementType + "[" + string.Join(',', Enumerable.Repeat("0:", shape.Rank)) + "]";

        public string GetByReferenceType(string elementType) => elementType + "@";

        public string GetPointerType(string elementType) => elementType + "*";

        public string GetPinnedType(string elementType) => elementType;

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        // Roslyn writes nothing at all for them.
        public string GetFunctionPointerType(MethodSignature<string> signature) => "";

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;
    }
}
