using PerfInsight.Comparison;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Findings;

/// <summary>
/// The rating: 5 for no change, and points for each sure change: its cost as a share of all, times how telling the sample type is, times
/// how sure it is, times for a regression how much runs through it. docs/gate.md has the formula.
/// </summary>
internal static class RatingArithmetic
{
    private const double Neutral = 5;

    // A change of a tenth of all CPU is a point.
    private const double PointsOfAll = 10;

    // One number that went wild says no more than this.
    private const double MostShare = 0.25;

    private const double FailedGate = 1;
    private const double UndecidedGate = 0.5;

    // A regression that a team took on for a while counts half.
    private const double Waived = 0.5;

    // Lines that are worth reading; the rest is added up.
    private const int MostLines = 8;

    private static readonly (string Kind, double Weight)[] Kinds = [("cpu", 1), ("alloc_space", 0.5), ("contention", 0.5), ("blocked", 0.5)];

    /// <summary>The rating of a change.</summary>
    public static Rating Of(GateData data, IReadOnlyList<GateResult> gates, IReadOnlyList<GateFinding> findings)
    {
        var waived = findings.Where(static finding => finding.Verdict == FindingVerdict.Waived).Select(static finding => (finding.Subject.Name, finding.Metric)).ToHashSet();
        var changes = Members(data, waived).Concat(Benchmarks(data, waived)).OrderByDescending(static line => Math.Abs(line.Points)).ThenBy(static line => line.Text, StringComparer.Ordinal).ToList();
        List<RatingLine> lines = [new("no change", Neutral), .. changes.Take(MostLines)];
        foreach (var (rest, what) in new[] { (changes.Skip(MostLines).Where(static line => line.Points < 0).ToList(), "further regression"), (changes.Skip(MostLines).Where(static line => line.Points > 0).ToList(), "further improvement") })
        {
            if (rest.Count > 0)
                lines.Add(new RatingLine(FindingText.Count(rest.Count, what), rest.Sum(static line => line.Points)));
        }

        var failed = gates.Count(static gate => gate.Verdict == GateVerdict.Fail);
        if (failed > 0)
            lines.Add(new RatingLine($"{FindingText.Count(failed, "gate")} failed × {FailedGate:0.0}", -FailedGate * failed));
        var undecided = gates.Count(static gate => gate.Verdict == GateVerdict.Inconclusive);
        if (undecided > 0)
            lines.Add(new RatingLine($"{FindingText.Count(undecided, "gate")} inconclusive × {UndecidedGate:0.0}", -UndecidedGate * undecided));

        // However much else got better: what may not go in is no win.
        var sum = lines.Sum(static line => line.Points);
        if (failed > 0 && sum > Neutral)
            lines.Add(new RatingLine("a failed gate is no win", Neutral - sum));

        // Rounded as it is shown, so that a reader who adds the lines up gets the sum.
        lines = [.. lines.Select(static line => line with { Points = Math.Round(line.Points, 2) })];
        return new Rating(Math.Round(Math.Clamp(lines.Sum(static line => line.Points), 0, 10), 1), lines);
    }

    private static IEnumerable<RatingLine> Members(GateData data, HashSet<(string, string)> waived)
    {
        foreach (var (kind, weight) in Kinds)
        {
            if (data.Comparisons.Of(kind) is not { BaselineSum: > 0 } comparison)
                continue;
            var whole = comparison.BaselineSum / comparison.BaselineExposure;
            var metric = MemberFindings.Metric(comparison, "");
            foreach (var row in comparison.Members.TakeWhile(static row => row.Verdict != Verdict.Indistinguishable))
            {
                var share = Math.Min(MostShare, Math.Abs(row.Test.Delta) / whole);
                var isWorse = row.Verdict == Verdict.Regression;
                var isWaived = waived.Contains((row.Member.Name, metric));
                var text = $"{MemberName.Short(row.Member.Name)} {metric}: {FindingText.Share(share)} of all × {PointsOfAll:0} × {weight:0.0#} {kind} × {Evidence(row.AdjustedP, out var evidence)}";
                var points = PointsOfAll * share * weight * evidence;
                if (isWorse)
                {
                    // What much of the program runs through is the riskier place to be slow.
                    text += $" × {1 + row.Candidate.TotalShare:0.00} risk ({FindingText.Share(row.Candidate.TotalShare)} runs through it)";
                    points *= -(1 + row.Candidate.TotalShare);
                }

                yield return isWaived ? new RatingLine($"{text} × {Waived:0.0} waived", points * Waived) : new RatingLine(text, points);
            }
        }
    }

    // A benchmark is as much of all as each other one is.
    private static IEnumerable<RatingLine> Benchmarks(GateData data, HashSet<(string, string)> waived)
    {
        if (data.Benchmarks is not { } decisions)
            yield break;
        foreach (var unit in decisions.Warning.Findings.Where(static finding => finding.Change is not null).GroupBy(static finding => finding.Unit))
        {
            var count = unit.Count();
            var weight = unit.Key.StartsWith("sec", StringComparison.Ordinal) || unit.Key.EndsWith("/s", StringComparison.Ordinal) ? 1 : 0.5;
            foreach (var finding in unit.Where(static finding => finding.Verdict is BenchmarkVerdict.Regression or BenchmarkVerdict.Improvement))
            {
                var share = Math.Min(MostShare, Math.Abs(finding.Change!.Value)) / count;
                var isWaived = waived.Contains((BenchmarkDecisions.NameOf(finding), finding.Unit));
                var text = $"{finding.Label} {unit.Key}: {FindingText.Change(finding.Change.Value)}{(Math.Abs(finding.Change.Value) > MostShare ? $", of which {MostShare * 100:0} % count," : "")}"
                    + $" in 1 of {count} × {PointsOfAll:0} × {weight:0.0#} × {Evidence(finding.AdjustedP ?? 0, out var evidence)}";
                var points = PointsOfAll * share * weight * evidence * (finding.Verdict == BenchmarkVerdict.Regression ? -1 : 1);
                yield return isWaived ? new RatingLine($"{text} × {Waived:0.0} waived", points * Waived) : new RatingLine(text, points);
            }
        }
    }

    private static string Evidence(double p, out double evidence)
    {
        evidence = p < 0.001 ? 1 : p < 0.01 ? 0.75 : 0.5;
        return $"{evidence:0.0#} sure ({FindingText.P(p)})";
    }
}
