using System.Collections.Immutable;
using System.Globalization;
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
        var id = new StringBuilder("M:").Append(DeclaredTypes.FullName(metadata, method.GetDeclaringType())).Append('.').Append(Escape(name));
        var arity = method.GetGenericParameters().Count;
        if (arity > 0)
            id.Append("``").Append(arity);
        RequireShort(metadata.GetBlobReader(method.Signature));
        var signature = method.DecodeSignature(_names, null);
        if (signature.ParameterTypes.Length > 0)
            id.Append('(').AppendJoin(',', signature.ParameterTypes).Append(')');

        // Conversions may differ in nothing but what they return.
        if (name is "op_Implicit" or "op_Explicit" or "op_CheckedExplicit")
            id.Append('~').Append(signature.ReturnType);
        return id.ToString();
    }

    // A signature is decoded by recursion, byte by byte in the worst case; damaged ones must not exhaust the stack.
    private static void RequireShort(BlobReader signature)
    {
        if (signature.Length > 2048)
            throw new BadImageFormatException($"a signature of {signature.Length} bytes");
    }

    // Constructors, explicit interface implementations and compiler-made names have characters that ids reserve.
    private static string Escape(string name) =>
        name.Replace('.', '#').Replace('<', '{').Replace('>', '}');

    /// <summary>Type names in ids: generic arguments in braces at the type that takes them.</summary>
    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        private int _specifications;

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => DeclaredTypes.FullName(reader, handle);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => DeclaredTypes.FullName(reader, handle);

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            if (_specifications > 8)
                throw new BadImageFormatException("types are made of each other in a circle");
            _specifications++;
            try
            {
                var specification = reader.GetTypeSpecification(handle);
                RequireShort(reader.GetBlobReader(specification.Signature));
                return specification.DecodeSignature(this, genericContext);
            }
            finally
            {
                _specifications--;
            }
        }

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
                if (!int.TryParse(genericType.AsSpan(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                    throw new BadImageFormatException($"the type {genericType} has no arity");
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
