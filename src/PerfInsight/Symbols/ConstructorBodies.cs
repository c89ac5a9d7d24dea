using System.Reflection.Metadata;

namespace PerfInsight.Symbols;

/// <summary>
/// Parts the code of a constructor's own declaration from the field initialisers, which the compiler puts in front of the
/// call of the base constructor and which may stand anywhere in the type.
/// </summary>
internal sealed class ConstructorBodies(MetadataReader metadata, Func<MethodDefinitionHandle, List<IlToken>> tokensOf)
{
    /// <summary>
    /// The points from the call of the other constructor on; null where nothing proves where the declaration begins: static
    /// constructors, constructors of structs, and those that the compiler adds.
    /// </summary>
    public MethodPoints? PointsOf(MethodDefinitionHandle handle, MethodPoints points)
    {
        var type = metadata.GetMethodDefinition(handle).GetDeclaringType();
        var lastStore = -1;
        foreach (var token in tokensOf(handle))
        {
            if (token.IsFieldStore)
                lastStore = token.Offset;

            // A statement that stores a field and goes on to the call is the last initialiser: the constructor itself
            // has no point, so nobody declared it.
            if (token.IsCall && CallsConstructor(token.Token, type))
                return lastStore >= points.StartOf(token.Offset) ? null : points.From(token.Offset);
        }

        return null;
    }

    private bool CallsConstructor(EntityHandle target, TypeDefinitionHandle type)
    {
        var (declaring, name) = MemberTokens.Resolve(metadata, target);
        if (name != ".ctor")
            return false;
        if (declaring == type)
            return true;
        var parent = metadata.GetTypeDefinition(type).BaseType;
        return target.Kind == HandleKind.MemberReference && metadata.GetMemberReference((MemberReferenceHandle)target).Parent == parent
            || (!declaring.IsNil && declaring == MemberTokens.Definition(metadata, parent));
    }
}
