using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Editing;

/// <summary>What code can see of a local when a loop does not come to its end.</summary>
internal static class InterruptedLoop
{
    /// <summary>
    /// True where a local (or parameter) that a loop changes is read after an exception or a jump out of the loop: a fix
    /// that keeps the value elsewhere until the loop ends would show an old one.
    /// </summary>
    public static bool ShowsValueOf(ISymbol symbol, ILoopOperation loop)
    {
        if (loop.Descendants().OfType<IBranchOperation>().Any(branch => branch.BranchKind == BranchKind.GoTo))
            return true;
        var function = Functions.Around(loop);
        for (IOperation child = loop, parent = loop.Parent!; !ReferenceEquals(child, function); child = parent, parent = parent.Parent!)
        {
            if (parent is ITryOperation attempt && !Collections.IsDeclaredIn(symbol, attempt) && IsReadAfter(attempt, symbol))
                return true;
        }

        return false;
    }

    private static bool IsReadAfter(ITryOperation attempt, ISymbol symbol)
    {
        if (attempt.Finally is { } final && Uses(final, symbol))
            return true;
        if (attempt.Catches.IsEmpty)
            return false;
        if (Loops.Around(attempt).Any(outer => !Collections.IsDeclaredIn(symbol, outer)))
            return true;
        return Functions.ReferencesTo(symbol, attempt).Any(reference => reference.Syntax.SpanStart > attempt.Body.Syntax.Span.End);
    }

    private static bool Uses(IOperation code, ISymbol symbol) =>
        code.Descendants().Any(operation => Functions.IsReferenceTo(operation, symbol));
}
