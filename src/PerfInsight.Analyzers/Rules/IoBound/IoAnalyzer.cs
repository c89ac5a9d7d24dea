using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>Base of the rules about waiting for devices and peers: the wait is often in what the member calls, so its total counts too.</summary>
public abstract class IoAnalyzer : HotMemberAnalyzer
{
    private protected IoAnalyzer(DiagnosticDescriptor rule)
        : base(rule, SampleKind.Blocked)
    {
    }

    /// <summary>Looks at a member whose waits matter and that is not run once.</summary>
    private protected abstract void AnalyzeWaits(HotMember member);

    private protected sealed override bool IsWorthALook(MemberEvidence measured, EvidenceOptions options) =>
        base.IsWorthALook(measured, options) || HotThreshold.IsHot(measured.Total(SampleKind.Blocked), options);

    private protected sealed override void Analyze(HotMember member)
    {
        if (member.Symbol.MethodKind != MethodKind.StaticConstructor)
            AnalyzeWaits(member);
    }

    /// <summary>Reports where the profile shows that the member, or what it calls, waits.</summary>
    private protected static void Report(HotMember member, IOperation place, Proof proof, params object[] arguments)
    {
        if (RarePaths.IsRare(place))
            return;
        if ((member.Assess(place.Syntax, proof) ?? OfTotal(member)) is { } assessment)
            member.Report(place.Syntax, assessment, arguments);
    }

    // The own waits are small, but not those of the code that it calls and that no summary shows line by line.
    private static Assessment? OfTotal(HotMember member)
    {
        if (HotThreshold.IsHot(member.Evidence.Own(SampleKind.Blocked), member.Options))
            return null;
        foreach (var scenario in member.Evidence.Scenarios)
        {
            var total = scenario.Total(SampleKind.Blocked);
            if (HotThreshold.IsHot(total, member.Options))
                return new Assessment(Confidence.Likely, total, CostText.Likely(total, ofLine: false, scenario.Freshness));
        }

        return null;
    }
}
