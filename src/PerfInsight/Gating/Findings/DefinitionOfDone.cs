using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Findings;

/// <summary>The definition of done of a performance pull request (playbook, section 6): each item proved, or open with what is missing.</summary>
internal static class DefinitionOfDone
{
    private const int HashLength = 12;

    /// <summary>The checklist.</summary>
    public static IReadOnlyList<ChecklistItem> Of(GateRequest request, IReadOnlyList<GateResult> gates, IReadOnlyList<GateFinding> findings) =>
    [
        Archive(request),
        Unrelated(gates.Single(static gate => gate.Id == GateIds.UnrelatedBenchmark), findings, FindingText.Limit(request.Policy.UnrelatedBenchmark.Relative)),
        Hotspots(gates.Single(static gate => gate.Id == GateIds.NewHotspot), findings, FindingText.Limit(request.Policy.NewHotspot.Flat)),
        Gates(gates, findings),
        Dashboard(request),
    ];

    private static ChecklistItem Archive(GateRequest request)
    {
        const string Item = "baseline and candidate profiles are archived";
        var profiles = request.Files.Where(static file => file.Role is InputRole.BaselineProfile or InputRole.CandidateProfile).ToList();
        if (request.BaselineProfiles.Count == 0 || request.CandidateProfiles.Count == 0)
            return new ChecklistItem(Item, ChecklistState.Open, $"the {(request.BaselineProfiles.Count == 0 ? "baseline" : "candidate")} has no profile: take one with 'perfinsight collect'");
        var hashes = string.Join(", ", profiles.Select(static file => $"{file.Path} sha256 {file.Sha256[..Math.Min(HashLength, file.Sha256.Length)]}"));
        return request.Archive.Length > 0
            ? new ChecklistItem(Item, ChecklistState.Proved, $"{request.Archive}: {hashes}")
            : new ChecklistItem(Item, ChecklistState.Open, $"not archived (--archive FOLDER does it): {hashes}");
    }

    private static ChecklistItem Unrelated(GateResult gate, IReadOnlyList<GateFinding> findings, string limit)
    {
        var item = $"unrelated benchmarks are within +{limit}";
        return gate.Verdict switch
        {
            GateVerdict.Pass => Waived(item, GateIds.UnrelatedBenchmark, findings, $"{FindingText.Count(gate.Checked, "comparison")}, none over the limit" + (gate.Reason.Length == 0 ? "" : $"; {gate.Reason}")),
            GateVerdict.Fail => new ChecklistItem(item, ChecklistState.Open, $"{gate.Failed} over the limit"),
            _ => new ChecklistItem(item, ChecklistState.Open, gate.Reason),
        };
    }

    private static ChecklistItem Hotspots(GateResult gate, IReadOnlyList<GateFinding> findings, string limit)
    {
        var item = $"no new hotspot over {limit} without a justification";
        return gate.Verdict switch
        {
            GateVerdict.Pass => Waived(item, GateIds.NewHotspot, findings, $"{FindingText.Count(gate.Checked, "hotspot")}, none new" + Justified(findings)),
            GateVerdict.Fail => new ChecklistItem(item, ChecklistState.Open, string.Join(", ", findings.Where(static finding => finding.Gate == GateIds.NewHotspot && finding.Verdict == FindingVerdict.Fail)
                .Select(static finding => $"{finding.Subject.ShortName} ({finding.Measured})"))),
            _ => new ChecklistItem(item, ChecklistState.Open, gate.Reason),
        };
    }

    private static string Justified(IReadOnlyList<GateFinding> findings) =>
        findings.Count(static finding => finding.Gate == GateIds.NewHotspot && finding.Verdict == FindingVerdict.Note) is > 0 and var count ? $" but {count} justified" : "";

    private static ChecklistItem Waived(string item, string gate, IReadOnlyList<GateFinding> findings, string proof)
    {
        var waived = findings.Where(finding => finding.Gate == gate && finding.Verdict == FindingVerdict.Waived).Select(static finding => $"{finding.Subject.ShortName} ({finding.Waiver.Row!.Issue})").ToList();
        return new ChecklistItem(item, ChecklistState.Proved, waived.Count == 0 ? proof : $"{proof}, but waived: {string.Join(", ", waived)}");
    }

    private static ChecklistItem Gates(IReadOnlyList<GateResult> gates, IReadOnlyList<GateFinding> findings)
    {
        const string Item = "gates pass, or a waiver is on file";
        var failed = gates.Where(static gate => gate.Verdict is GateVerdict.Fail).Select(static gate => gate.Id).ToList();
        if (failed.Count > 0)
            return new ChecklistItem(Item, ChecklistState.Open, $"failed: {string.Join(", ", failed)}");
        var undecided = gates.Where(static gate => gate.Verdict is GateVerdict.Inconclusive).Select(static gate => $"{gate.Id} ({gate.Reason})").ToList();
        if (undecided.Count > 0)
            return new ChecklistItem(Item, ChecklistState.Open, $"inconclusive: {string.Join(", ", undecided)}");
        var ran = gates.Count(static gate => gate.Verdict == GateVerdict.Pass);
        var waived = findings.Count(static finding => finding.Verdict == FindingVerdict.Waived);
        return ran == 0
            ? new ChecklistItem(Item, ChecklistState.Open, "no gate ran")
            : new ChecklistItem(Item, ChecklistState.Proved, $"{ran} passed, {gates.Count(static gate => gate.Verdict == GateVerdict.NotRun)} did not run, {FindingText.Count(waived, "waiver")} used");
    }

    private static ChecklistItem Dashboard(GateRequest request)
    {
        const string Item = "the follow-up dashboard is updated";
        if (request.DashboardUpdate.Length > 0)
            return new ChecklistItem(Item, ChecklistState.Proved, request.DashboardUpdate);
        return request.Policy.Dashboard.Length == 0
            ? new ChecklistItem(Item, ChecklistState.NotApplicable, "the policy names none ('dashboard:')")
            : new ChecklistItem(Item, ChecklistState.Open, $"update {request.Policy.Dashboard}, and say what with --dashboard");
    }
}
