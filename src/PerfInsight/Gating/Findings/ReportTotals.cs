using PerfInsight.Comparison;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Findings;

/// <summary>The whole against the whole.</summary>
internal static class ReportTotals
{
    // Counts of samples are how it was measured, not what.
    private static readonly string[] Counts = ["samples", "alloc_samples", "inuse_samples", "contentions"];

    /// <summary>One for each sample type of both sides, and one for each unit of benchmarks.</summary>
    public static IReadOnlyList<ReportTotal> Of(GateData data) =>
    [
        .. data.Comparisons.SampleTypes.Where(static kind => !Counts.Contains(kind)).Select(data.Comparisons.Of).OfType<ProfileComparison>().Where(static comparison => comparison.Mode != ComparisonMode.Share).Select(Profile),
        .. (data.Benchmarks?.Tables ?? []).GroupBy(static table => table.Unit).Select(Benchmarks).OfType<ReportTotal>(),
    ];

    private static ProfileComparison? Of(this ProfileComparisons comparisons, string kind) => comparisons.Of(kind, isTotal: false, tag: "");

    private static ReportTotal Profile(ProfileComparison comparison)
    {
        var figures = new ComparisonFigures(comparison);
        var change = comparison.All.Ratio - 1;
        var verdict = comparison.Verdict == Verdict.Indistinguishable ? "indistinguishable" : comparison.Verdict.ToString().ToLowerInvariant();
        return new ReportTotal(
            comparison.SampleType.Kind,
            figures.Cost(comparison.BaselineSum / comparison.BaselineExposure),
            figures.Cost(comparison.CandidateSum / comparison.CandidateExposure),
            change,
            comparison.Verdict,
            $"{comparison.SampleType.Kind} {FindingText.Change(change)} ({verdict})");
    }

    private static ReportTotal? Benchmarks(IGrouping<string, ComparisonTable> tables)
    {
        // Geometric means are of the rows that both sides have; tables of other configurations are weighted by them.
        var ratios = tables.SelectMany(static table => table.Rows).Where(static row => row.Cells[0]?.Summary.Center > 0 && row.Cells[1]?.Summary.Center > 0)
            .Select(static row => Math.Log(row.Cells[1]!.Summary.Center / row.Cells[0]!.Summary.Center)).ToList();
        if (ratios.Count == 0)
            return null;
        var change = Math.Exp(ratios.Average()) - 1;
        return new ReportTotal(tables.Key, "", "", change, Verdict.Indistinguishable, $"{tables.Key} {FindingText.Change(change)} in the mean of {FindingText.Count(ratios.Count, "benchmark")}");
    }
}
