using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// A helper that is there to run what it is given under the lock: <c>void Locked(Action body) { lock (_gate) body(); }</c>. What takes long is in its
/// callers, and after the lock it would be no longer what they have asked for.
/// </summary>
internal static class RunsArgument
{
    /// <summary>True where a lock covers the call of a delegate that the member was given, and no state that changes.</summary>
    public static bool Is(HeldLock held, IMethodSymbol member)
    {
        if (held.Statements.Count != 1 || !member.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Delegate))
            return false;
        var isRun = HeldLock.Now(held.Statements[0]).Any(operation => operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called }
            && Collections.SymbolOf(called) is IParameterSymbol { Type.TypeKind: TypeKind.Delegate } given && SymbolEqualityComparer.Default.Equals(given.ContainingSymbol, member));
        if (!isRun)
            return false;
        var state = GuardedLookup.Of(held);
        return state.Writes.Count == 0 && state.Reads.All(static read => read is IFieldSymbol { IsReadOnly: true });
    }
}
