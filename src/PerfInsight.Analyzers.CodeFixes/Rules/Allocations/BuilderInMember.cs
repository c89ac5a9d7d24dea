using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A StringBuilder that a member makes for itself: when an exception leaves the member, nobody sees how far it was filled.</summary>
internal static class BuilderInMember
{
    /// <summary>True where the builder that a call is made on is known to this function alone, and no try statement stands around the call.</summary>
    public static bool IsUnseen(IInvocationOperation append)
    {
        if (RootOf(append) is not ILocalReferenceOperation { Local: var local } || !OwnedLocals.IsMadeHere(local, append))
            return false;
        for (var parent = append.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ITryOperation or ILockOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return Functions.ReferencesTo(local, append).All(reference => ReferenceEquals(Functions.Around(reference), Functions.Around(append)) && IsOwnUse(reference));
    }

    /// <summary>True where code looks at the builder.</summary>
    public static bool IsReadIn(IOperation code, IInvocationOperation append) =>
        RootOf(append) is ILocalReferenceOperation { Local: var local } && code.DescendantsAndSelf().Any(operation => Functions.IsReferenceTo(operation, local));

    // builder.Append(a).Append(b): of builder.
    private static IOperation? RootOf(IInvocationOperation append)
    {
        IOperation? root = append.Instance;
        while (root is IInvocationOperation { TargetMethod.ReturnType.Name: "StringBuilder", Instance: { } before })
            root = before;
        return root;
    }

    // Calls whose outcome, which is the builder itself, nobody keeps.
    private static bool IsOwnUse(IOperation reference)
    {
        var use = reference;
        while (use.Parent is IInvocationOperation { TargetMethod.ContainingType.Name: "StringBuilder" } call && ReferenceEquals(call.Instance, use) && call.Type?.Name == "StringBuilder")
            use = call;
        return use.Parent is IExpressionStatementOperation
            or IPropertyReferenceOperation { Property.ContainingType.Name: "StringBuilder" }
            || (use.Parent is IInvocationOperation { TargetMethod.ContainingType.Name: "StringBuilder" } last && ReferenceEquals(last.Instance, use));
    }
}
