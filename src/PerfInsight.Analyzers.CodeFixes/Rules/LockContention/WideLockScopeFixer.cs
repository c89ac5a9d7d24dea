using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Moves the statements at both ends of a lock that need none out of it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WideLockScopeFixer() : HotMemberFixer(RuleIds.WideLockScope)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node.FirstAncestorOrSelf<LockStatementSyntax>() is not { Statement: BlockSyntax body } statement
            || place.Node != statement.Expression
            || place.Model.GetOperation(statement, place.CancellationToken) is not ILockOperation locked
            || WideLockScope.Of(HeldLock.Of(locked, statement), place.Model, place.CancellationToken) is not { IsCertain: true } scope
            || (scope.Leading > 0 && !NarrowedLock.IsNeverNull(locked.LockedValue, place)))
        {
            return null;
        }

        return NarrowedLock.Replace(statement, body, scope.Leading, scope.Trailing, place) is { } root ? new Fix("Narrow the lock", root) : null;
    }
}
