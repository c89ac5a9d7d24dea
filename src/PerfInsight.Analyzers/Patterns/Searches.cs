using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Searches of a collection that are made again and again.</summary>
internal static class Searches
{
    /// <summary>
    /// The outermost loop or query that repeats a search and treats the collection as <paramref name="mayStay"/> demands;
    /// null where nothing in the member repeats it so.
    /// </summary>
    /// <param name="search">The search.</param>
    /// <param name="collection">What is searched.</param>
    /// <param name="mayStay">True where the collection may be treated as one and the same in this code.</param>
    public static IOperation? RepeatedBy(IOperation search, CollectionPath collection, Func<CollectionPath, IOperation, bool> mayStay)
    {
        IOperation? found = null;
        var repeated = search;
        while (true)
        {
            foreach (var loop in Loops.Around(repeated))
            {
                if (Collections.IsDeclaredIn(collection.Root, loop) || !mayStay(collection, loop))
                    return found;
                if (!LoopFlow.LeavesAfter(loop, repeated) && !FixedData.IsFixedLoop(loop))
                    found = loop;
            }

            if (Loops.PerElementCall(repeated) is not { } query || Collections.IsDeclaredIn(collection.Root, query) || !mayStay(collection, query))
                return found;
            found = query;
            repeated = query;
        }
    }
}
