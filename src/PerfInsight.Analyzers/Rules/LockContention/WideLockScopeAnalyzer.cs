using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3001: work on locals is done while a lock is held that others wait for.</summary>
public sealed class WideLockScopeAnalyzer() : LockAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.WideLockScope,
        "Lock scope is wider than the state it guards",
        "This lock also covers work on locals ({1}) and {0}: move it out of the lock",
        "Statements at the start or the end of a lock that touch only locals and unchanging values need no lock; while they run, "
        + "every other thread waits.");

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        if (WideLockScope.Of(held, member.SemanticModel, member.CancellationToken) is { } scope)
            Report(member, held, Describe(scope));
    }

    private static string Describe(WideLockScope scope) => (scope.Leading, scope.Trailing) switch
    {
        ( > 0, 0) => Count(scope.Leading) + " at its start",
        (0, > 0) => Count(scope.Trailing) + " at its end",
        _ => Count(scope.Leading) + " at its start, " + Count(scope.Trailing) + " at its end",
    };

    private static string Count(int statements) => statements == 1 ? "a statement" : statements + " statements";
}
