using PerfInsight.Comparison;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Findings;

/// <summary>What surely got better.</summary>
internal static class Improvements
{
    /// <summary>Members by self, then benchmarks; the largest first.</summary>
    public static IReadOnlyList<Improvement> Of(GateData data)
    {
        var found = new List<(double Size, Improvement Improvement)>();
        foreach (var comparison in data.Comparisons.BySelf().Values.Where(static comparison => comparison.SampleType.Unit is "nanoseconds" or "bytes"))
        {
            var whole = comparison.BaselineSum / comparison.BaselineExposure;
            foreach (var row in comparison.Members.Where(static row => row.Verdict == Verdict.Improvement))
                found.Add((-row.Test.Delta / whole, Of(FindingText.Member(row.Member.Name), MemberFindings.Metric(comparison, ""), MemberFindings.Measure(row, comparison))));
        }

        var members = found.OrderByDescending(static pair => pair.Size).ThenBy(static pair => pair.Improvement.Subject.Name, StringComparer.Ordinal).Select(static pair => pair.Improvement);
        var benchmarks = (data.Benchmarks?.Warning.Findings ?? []).Where(static finding => finding.Verdict == BenchmarkVerdict.Improvement).OrderBy(BenchmarkFindings.Worsening)
            .Select(static finding => Of(BenchmarkFindings.Subject(finding), finding.Unit, BenchmarkFindings.Measure(finding)));
        return [.. members, .. benchmarks];
    }

    private static Improvement Of(FindingSubject subject, string metric, Measure measure) =>
        new(subject, metric, measure, $"{metric} {measure.BaselineText} → {measure.CandidateText} ({FindingText.Change(measure.Change)})");
}
