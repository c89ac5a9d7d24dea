using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A lock that is taken to ask an immutable collection, which another one replaces: <c>lock (_gate) return _all.Contains(x);</c>.</summary>
internal static class ImmutableRead
{
    /// <summary>The field; null where the lock reads more, or stores.</summary>
    public static IFieldSymbol? Of(HeldLock held)
    {
        if (held.Statements is not [IReturnOperation { ReturnedValue: { } returned }])
            return null;
        IFieldSymbol? found = null;
        foreach (var operation in HeldLock.Now(returned))
        {
            switch (operation)
            {
                case IFieldReferenceOperation { Field: { IsReadOnly: false, IsConst: false } field }:
                    if ((found is not null && !SymbolEqualityComparer.Default.Equals(found, field)) || !IsImmutable(field.Type))
                        return null;
                    found = field;
                    break;
                case IAssignmentOperation or IIncrementOrDecrementOperation or IAwaitOperation or IObjectCreationOperation:
                case IInvocationOperation { TargetMethod.ContainingType: { } type } when !FrameworkCalls.IsFramework(type):
                case IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Property.SetMethod: not null }:
                    return null;
            }
        }

        return found;
    }

    // Classes of one reference, which is never half written.
    private static bool IsImmutable(ITypeSymbol type) => type is { IsReferenceType: true, ContainingNamespace: { Name: "Immutable" or "Frozen", ContainingNamespace.Name: "Collections" } };
}
