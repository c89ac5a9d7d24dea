using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>About how many bytes a value of a type takes on a 64-bit machine.</summary>
internal static class StructSize
{
    private const int Reference = 8;
    private const int MaxDepth = 8;

    /// <summary>The bytes of a type's fields; padding between them is counted as far as fields are aligned to their size.</summary>
    public static int Of(ITypeSymbol type) => Of(type, 0);

    private static int Of(ITypeSymbol type, int depth)
    {
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean or SpecialType.System_SByte or SpecialType.System_Byte:
                return 1;
            case SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16:
                return 2;
            case SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single:
                return 4;
            case SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double or SpecialType.System_DateTime
                or SpecialType.System_IntPtr or SpecialType.System_UIntPtr:
                return 8;
            case SpecialType.System_Decimal:
                return 16;
            default:
                break;
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying })
            return Of(underlying, depth);
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct } || depth > MaxDepth)
            return Reference;
        var size = 0;
        var largest = 1;
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false, IsConst: false } field)
                continue;
            var bytes = field.IsFixedSizeBuffer && field.Type is IPointerTypeSymbol pointer
                ? Of(pointer.PointedAtType, depth + 1) * field.FixedSize
                : field.RefKind != RefKind.None ? Reference : Of(field.Type, depth + 1);
            var alignment = Math.Max(1, Math.Min(bytes, Reference));
            size = RoundUp(size, alignment) + bytes;
            largest = Math.Max(largest, alignment);
        }

        return RoundUp(size, largest) * InlineLength(type);
    }

    private static int RoundUp(int size, int alignment) => (size + alignment - 1) / alignment * alignment;

    private static int InlineLength(ITypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "InlineArrayAttribute" && attribute.ConstructorArguments is [{ Value: int length and > 0 }])
                return length;
        }

        return 1;
    }
}
