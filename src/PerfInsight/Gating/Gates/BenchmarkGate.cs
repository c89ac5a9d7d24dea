using PerfInsight.Comparison;
using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Gates;

/// <summary>
/// No benchmark gets worse by more than its limit; one that reaches nothing of the change has a narrower limit, and a gate of its own
/// (playbook, section 6).
/// </summary>
internal static class BenchmarkGate
{
    // More rows are seldom read; the gate counts them.
    private const int MostUndecided = 20;

    /// <summary>Runs the gate of benchmarks that are related to the change, or of which that is not known.</summary>
    public static GateOutcome Run(GateData data)
    {
        var policy = data.Request.Policy.Benchmark;
        var title = $"benchmarks worse by more than {FindingText.Limit(policy.Relative)}";
        if ((GateOutcome.IfOff(GateIds.Benchmark, title, policy.Level) ?? Idle(GateIds.Benchmark, title, data)) is { } idle)
            return idle;
        var decisions = data.Benchmarks!;
        var isApart = data.Request.Policy.UnrelatedBenchmark.Level != Policies.GateLevel.Off;
        bool IsMine(BenchmarkFinding finding) => !isApart || decisions.RelationOf(finding) != Relation.Unrelated;
        var outcome = Decide(GateIds.Benchmark, title, data, policy.Level, IsMine);
        return outcome with { Findings = [.. outcome.Findings, .. Warnings(data, IsMine), .. Unmatched(decisions)] };
    }

    /// <summary>Runs the gate of benchmarks that are not related.</summary>
    public static GateOutcome RunUnrelated(GateData data)
    {
        var policy = data.Request.Policy.UnrelatedBenchmark;
        var title = $"unrelated benchmarks worse by more than {FindingText.Limit(policy.Relative)}";
        if ((GateOutcome.IfOff(GateIds.UnrelatedBenchmark, title, policy.Level) ?? Idle(GateIds.UnrelatedBenchmark, title, data)) is { } idle)
            return idle;
        if (data.Request.Changes is null)
            return GateOutcome.Idle(GateIds.UnrelatedBenchmark, title, "the change is not known: give it with --changes");
        if (data.Request.CandidateProfiles.Count + data.Request.BaselineProfiles.Count == 0)
            return GateOutcome.Idle(GateIds.UnrelatedBenchmark, title, "without profiles nothing tells what a benchmark reaches");
        var decisions = data.Benchmarks!;
        var unknown = decisions.Failing.Findings.Count(finding => decisions.RelationOf(finding) == Relation.Unknown);
        var outcome = Decide(GateIds.UnrelatedBenchmark, title, data, policy.Level, finding => decisions.RelationOf(finding) == Relation.Unrelated);
        if (outcome.Checked == 0)
        {
            return GateOutcome.Idle(GateIds.UnrelatedBenchmark, title, unknown > 0
                ? $"of none of {FindingText.Count(unknown, "comparison")} it is known what the benchmark reaches: say it in 'benchmarks: reach:' of the policy"
                : "all benchmarks reach the change");
        }

        return outcome with { Remark = unknown == 0 ? outcome.Remark : Join(outcome.Remark, $"of {unknown} more it is not known what the benchmark reaches ('benchmarks: reach:' says it)") };
    }

    private static GateOutcome? Idle(string id, string title, GateData data)
    {
        var request = data.Request;
        if (request.BaselineBenchmarks.Count + request.CandidateBenchmarks.Count == 0)
            return GateOutcome.Idle(id, title, "no benchmark results were given");
        if (data.Benchmarks is not { } decisions)
            return GateOutcome.Idle(id, title, $"the {(request.BaselineBenchmarks.Count == 0 ? "baseline" : "candidate")} has no benchmark results");
        return decisions.Failing.Findings.Any(static finding => finding.Change is not null)
            ? null
            : new GateOutcome(id, title) { Undecided = "no benchmark is on both sides" };
    }

    private static GateOutcome Decide(string id, string title, GateData data, Policies.GateLevel level, Func<BenchmarkFinding, bool> isMine)
    {
        var decisions = data.Benchmarks!;
        var mine = decisions.Failing.Findings.Where(finding => finding.Change is not null && isMine(finding)).ToList();
        var undecided = mine.Where(static finding => finding.Verdict == BenchmarkVerdict.Inconclusive).ToList();
        var reasons = undecided.GroupBy(static finding => finding.Remarks[0]).OrderByDescending(static group => group.Count()).Select(static group => $"{group.Count()} {group.Key}").ToList();
        var remark = undecided.Count == 0 ? "" : $"{undecided.Count} of {mine.Count} cannot be decided: {string.Join(", ", reasons)}";
        if (undecided.Exists(static finding => finding.Remarks[0] == "too few runs"))
            remark += $"; with {FindingText.Count(decisions.Failing.Questions, "comparison")} a change shows from {decisions.Failing.LeastRuns} runs a side on";
        var (verdict, severity) = FindingText.Exceeded(level);
        return new GateOutcome(id, title)
        {
            Checked = mine.Count,
            UndecidedCount = undecided.Count,
            Undecided = mine.Count > 0 && undecided.Count == mine.Count ? remark : "",
            Remark = remark,
            Findings =
            [
                .. mine.Where(static finding => finding.Verdict == BenchmarkVerdict.Regression).Select(finding => BenchmarkFindings.Of(id, finding, data, verdict, severity)),
                .. mine.Where(static finding => finding.Verdict == BenchmarkVerdict.Changed).Select(finding => BenchmarkFindings.Of(id, finding, data, FindingVerdict.Warning, FindingSeverity.Warning)),
                .. undecided.Where(static finding => BenchmarkFindings.Worsening(finding) > finding.Threshold.Relative).OrderByDescending(BenchmarkFindings.Worsening).Take(MostUndecided)
                    .Select(finding => BenchmarkFindings.Of(id, finding, data, FindingVerdict.Inconclusive, FindingSeverity.Warning)),
            ],
        };
    }

    // What is surely worse by the limit that is warned of, and not by the one that fails.
    private static IEnumerable<GateFinding> Warnings(GateData data, Func<BenchmarkFinding, bool> isMine)
    {
        var decisions = data.Benchmarks!;
        for (var i = 0; i < decisions.Warning.Findings.Count; i++)
        {
            var (warned, failed) = (decisions.Warning.Findings[i], decisions.Failing.Findings[i]);
            if (warned.Verdict == BenchmarkVerdict.Regression && failed.Verdict is BenchmarkVerdict.Same or BenchmarkVerdict.Inconclusive && isMine(failed)
                && !(failed.Verdict == BenchmarkVerdict.Inconclusive && BenchmarkFindings.Worsening(failed) > failed.Threshold.Relative))
            {
                yield return BenchmarkFindings.Of(GateIds.Benchmark, warned with { Threshold = failed.Threshold }, data, FindingVerdict.Warning, FindingSeverity.Warning);
            }
        }
    }

    private static IEnumerable<GateFinding> Unmatched(BenchmarkDecisions decisions)
    {
        var gone = decisions.Failing.Findings.Where(static finding => finding.Verdict == BenchmarkVerdict.OnlyInBaseline).Select(BenchmarkDecisions.NameOf)
            .Concat(Rows("baseline")).Distinct(StringComparer.Ordinal).ToList();
        var added = decisions.Failing.Findings.Where(static finding => finding.Verdict == BenchmarkVerdict.OnlyInCandidate).Select(BenchmarkDecisions.NameOf)
            .Concat(Rows("candidate")).Distinct(StringComparer.Ordinal).ToList();
        if (gone.Count > 0)
            yield return BenchmarkFindings.Unmatched("gone", gone, "in the baseline only: nothing guards what they measured", FindingVerdict.Warning);
        if (added.Count > 0)
            yield return BenchmarkFindings.Unmatched("new", added, "in the candidate only: there is nothing to compare them with yet", FindingVerdict.Note);

        IEnumerable<string> Rows(string side) => decisions.OneSided.Where(table => table.Columns[0][0] == side)
            .SelectMany(static table => table.Rows.Select(row => BenchmarkDecisions.NameOf(table, row.Label)));
    }

    private static string Join(string left, string right) => left.Length == 0 ? right : $"{left}; {right}";
}
