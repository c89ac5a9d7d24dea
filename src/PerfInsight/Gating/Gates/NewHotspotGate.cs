using PerfInsight.Comparison;
using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Gates;

/// <summary>No new hotspot over a flat share without a justification (playbook, section 6).</summary>
internal static class NewHotspotGate
{
    /// <summary>Runs it.</summary>
    public static GateOutcome Run(GateData data)
    {
        var policy = data.Request.Policy.NewHotspot;
        var title = $"new hotspots over {FindingText.Limit(policy.Flat)} flat";
        if ((GateOutcome.IfOff(GateIds.NewHotspot, title, policy.Level) ?? ProfileGate.Idle(GateIds.NewHotspot, title, data, policy.SampleTypes)) is { } idle)
            return idle;
        var (findings, count) = (new List<GateFinding>(), 0);
        foreach (var comparison in policy.SampleTypes.Distinct().Select(kind => data.Comparisons.Of(kind)).OfType<ProfileComparison>())
        {
            count += comparison.Members.Count(row => row.Candidate.SelfShare >= policy.Flat);
            findings.AddRange(comparison.Members.Where(static row => row.IsNewHotspot).Select(row => Finding(row, comparison, policy, data)));
        }

        return ProfileGate.Decided(GateIds.NewHotspot, title, count, findings, data);
    }

    private static GateFinding Finding(MemberDelta row, ProfileComparison comparison, NewHotspotPolicy policy, GateData data)
    {
        var finding = new MemberFindings(data).Of(GateIds.NewHotspot, row, comparison);
        var justified = policy.Justified.FirstOrDefault(one => one.Member == row.Member.Name);
        var (verdict, severity) = justified is null ? FindingText.Exceeded(policy.Level) : (FindingVerdict.Note, FindingSeverity.Note);
        var share = $"{FindingText.Share(row.Candidate.SelfShare)} of {comparison.SampleType.Kind} flat";
        return finding with
        {
            Verdict = verdict,
            Severity = severity,
            Title = $"new hotspot {finding.Subject.ShortName}",
            Measured = share,
            Limit = $"{FindingText.Limit(policy.Flat)} flat",
            Message = $"{finding.Subject.Name} is a new hotspot: {share} ({FindingText.Share(row.Baseline.SelfShare)} before), the limit is {FindingText.Limit(policy.Flat)}"
                + (justified is null ? "" : $"; justified: {justified.Reason}"),
        };
    }
}
