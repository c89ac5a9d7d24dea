using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// A new list of the member's own that gets a few constants, one after the other, and nothing else: it is as short as one whose elements stand
/// in its declaration.
/// </summary>
internal static class FilledByConstants
{
    // As many as a declaration may spell out, over all branches.
    private const int Few = 8;

    /// <summary>True for a local that holds such a list.</summary>
    public static bool Is(ISymbol holder, IOperation use)
    {
        if (holder is not ILocalSymbol local || OwnedLocals.InitializerOf(local, use) is not IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null, Type: { } type } made
            || !FrameworkCalls.IsFramework(type))
        {
            return false;
        }

        var added = 0;
        foreach (var reference in Functions.ReferencesTo(local, use))
        {
            if (IsAddition(reference) is not { } isAddition)
                return false;
            if (isAddition && (++added > Few || !ReferenceEquals(Functions.Around(reference), Functions.Around(made))))
                return false;
        }

        return added > 0;
    }

    // Null where the list may get longer otherwise.
    private static bool? IsAddition(IOperation reference)
    {
        if (OwnedLocals.IsWritten(reference))
            return null;
        var use = Uses.ParentOf(reference);
        if (use is IInvocationOperation call && ReferenceEquals(Collections.WithoutConversions(call.Instance), reference) && Collections.IsMutator(call.TargetMethod))
        {
            return call.TargetMethod.Name == "Add" && call.Arguments is [{ Value: var item }] && Collections.WithoutConversions(item)?.ConstantValue.HasValue == true && !RepeatedCode.Around(call).Any()
                ? true
                : call.TargetMethod.Name is "Remove" or "RemoveAt" or "Clear" or "Sort" or "Reverse" ? false : null;
        }

        // Whoever is handed the list may add to it; a query reads it.
        return use is IArgumentOperation { Parent: var taker } && taker is not IInvocationOperation { TargetMethod.IsExtensionMethod: true } ? null : false;
    }
}
