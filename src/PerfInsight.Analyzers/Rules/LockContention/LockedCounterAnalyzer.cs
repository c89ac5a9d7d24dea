using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3003: a lock guards nothing but one number.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockedCounterAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Contention, SampleKind.Blocked)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.LockedCounter,
        "Lock guards only a counter",
        "This lock guards only '{1}' and {0}: use Interlocked",
        "One processor instruction counts as safely as a lock does, and nobody waits for it.");

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations())
        {
            if (operation is ILockOperation { Syntax: LockStatementSyntax statement } locked
                && LockedCounter.Of(locked, member.SemanticModel, CancellationToken.None) is { } counter)
            {
                member.Report(statement.Expression, Locks.WaitProof, counter.Field.Name);
            }
        }
    }
}
