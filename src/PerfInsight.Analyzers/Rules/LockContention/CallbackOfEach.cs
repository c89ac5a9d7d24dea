using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A delegate that each element of a list has, and that is called under the lock of the list: <c>if (timer.IsDue(now)) timer.Callback(this);</c>.</summary>
internal static class CallbackOfEach
{
    /// <summary>The name of the delegate; null where a loop calls none.</summary>
    /// <param name="loop">The loop under the lock.</param>
    /// <param name="quick">Parts of names of delegates that take no time.</param>
    public static string? Of(ILoopOperation loop, string[] quick)
    {
        if (loop is not IForEachLoopOperation { IsAsynchronous: false, Locals: [var element] })
            return null;
        foreach (var operation in HeldLock.Now(loop.Body))
        {
            if (operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: IMemberReferenceOperation { Member: var called, Instance: { } owner } } call
                && IsOf(owner, element, loop) && !RarePaths.IsRare(call) && !quick.Any(word => called.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0))
            {
                return called.Name;
            }
        }

        return null;
    }

    // The element, what it has, or a local of the loop for either.
    private static bool IsOf(IOperation? value, ILocalSymbol element, ILoopOperation loop)
    {
        value = Collections.WithoutConversions(value);
        while (value is IMemberReferenceOperation { Instance: { } owner })
            value = Collections.WithoutConversions(owner);
        return value is ILocalReferenceOperation { Local: var local }
            && (SymbolEqualityComparer.Default.Equals(local, element)
                || Collections.IsDeclaredIn(local, loop) && OwnedLocals.InitializerOf(local, value) is { } taken && !taken.DescendantsAndSelf().Contains(value) && IsOf(taken, element, loop));
    }
}
