using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Lock statements and the evidence of threads that wait for them.</summary>
internal static class Locks
{
    // What waiting for a lock shows up as on .NET 8 to 10: Monitor for objects, System.Threading.Lock, and their slow paths.
    private static readonly string[] Waits =
    [
        "System.Threading.Monitor.Enter*", "System.Threading.Monitor.ReliableEnter*", "System.Threading.Monitor.TryEnter*",
        "System.Threading.Lock.Enter*", "System.Threading.Lock.TryEnter*",
    ];

    /// <summary>Waits at the lock's line.</summary>
    public static Proof WaitProof { get; } =
        Proof.Callee(SampleKind.Contention, Waits).Or(Proof.Callee(SampleKind.Blocked, Waits)).Or(Proof.Line(SampleKind.Contention));

    /// <summary>The field that a lock statement locks; null for anything else than a field of this object or type.</summary>
    public static IFieldSymbol? GateOf(ILockOperation statement) => Collections.SymbolOf(statement.LockedValue) as IFieldSymbol;

    /// <summary>The statements under the lock.</summary>
    public static IReadOnlyList<IOperation> Statements(ILockOperation statement) =>
        statement.Body is IBlockOperation block ? block.Operations : new[] { statement.Body };

    /// <summary>All that runs while the lock is held: what lambdas and local functions do runs when they are called.</summary>
    public static IEnumerable<IOperation> Held(IOperation code)
    {
        foreach (var child in code.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation)
                continue;
            yield return child;
            foreach (var descendant in Held(child))
                yield return descendant;
        }
    }
}
