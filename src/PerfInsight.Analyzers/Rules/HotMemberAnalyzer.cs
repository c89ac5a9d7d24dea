using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules;

/// <summary>
/// Base of the rules that look for a root cause: <see cref="Analyze(HotMember)"/> runs only inside members that the profile says
/// are hot. The compiler runs them through <see cref="RootCauseAnalyzer"/>.
/// </summary>
public abstract class HotMemberAnalyzer
{
    private protected HotMemberAnalyzer(DiagnosticDescriptor rule, params SampleKind[] hotBy)
    {
        Rule = rule;
        HotBy = ImmutableArray.Create(hotBy);
    }

    /// <summary>The rule's descriptor.</summary>
    internal DiagnosticDescriptor Rule { get; }

    /// <summary>A member is hot for this rule where its own cost in one of these kinds reaches the threshold.</summary>
    internal ImmutableArray<SampleKind> HotBy { get; }

    /// <summary>True where the profile gives a reason to look into a member: its own cost is high.</summary>
    private protected virtual bool IsWorthALook(MemberEvidence measured, EvidenceOptions options)
    {
        foreach (var kind in HotBy)
        {
            if (HotThreshold.IsHot(measured.Own(kind), options))
                return true;
        }

        return false;
    }

    /// <summary>Looks for the pattern in a hot member.</summary>
    private protected abstract void Analyze(HotMember member);

    /// <summary>Looks for the pattern in a member where the profile gives a reason to.</summary>
    internal void Look(MemberVisit visit)
    {
        if (IsWorthALook(visit.Measured.Evidence, visit.Options))
            Analyze(new HotMember(visit, this));
    }
}
