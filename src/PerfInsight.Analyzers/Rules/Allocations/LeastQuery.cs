using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// Queries that are the least of what the code around them allocates, or that no loop could take the place of. Where one is made in a loop, or goes straight into one, that is
/// another matter; and where the profile shows it, it counts.
/// </summary>
internal static class LeastQuery
{
    /// <summary>True for such a query.</summary>
    public static bool Is(LinqChain chain)
    {
        if (Loops.Around(chain.Outermost).Any() || Loops.PerElementCall(chain.Outermost) is not null || Uses.ParentOf(chain.Outermost) is IForEachLoopOperation)
            return false;
        return IsNeededCopy(chain) || IsStep(chain) || MakesObjectOfEach(chain);
    }

    // return names.Where(…).ToList(); one enumerator beside a collection that somebody wants. Where its size is known a loop would do better.
    private static bool IsNeededCopy(LinqChain chain) =>
        chain.Calls is [{ TargetMethod.Name: "Where" or "OfType" or "Select" or "Cast" } only, { TargetMethod.Name: "ToList" or "ToArray" }] && chain.Captures.IsEmpty
        && (only.TargetMethod.Name is "Where" or "OfType" || !IsSized(chain.Source?.Type)) && !Uses.AreReads(chain.Outermost);

    // if (limit > 0) items = items.Take(limit); a sequence that is put together under conditions.
    private static bool IsStep(LinqChain chain) =>
        chain is { Calls: [{ TargetMethod.Name: "Where" or "Take" or "Skip" or "Concat" or "Append" or "Prepend" or "OfType" }], Source: ILocalReferenceOperation { Local: var from } }
        && Uses.ParentOf(chain.Outermost) is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var to } } && SymbolEqualityComparer.Default.Equals(from, to);

    // all.Select(x => new Item(x)).ToList(), all.Select(async x => …)
    private static bool MakesObjectOfEach(LinqChain chain)
    {
        if (chain.Calls[chain.Calls.Count - 1].TargetMethod.Name is not ("Select" or "SelectMany" or "ToList" or "ToArray"))
            return false;
        foreach (var call in chain.Calls)
        {
            if (call is { TargetMethod.Name: "Select" or "SelectMany", Arguments: [_, { Value: IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } }] }
                && (lambda.Symbol.IsAsync || (chain.Captures.IsEmpty && ObjectsMade.InEach(lambda.Body))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSized(ITypeSymbol? type) => type is IArrayTypeSymbol || (type is not null && (IsCollection(type) || type.AllInterfaces.Any(IsCollection)));

    private static bool IsCollection(ITypeSymbol type) => type is { TypeKind: TypeKind.Interface, Name: "ICollection" or "IReadOnlyCollection" };
}
