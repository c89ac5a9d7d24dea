using PerfInsight.Comparison;
using PerfInsight.Comparison.Selection;
using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Proving;
using PerfInsight.Gating.Reports;
using PerfInsight.Gating.Waivers;
using PerfInsight.Statistics;

namespace PerfInsight.Gating;

/// <summary>Decides whether a change may go in: runs all gates over baseline and candidate, and reports. Pure.</summary>
public static class Gate
{
    // What the process tells the shell.
    private const int Passed = 0;
    private const int Failed = 1;
    private const int Undecided = 4;

    /// <summary>Decides.</summary>
    /// <exception cref="ComparisonException">The profiles of the sides do not fit: units differ, or they cannot be compared per what the policy asks.</exception>
    /// <exception cref="QuerySyntaxException">A filter of benchmarks cannot be understood.</exception>
    public static GateReport Decide(GateRequest request)
    {
        var report = Report(request);
        if (!request.Prove)
            return report;
        var proof = SyntheticRegressions.Prove(request);
        return report with
        {
            Proof = proof,
            ExitCode = proof.IsProven ? report.ExitCode : Failed,
            Headline = proof.IsProven ? report.Headline : $"The gate did not report what was injected: it cannot be relied on. {report.Headline}",
        };
    }

    /// <summary>The findings alone, before waivers; what a proof looks at.</summary>
    internal static IReadOnlyList<GateOutcome> Run(GateData data) =>
    [
        NewHotspotGate.Run(data), MemberGate.Run(data), GcPauseGate.Run(data), BenchmarkGate.Run(data), BenchmarkGate.RunUnrelated(data), CoverageGate.Run(data),
    ];

    private static GateReport Report(GateRequest request)
    {
        var data = new GateData(request);
        var (outcomes, waivers) = WaiverBook.Apply(Run(data), request);
        List<GateOutcome> all = [.. outcomes, waivers];
        var gates = all.ConvertAll(outcome => Result(outcome, request.Policy));
        var findings = all.SelectMany(static outcome => outcome.Findings)
            .Select(finding => finding with { Triage = Triaging.Of(finding, data) })
            .OrderBy(static finding => finding.Verdict).ThenBy(static finding => IndexOf(finding.Gate)).ThenByDescending(static finding => Size(finding))
            .ThenBy(static finding => finding.Subject.Name, StringComparer.Ordinal).ThenBy(static finding => finding.Metric, StringComparer.Ordinal).ToList();
        var totals = ReportTotals.Of(data);
        var verdict = gates.Exists(static gate => gate.Verdict == GateVerdict.Fail) ? GateVerdict.Fail
            : gates.Exists(static gate => gate.Verdict == GateVerdict.Inconclusive) || gates.TrueForAll(static gate => gate.Verdict == GateVerdict.NotRun) ? GateVerdict.Inconclusive
            : GateVerdict.Pass;
        if (verdict == GateVerdict.Inconclusive && request.Policy.Inconclusive == InconclusivePolicy.Fail)
            verdict = GateVerdict.Fail;
        return new GateReport
        {
            Verdict = verdict,
            ExitCode = ExitCode(verdict, gates, request.Policy),
            Headline = Headline(gates, totals),
            Today = request.Today,
            Inputs = Inputs(data),
            Totals = totals,
            Gates = gates,
            Findings = findings,
            Improvements = Improvements.Of(data),
            Rating = RatingArithmetic.Of(data, gates, findings),
            DefinitionOfDone = DefinitionOfDone.Of(request, gates, findings),
            Warnings = ReportWarnings.Of(data),
            Proof = null,
            Trends = request.History.Count == 0 ? [] : BenchmarkHistory.Find([.. request.History, .. request.CandidateBenchmarks.Select(static run => new LabelledRun("candidate", run))], BenchmarkFilter.All, new ChangePointDetector()),
            HistoryLabels = [.. request.History.Select(static run => run.Label), .. request.History.Count == 0 ? [] : request.CandidateBenchmarks.Select(static _ => "candidate")],
        };
    }

    // Where nothing at all was compared, a pipeline that passes would be a gate that is not there.
    private static int ExitCode(GateVerdict verdict, IReadOnlyList<GateResult> gates, GatePolicy policy) => verdict switch
    {
        GateVerdict.Fail => Failed,
        GateVerdict.Inconclusive when policy.Inconclusive == InconclusivePolicy.Report || gates.All(static gate => gate.Verdict == GateVerdict.NotRun) => Undecided,
        _ => Passed,
    };

    private static GateResult Result(GateOutcome outcome, GatePolicy policy)
    {
        var failed = outcome.Findings.Count(static finding => finding.Verdict == FindingVerdict.Fail);
        var isUndecided = outcome.Undecided.Length > 0 || (policy.Inconclusive != InconclusivePolicy.Pass && outcome.UndecidedCount > 0);
        var verdict = outcome.NotRun.Length > 0 ? GateVerdict.NotRun : failed > 0 ? GateVerdict.Fail : isUndecided ? GateVerdict.Inconclusive : GateVerdict.Pass;
        var reason = outcome.NotRun.Length > 0 ? outcome.NotRun : outcome.Undecided.Length > 0 ? outcome.Undecided : outcome.Remark;
        return new GateResult(outcome.Id, outcome.Title, verdict, outcome.Checked, failed, reason);
    }

    private static int IndexOf(string gate)
    {
        for (var i = 0; i < GateIds.All.Count; i++)
        {
            if (GateIds.All[i] == gate)
                return i;
        }

        return GateIds.All.Count;
    }

    // Members by what they take more of, benchmarks by growth.
    private static double Size(GateFinding finding) => finding.Gate is GateIds.Member or GateIds.NewHotspot
        ? finding.Share
        : double.IsNaN(finding.Growth) ? double.IsNaN(finding.Share) ? 0 : finding.Share : finding.Growth;

    private static GateInputs Inputs(GateData data) => new()
    {
        Files = data.Request.Files,
        BaselineCommit = data.Request.BaselineCommit,
        CandidateCommit = data.Request.CandidateCommit,
        Per = data.Comparisons.BySelf().Values.FirstOrDefault() is { } comparison
            ? comparison.Mode switch
            {
                ComparisonMode.PerSecond => "per second",
                ComparisonMode.PerOperation => "per operation",
                ComparisonMode.Share => "share of all",
                _ => "per run",
            }
            : "",
        Hosts = data.Benchmarks?.Hosts ?? [],
        Drifts = data.Benchmarks?.Failing.Drifts ?? [],
        ChangedFiles = data.Request.Changes?.Files,
        ChangedMembers = data.Request.Changes is null ? [] : data.Code.ChangedMembers,
    };

    private static string Headline(IReadOnlyList<GateResult> gates, IReadOnlyList<ReportTotal> totals)
    {
        var ran = gates.Count(static gate => gate.Verdict != GateVerdict.NotRun);
        var failed = gates.Count(static gate => gate.Verdict == GateVerdict.Fail);
        var undecided = gates.Count(static gate => gate.Verdict == GateVerdict.Inconclusive);
        var passed = ran - failed - undecided;
        string[] parts =
        [
            ran == 0 ? "No gate had anything to look at"
                : failed > 0 ? $"{failed} of {FindingText.Count(ran, "gate")} failed"
                : undecided > 0 ? $"{passed} of {FindingText.Count(ran, "gate")} passed"
                : $"{FindingText.Count(ran, "gate")} passed",
            .. undecided > 0 ? new[] { $"{undecided} inconclusive" } : [],
        ];
        var whole = string.Join(", ", totals.Select(static total => total.Text));
        return string.Join(", ", parts) + "." + (whole.Length == 0 ? "" : $" {whole}.");
    }
}
