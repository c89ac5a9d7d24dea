using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Gates;

/// <summary>What gates of profiles have in common.</summary>
internal static class ProfileGate
{
    /// <summary>The gate where it has nothing to look at; null where it has.</summary>
    public static GateOutcome? Idle(string id, string title, GateData data, IEnumerable<string> sampleTypes)
    {
        if (data.Request.BaselineProfiles.Count + data.Request.CandidateProfiles.Count == 0)
            return GateOutcome.Idle(id, title, "no profiles were given");
        if (!data.Comparisons.HasBoth)
            return GateOutcome.Idle(id, title, $"the {(data.Request.BaselineProfiles.Count == 0 ? "baseline" : "candidate")} has no profiles");
        var kinds = sampleTypes.Distinct().ToList();
        var found = kinds.Where(data.Comparisons.SampleTypes.Contains).ToList();
        if (found.Count == 0)
            return GateOutcome.Idle(id, title, $"not all profiles have {string.Join(", ", kinds)}; they have {string.Join(", ", data.Comparisons.SampleTypes)}");
        return found.TrueForAll(kind => data.Comparisons.Of(kind) is null)
            ? new GateOutcome(id, title) { Undecided = $"the baseline measured nothing of {string.Join(", ", found)}" }
            : null;
    }

    /// <summary>The gate with its findings; inconclusive where there are fewer profiles than the policy asks for.</summary>
    public static GateOutcome Decided(string id, string title, int count, IReadOnlyList<GateFinding> findings, GateData data)
    {
        var least = data.Request.Policy.LeastProfiles;
        if (data.Comparisons.HasEnough)
            return new GateOutcome(id, title) { Checked = count, Findings = findings };
        var reason = $"the policy asks for {FindingText.Count(least, "profile")} a side, found {data.Request.BaselineProfiles.Count} and {data.Request.CandidateProfiles.Count}";
        return new GateOutcome(id, title)
        {
            Checked = count,
            Undecided = reason,
            UndecidedCount = count,
            Findings = [.. findings.Select(static finding => finding.Verdict == FindingVerdict.Fail ? finding with { Verdict = FindingVerdict.Inconclusive, Severity = FindingSeverity.Warning } : finding)],
        };
    }
}
