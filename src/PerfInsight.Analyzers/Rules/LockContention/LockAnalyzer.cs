using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// Base of the rules about locks. A member is worth a look where it waits, and also where it works or blocks for long: then
/// it may be what the others wait for.
/// </summary>
public abstract class LockAnalyzer : HotMemberAnalyzer
{
    private protected LockAnalyzer(DiagnosticDescriptor rule)
        : base(rule, SampleKind.Contention, SampleKind.Blocked)
    {
    }

    /// <summary>Looks for the pattern under one lock.</summary>
    private protected abstract void Analyze(HotMember member, HeldLock held);

    /// <summary>Looks for what shows in the member as a whole.</summary>
    private protected virtual void AnalyzeWhole(HotMember member)
    {
    }

    private protected sealed override bool IsWorthALook(MemberEvidence measured, EvidenceOptions options) =>
        base.IsWorthALook(measured, options)
        || HotThreshold.IsHot(measured.Total(SampleKind.Cpu), options)
        || HotThreshold.IsHot(measured.Total(SampleKind.Blocked), options);

    private protected sealed override void Analyze(HotMember member)
    {
        if (HeldLock.MayBeOfWhole(member.Symbol) && HeldLock.OfWhole(member.Symbol, member.Declaration, member.Operations()) is { } whole)
            Analyze(member, whole);
        foreach (var held in member.Locks())
            Analyze(member, held);
        AnalyzeWhole(member);
    }

    /// <summary>Reports the pattern where the profile shows that threads wait for the lock.</summary>
    private protected static void Report(HotMember member, HeldLock held, params object[] arguments)
    {
        if (LockWaits.Assess(member, held) is { } assessment)
            member.Report(held.Wait, assessment, arguments);
    }
}
