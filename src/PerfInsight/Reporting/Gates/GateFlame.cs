using PerfInsight.Comparison;
using PerfInsight.Gating;
using PerfInsight.Gating.Reports;
using PerfInsight.Reporting.Flame;

namespace PerfInsight.Reporting.Gates;

/// <summary>The flame graph of a report's page.</summary>
public static class GateFlame
{
    // What GateInputs.Per says where values compare as they are.
    private const string PerRun = "per run";

    /// <summary>The profiles of both sides as one differential flame graph; null where they have nothing in common.</summary>
    /// <param name="report">What was decided: it opens with the sample type of the first finding.</param>
    /// <param name="request">What was asked.</param>
    public static FlameGraph? Of(GateReport report, GateRequest request)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(request);
        if (request.BaselineProfiles.Count == 0 || request.CandidateProfiles.Count == 0)
            return null;
        var found = report.Findings.FirstOrDefault(static finding => finding.Gate is GateIds.NewHotspot or GateIds.Member);
        try
        {
            return FlameGraphBuilder.Compare(
                request.BaselineProfiles, request.CandidateProfiles, "all", found?.Metric.Split('.')[0] ?? "cpu",
                isScaled: report.Inputs.Per is not (PerRun or ""));
        }
        catch (ComparisonException)
        {
            // The report warns of it.
            return null;
        }
    }
}
