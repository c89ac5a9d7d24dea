using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Counts with Interlocked instead, at every place that has the counter.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LockedCounterFixer() : HotMemberFixer(RuleIds.LockedCounter)
{
    private static readonly SyntaxAnnotation Unused = new();

    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node.FirstAncestorOrSelf<LockStatementSyntax>() is not { } statement
            || place.Node != statement.Expression
            || place.Model.GetOperation(statement, place.CancellationToken) is not ILockOperation locked
            || LockedCounter.Of(HeldLock.Of(locked, statement), place.Model, place.CancellationToken) is not { IsFlag: false, HasOthers: false, Gate: IFieldSymbol } counter
            || place.Model.Compilation.Options.CheckOverflow
            || !new CounterGate(counter, place).GuardsNothingElse())
        {
            return null;
        }

        var atomic = new AtomicStatement(place);
        var replacements = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (var access in counter.Accesses)
        {
            if (atomic.Of(access.Key, access.Value) is not { } rewritten)
                return null;
            replacements.Add(access.Key, rewritten);
        }

        var gate = new CounterGate(counter, place).DeclarationWithoutUse();
        if (gate is not null)
            replacements.Add(gate, gate.WithAdditionalAnnotations(Unused));
        var root = place.Root.ReplaceNodes(replacements.Keys, (original, _) => replacements[original]);
        if (root.GetAnnotatedNodes(Unused).FirstOrDefault() is { } unused)
            root = root.RemoveNode(unused, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        return new Fix("Use Interlocked instead of the lock", root);
    }
}
