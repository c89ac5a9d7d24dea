using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Editing;

/// <summary>The statement before which something can be computed once that is now computed again and again.</summary>
internal static class Repetition
{
    private static readonly HashSet<string> EagerQueries = new(StringComparer.Ordinal)
    {
        "ToList", "ToArray", "ToHashSet", "ToDictionary", "ToLookup", "Count", "LongCount", "Any", "All", "First", "FirstOrDefault", "Last",
        "LastOrDefault", "Single", "SingleOrDefault", "Sum", "Min", "Max", "Average", "MinBy", "MaxBy", "Aggregate", "Contains", "ElementAt",
        "ElementAtOrDefault", "SequenceEqual",
    };

    /// <summary>
    /// The statement with the outermost loop or query around an operation that leaves a collection as it is, and that has
    /// run to its end when the statement has: a query that is only set up in it may run later, when the collection is
    /// another one. Null where there is no such statement.
    /// </summary>
    /// <param name="repeated">What is computed.</param>
    /// <param name="isStable">True where the result is the same all through an operation.</param>
    public static StatementSyntax? StatementAround(IOperation repeated, Func<IOperation, bool> isStable)
    {
        StatementSyntax? found = null;
        while (true)
        {
            foreach (var loop in Loops.Around(repeated))
            {
                if (!isStable(loop))
                    return found;
                if (loop.Syntax is StatementSyntax statement && !LoopFlow.LeavesAfter(loop, repeated))
                    found = statement;
            }

            if (Loops.PerElementCall(repeated) is not { } query || EndOf(query) is not { } end || StatementOf(end) is not { } whole || !isStable(whole))
                return found;
            found = whole.Syntax as StatementSyntax;
            repeated = end;
        }
    }

    /// <summary>
    /// The call that runs a query: itself, or the last of a chain; the last one before a foreach that reads it counts as
    /// well. Null where the query may be run later.
    /// </summary>
    public static IOperation? EndOf(IInvocationOperation query)
    {
        IOperation end = query;
        while (true)
        {
            if (end is IInvocationOperation { TargetMethod: var method } && (EagerQueries.Contains(method.Name) || method.ContainingType.Name is "List" or "Array" or "Parallel"))
                return end;
            var outer = end.Parent;
            while (outer is IConversionOperation { IsImplicit: true } or IArgumentOperation { Parameter.Ordinal: 0 })
                outer = outer.Parent;
            if (outer is IForEachLoopOperation)
                return end;
            if (outer is not IInvocationOperation { TargetMethod.ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" } } next)
                return null;
            end = next;
        }
    }

    /// <summary>The statement around an operation in its own function.</summary>
    public static IOperation? StatementOf(IOperation operation)
    {
        for (var current = operation; current is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); current = current.Parent)
        {
            if (current.Syntax is StatementSyntax and not BlockSyntax)
                return current;
        }

        return null;
    }
}
