using System.Reflection.Metadata;

namespace PerfInsight.Symbols;

/// <summary>Finds the type of this module and the name that a token in IL means, through instantiations of generics.</summary>
internal static class MemberTokens
{
    /// <summary>The declaring type and the name of a method or field; a nil type for members of other modules.</summary>
    public static (TypeDefinitionHandle Type, string Name) Resolve(MetadataReader metadata, EntityHandle token)
    {
        switch (token.Kind)
        {
            case HandleKind.MethodSpecification:
                return Resolve(metadata, metadata.GetMethodSpecification((MethodSpecificationHandle)token).Method);
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)token);
                return (method.GetDeclaringType(), metadata.GetString(method.Name));
            case HandleKind.FieldDefinition:
                var field = metadata.GetFieldDefinition((FieldDefinitionHandle)token);
                return (field.GetDeclaringType(), metadata.GetString(field.Name));
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)token);
                return (Definition(metadata, member.Parent), metadata.GetString(member.Name));
            default:
                return default;
        }
    }

    /// <summary>The type of this module that a handle means, an instantiation of a generic one included; else nil.</summary>
    public static TypeDefinitionHandle Definition(MetadataReader metadata, EntityHandle type)
    {
        if (type.Kind == HandleKind.TypeSpecification)
        {
            var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)type).Signature);
            if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
                return default;
            signature.ReadCompressedInteger(); // class or value type
            type = signature.ReadTypeHandle();
        }

        return type.Kind == HandleKind.TypeDefinition ? (TypeDefinitionHandle)type : default;
    }
}
