using PerfInsight.Comparison;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Findings;

/// <summary>Impact from what was measured, effort from the pattern (playbook, sections 2 and 8).</summary>
internal static class Triaging
{
    // A member is of high impact where it took a hundredth of all; a benchmark from the playbook's escalation on (section 10).
    private const double HighMember = 0.01;
    private const double HighBenchmark = 0.15;

    /// <summary>What to do with a finding; null where nothing is to be done.</summary>
    public static Triage? Of(GateFinding finding, GateData data)
    {
        if (finding.Gate == GateIds.Waiver || (finding.Verdict == FindingVerdict.Note && finding.Gate != GateIds.Coverage) || finding.Metric == "unmatched")
            return null;
        var (impact, impactReason) = Impact(finding, data);
        var (effort, effortReason) = Effort(finding);
        return new Triage(impact, impactReason, effort, effortReason, Action(impact, effort), Backlog(finding));
    }

    private static (Level Level, string Reason) Impact(GateFinding finding, GateData data)
    {
        switch (finding.Gate)
        {
            case GateIds.NewHotspot:
                return (Level.High, finding.Measured);
            case GateIds.GcPause:
                return (Level.High, finding.Measured);
            case GateIds.Coverage:
                return (Level.Low, "nothing got slower");
            case GateIds.Member:
                var kind = finding.Metric[..finding.Metric.IndexOf('.', StringComparison.Ordinal)];
                var part = data.Comparisons.Of(kind) is { BaselineSum: > 0 } whole ? finding.Measure!.Delta / (whole.BaselineSum / whole.BaselineExposure) : 0;
                return (part >= HighMember ? Level.High : Level.Low, $"{FindingText.Change(part)} of all {kind}");
            default:
                return (finding.Growth >= HighBenchmark ? Level.High : Level.Low, finding.Measured);
        }
    }

    private static (Level Level, string Reason) Effort(GateFinding finding)
    {
        if (finding.Gate == GateIds.Coverage)
            return (Level.Low, "the benchmark's skeleton is in the report");
        if (finding.Cause?.Rules.FirstOrDefault(static rule => rule.HasFix) is { } fix)
            return (Level.Low, $"{fix.Rule} stands at {fix.Place.File}:{fix.Place.Line}, and its rule has a fix");
        if (finding.Cause?.Rules is [var rule, ..])
            return (Level.High, $"{rule.Rule} at {rule.Place.File}:{rule.Place.Line} names the place, and its rule has no fix");
        return finding.Cause is null
            ? (Level.High, "the figures show no known pattern")
            : (Level.High, $"no fix is known for {FindingText.Pattern(finding.Cause.Pattern)} here: the analyzers' diagnostics would tell (--diagnostics)");
    }

    private static string Action(Level impact, Level effort) => (impact, effort) switch
    {
        (Level.High, Level.Low) => "immediate PR",
        (Level.High, Level.High) => "design review",
        (Level.Low, Level.Low) => "batch fixes",
        _ => "defer to the backlog",
    };

    private static BacklogCategory Backlog(GateFinding finding)
    {
        if (finding.Gate == GateIds.Coverage)
            return BacklogCategory.Hygiene;
        if (finding.Cause?.Pattern is RootCausePattern.IoBound or RootCausePattern.LockContention or RootCausePattern.GcPressure)
            return BacklogCategory.Preventive;
        return finding.Metric.EndsWith("/s", StringComparison.Ordinal) ? BacklogCategory.Strategic : BacklogCategory.Corrective;
    }
}
