using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Work that a query does for each element under the lock: <c>lock (_folders) return _folders.Select(Load).FirstOrDefault(x =&gt; x != null);</c>.</summary>
internal static class WorkOfQuery
{
    private static readonly HashSet<string> Ends = new(StringComparer.Ordinal) { "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Any", "All", "Count", "Contains", "ToList", "ToArray", "ToDictionary", "ToHashSet", "Aggregate" };

    /// <summary>The name of the work; null where no query under the lock does any.</summary>
    /// <param name="held">The lock.</param>
    /// <param name="now">What runs under it.</param>
    /// <param name="nameOf">The name of an operation that takes long.</param>
    public static string? Of(HeldLock held, List<IOperation> now, Func<IOperation, string?> nameOf)
    {
        foreach (var operation in now)
        {
            if (operation is not IInvocationOperation query || !Sequences.IsLinq(query.TargetMethod) || !Ends.Contains(query.TargetMethod.Name) || GuardedLookup.IsOnMiss(query, held) || RarePaths.IsRare(query))
                continue;
            if (query.Descendants().OfType<IAnonymousFunctionOperation>().SelectMany(function => HeldLock.Now(function.Body)).FirstOrDefault(inner => BlockingCalls.Of(inner) is not null || nameOf(inner) is not null) is { } work)
                return BlockingCalls.Of(work)?.Name ?? nameOf(work);
        }

        return null;
    }
}
