using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A list that is filled, perhaps sorted, and then copied into an array, or into another list, and forgotten.</summary>
internal static class ListForArray
{
    // Change a list in place, or ask it.
    private static readonly HashSet<string> Steps = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "Insert", "InsertRange", "Sort", "Reverse", "Clear", "Contains", "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "IndexOf", "EnsureCapacity",
    };

    // These leave a list as long as it is.
    private static readonly HashSet<string> InPlace = new(StringComparer.Ordinal) { "Sort", "Reverse", "Contains", "IndexOf", "EnsureCapacity" };

    /// <summary>The copy that ends such a list's life; null for others.</summary>
    public static NeedlessCopy? Of(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: { Name: "ToArray" or "ToList" } method } call || !(method.ContainingType.Name == "List" || Sequences.IsLinq(method))
            || Sequences.SourceOf(call) is not ILocalReferenceOperation { Local: { RefKind: RefKind.None, Type: { Name: "List" } type } list } source || !FrameworkCalls.IsFramework(type)
            || Loops.Around(call).Any() || Functions.Around(call) is IAnonymousFunctionOperation)
        {
            return null;
        }

        return Of(call, method, list, source);
    }

    /// <summary>
    /// True for an array that an object keeps, <c>_columns = columns.ToArray();</c>: what it has for good takes no more than it must.
    /// </summary>
    public static bool IsKept(IOperation copy) => Uses.ParentOf(copy) is ISimpleAssignmentOperation
    {
        Target: IFieldReferenceOperation { Field: { IsStatic: false, Type: IArrayTypeSymbol } } or IPropertyReferenceOperation { Property: { IsStatic: false, Type: IArrayTypeSymbol } },
    };

    // session.Users = users.ToArray(); where a list would do.
    private static bool TakesList(IInvocationOperation copy) => copy.Parent is IConversionOperation { IsImplicit: true, Type: INamedTypeSymbol { TypeKind: TypeKind.Interface, ContainingNamespace.Name: "Generic" } };

    private static NeedlessCopy? Of(IInvocationOperation call, IMethodSymbol method, ILocalSymbol list, IOperation source)
    {
        var filled = OwnedLocals.InitializerOf(list, call);
        var isCopied = filled is IInvocationOperation { TargetMethod.Name: "ToList" } first && Sequences.IsCopy(first);
        if (!isCopied && filled is not IObjectCreationOperation { Initializer: null })
            return null;
        var adds = new List<IInvocationOperation>();
        var isChanged = false;
        var isResized = false;
        foreach (var reference in Functions.ReferencesTo(list, call))
        {
            if (ReferenceEquals(reference, source))
                continue;
            switch (reference.Parent)
            {
                case IInvocationOperation step when ReferenceEquals(step.Instance, reference) && Steps.Contains(step.TargetMethod.Name):
                    isChanged = true;
                    isResized |= !InPlace.Contains(step.TargetMethod.Name);
                    if (step.TargetMethod.Name.StartsWith("Add", StringComparison.Ordinal) || step.TargetMethod.Name.StartsWith("Insert", StringComparison.Ordinal))
                        adds.Add(step);
                    break;
                case IPropertyReferenceOperation property when ReferenceEquals(property.Instance, reference):
                    break;
                default:
                    return null;
            }
        }

        if (!isChanged || Functions.ReferencesTo(list, call).Any(reference => reference.Syntax.SpanStart > source.Syntax.SpanStart))
            return null;
        var into = method.Name == "ToArray" ? "an array" : "another list";
        if (isCopied && method.Name == "ToArray" && isResized)
            return TakesList(call) ? new NeedlessCopy(source, "have an array", "hand on the list itself", filled) : null;
        if (isCopied)
            return method.Name == "ToArray" ? new NeedlessCopy(source, "have an array", "copy into an array first, and change that in place", filled) : new NeedlessCopy(source, "have another list", "go on with the list itself", filled);

        // One element, put in by hand, or none: that is no list to speak of.
        if (!adds.Any(add => Loops.Around(add).Any() || add.TargetMethod.Name == "AddRange"))
            return null;
        var count = method.Name == "ToArray" && adds is [{ TargetMethod.Name: "Add" } only] && Loops.Around(only).ToList() is [{ } loop] && MissingCapacity.FillsEachTime(loop, list) ? MissingCapacity.CountOf(loop) : null;
        return new NeedlessCopy(
            source,
            "have " + into,
            count is { } known ? $"fill an array of {known.Count} elements instead of the list" : method.Name == "ToList" ? "go on with the list itself" : "hand out the list itself where its users only read, or collect in rented memory",
            filled);
    }
}
