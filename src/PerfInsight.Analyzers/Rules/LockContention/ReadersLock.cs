using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A cache with a readers' lock to look it up and a writers' lock to fill it, in one member.</summary>
/// <param name="Collection">What is looked up.</param>
/// <param name="Wait">Where each reader takes the lock.</param>
internal sealed record ReadersLock(ISymbol Collection, SyntaxNode Wait)
{
    /// <summary>The cache that a writers' lock fills, where the same member has looked it up under the readers' lock before; null for all others.</summary>
    public static ReadersLock? Of(HeldLock held, IReadOnlyList<IOperation> operations)
    {
        if (held.Gate is null || !held.Wait.ToString().EndsWith("EnterWriteLock()", StringComparison.Ordinal))
            return null;
        var state = GuardedLookup.Of(held);
        if (state.ChangesEntries || state.Writes.Count == 0 || state.Writes.Select(write => write.State).Distinct(SymbolEqualityComparer.Default).Count() > 1
            || state.Writes[0].State is not { } collection || !IsKeyed(collection) || !state.Writes.All(write => write.Write is IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" } or ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: false } }))
        {
            return null;
        }

        var reader = operations.OfType<IInvocationOperation>().FirstOrDefault(call => call.TargetMethod.Name == "EnterReadLock"
            && call.Syntax.Span.End <= held.Wait.SpanStart && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(call.Instance), held.Gate));
        var looks = reader is not null && operations.OfType<IInvocationOperation>().Any(call => call.TargetMethod.Name is "TryGetValue" or "ContainsKey" or "Contains"
            && call.Syntax.SpanStart > reader.Syntax.SpanStart && call.Syntax.Span.End <= held.Wait.SpanStart && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(call.Instance), collection));
        return looks ? new ReadersLock(collection, reader!.Syntax) : null;
    }

    private static bool IsKeyed(ISymbol symbol) => (symbol as IFieldSymbol)?.Type is { Name: "Dictionary" or "IDictionary" or "HashSet" or "ISet" or "Hashtable" };
}
