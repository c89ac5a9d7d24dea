using PerfInsight.Benchmarks;
using PerfInsight.Comparison.Selection;
using PerfInsight.Statistics;

namespace PerfInsight.Comparison;

/// <summary>
/// Decides which benchmarks changed. A regression is a change that is estimated beyond the threshold and is no chance: the
/// Mann-Whitney test, one-sided, with Benjamini and Hochberg's correction for all benchmarks. The same is what an equivalence test shows: the interval
/// that two one-sided tests at <see cref="DecisionPolicy.SameAlpha"/> leave lies inside the threshold on both sides (Schuirmann, "A
/// Comparison of the Two One-Sided Tests Procedure", Journal of Pharmacokinetics and Biopharmaceutics 15 (1987) 657). All else is
/// inconclusive. What has no noise, such as allocated bytes that are the same in every run, is compared as it is.
/// </summary>
public static class BenchmarkDecider
{
    private const double ShownConfidence = 0.95;

    // A change of half of the benchmarks looks like scatter too, and must not hide itself.
    private const double MostAllowance = 2;

    // Of the normal distribution, both sides together 5 %.
    private const double DeviationsOfShown = 1.96;

    /// <summary>Decides on all rows of some tables.</summary>
    public static ComparisonDecision Decide(IReadOnlyList<ComparisonTable> tables, DecisionPolicy policy)
    {
        var drafts = new List<Draft>();
        foreach (var table in tables)
        {
            for (var column = 1; column < table.Columns.Count; column++)
            {
                foreach (var row in table.Rows)
                {
                    if (row.Cells[0] is not null || row.Cells[column] is not null)
                        drafts.Add(new Draft(table, row, column, Threshold(policy, (row.Cells[column] ?? row.Cells[0])!)));
                }
            }
        }

        Parallel.ForEach(drafts.Where(static draft => draft.IsNoisy), draft => draft.Estimate(1, policy));
        var drifts = new List<MachineDrift>();
        foreach (var group in drafts.Where(static draft => draft.Ratio is not null && IsTime(draft.Table.Unit)).GroupBy(static draft => (draft.Table.Unit, draft.Column)))
            Compare(group.Key.Unit, group.Key.Column, [.. group], policy, drifts);

        var noisy = drafts.Where(static draft => draft.IsNoisy).ToList();
        var questions = Math.Max(1, noisy.Count);
        var worse = BenjaminiHochberg.Adjust([.. noisy.Select(static draft => draft.PMore)]);
        var better = BenjaminiHochberg.Adjust([.. noisy.Select(static draft => draft.PLess)]);
        for (var i = 0; i < noisy.Count; i++)
            (noisy[i].AdjustedMore, noisy[i].AdjustedLess) = (worse[i], better[i]);
        var findings = new BenchmarkFinding[drafts.Count];
        Parallel.For(0, findings.Length, i => findings[i] = drafts[i].Finding(policy, questions));
        return new ComparisonDecision(findings, drifts, noisy.Count)
        {
            LeastRuns = LeastRuns(policy.Alpha / questions),
        };
    }

    // What benchmarks have in common is looked at before each of them.
    private static void Compare(string unit, int column, List<Draft> drafts, DecisionPolicy policy, List<MachineDrift> drifts)
    {
        var drift = policy.TakeOffMachineDrift ? MachineDrift.Find(unit, column, [.. drafts.Select(static draft => Math.Log(draft.Ratio!.Value.Estimate))]) : null;
        if (drift is not null)
        {
            drifts.Add(drift);
            Parallel.ForEach(drafts, draft => draft.Estimate(drift.Ratio, policy));
        }

        // Without an interval there is no error to hold the scatter against.
        var known = drafts.Where(static draft => double.IsFinite(draft.Ratio!.Value.Hi) && draft.Ratio.Value.Lo > 0).ToList();
        var allowance = BuildScatter.Allowance(
            [.. known.Select(static draft => Math.Log(draft.Ratio!.Value.Estimate))],
            [.. known.Select(static draft => Math.Log(draft.Ratio!.Value.Hi / draft.Ratio.Value.Lo) / (2 * DeviationsOfShown))],
            policy.Alpha);
        foreach (var draft in drafts)
            draft.Allowance = allowance;
    }

    private static bool IsTime(string unit) => unit.StartsWith("sec", StringComparison.Ordinal) || unit.EndsWith("-sec", StringComparison.Ordinal);

    private static PracticalThreshold Threshold(DecisionPolicy policy, ComparisonCell cell)
    {
        for (var i = policy.Thresholds.Count - 1; i >= 0; i--)
        {
            if (policy.Thresholds[i].Filter.Matches(new LabelledBenchmark(cell.Origin.Benchmark, cell.Origin.Label), cell.Origin.Series))
                return policy.Thresholds[i].Threshold;
        }

        return default;
    }

    // One-sided, two samples that do not overlap: one over the number of ways to mix them.
    private static int LeastRuns(double alpha)
    {
        var runs = 1;
        while (runs < 50 && MannWhitney.LeastP(runs, runs) / 2 > alpha)
            runs++;
        return runs;
    }

    private sealed class Draft(ComparisonTable table, ComparisonRow row, int column, PracticalThreshold threshold)
    {
        private readonly ComparisonCell? _baseline = row.Cells[0];
        private readonly ComparisonCell? _candidate = row.Cells[column];
        private (double Estimate, double Lo, double Hi) _shift;
        private (double Lo, double Hi) _same = (double.NegativeInfinity, double.PositiveInfinity);

        public ComparisonTable Table => table;

        public int Column => column;

        // Allocations and the sizes of files have no noise where all runs agree; of a time a single run says nothing.
        public bool IsNoisy => _baseline is not null && _candidate is not null && !(IsConstant(_baseline) && IsConstant(_candidate)
            && (table.IsExact || table.Unit is "B/op" or "allocs/op"));

        public RatioInterval? Ratio { get; private set; }

        public double PMore { get; private set; } = 1;

        public double PLess { get; private set; } = 1;

        public double AdjustedMore { get; set; } = 1;

        public double AdjustedLess { get; set; } = 1;

        public double Allowance { get; set; }

        public void Estimate(double drift, DecisionPolicy policy)
        {
            var baseline = (double[])[.. _baseline!.Values];
            var candidate = (double[])[.. _candidate!.Values.Select(value => value / drift)];
            var test = drift == 1 && _candidate.Comparison is { Test: { } known } ? known : MannWhitney.Test(baseline, candidate);
            (PLess, PMore) = test is { } result ? (result.PGreater, result.PLess) : (1, 1); // of the baseline
            double[] confidences = [ShownConfidence, 1 - (2 * policy.SameAlpha)];
            if (baseline[0] > 0 && candidate[0] > 0)
            {
                var ratios = RatioInterval.Of(baseline, candidate, confidences);
                Ratio = ratios[0];
                _shift = (ratios[0].Estimate - 1, ratios[0].Lo - 1, ratios[0].Hi - 1);
                _same = (ratios[1].Lo - 1, ratios[1].Hi - 1);
            }
            else
            {
                // Zeros and negative values have no ratio: differences, as shares of the baseline's centre.
                var size = Math.Abs(_baseline.Summary.Center);
                var shifts = RatioInterval.Shift(baseline, candidate, confidences);
                _shift = (Share(shifts[0].Estimate, size), Share(shifts[0].Lo, size), Share(shifts[0].Hi, size));
                _same = (Share(shifts[1].Lo, size), Share(shifts[1].Hi, size));
            }
        }

        public BenchmarkFinding Finding(DecisionPolicy policy, int questions)
        {
            var finding = new BenchmarkFinding(BenchmarkVerdict.OnlyInCandidate, row.Label, table.Unit, column, table)
            {
                Baseline = _baseline?.Summary.Center,
                Candidate = _candidate?.Summary.Center,
                N1 = _baseline?.Values.Count ?? 0,
                N2 = _candidate?.Values.Count ?? 0,
                Threshold = threshold,
            };
            if (_baseline is null)
                return finding;
            if (_candidate is null)
                return finding with { Verdict = BenchmarkVerdict.OnlyInBaseline };
            return IsNoisy ? Noisy(finding, policy, questions) : Exact(finding);
        }

        private BenchmarkFinding Exact(BenchmarkFinding finding)
        {
            var (from, to) = (_baseline!.Summary.Center, _candidate!.Summary.Center);
            var change = from == to ? 0 : Share(to - from, Math.Abs(from));
            var isBeyond = Math.Abs(change) > threshold.Relative && Math.Abs(to - from) > threshold.Absolute;
            return finding with
            {
                Verdict = isBeyond ? Direction(change) : BenchmarkVerdict.Same,
                Change = change,
                ChangeLo = change,
                ChangeHi = change,
            };
        }

        private BenchmarkFinding Noisy(BenchmarkFinding finding, DecisionPolicy policy, int questions)
        {
            var size = Math.Abs(_baseline!.Summary.Center);
            var relative = threshold.Relative + Math.Min(Allowance, MostAllowance * threshold.Relative);
            var limit = Math.Max(relative, size > 0 ? threshold.Absolute / size : 0);
            var isMore = _shift.Estimate > 0;
            var adjusted = isMore ? AdjustedMore : AdjustedLess;
            var isShown = adjusted <= policy.Alpha;
            var isSame = _same.Lo > -limit && _same.Hi < limit;
            var isBeyond = Math.Abs(_shift.Estimate) > limit && (size > 0 || Math.Abs(_candidate!.Summary.Center) > threshold.Absolute);
            var verdict = isShown && isBeyond ? Direction(_shift.Estimate)
                : isSame || AreAllEqual() ? BenchmarkVerdict.Same
                : BenchmarkVerdict.Inconclusive;
            return finding with
            {
                Verdict = verdict,
                Change = _shift.Estimate,
                ChangeLo = _shift.Lo,
                ChangeHi = _shift.Hi,
                P = isMore ? PMore : PLess,
                AdjustedP = adjusted,
                Threshold = threshold with { Relative = relative },
                Remarks = [.. Remarks(verdict, isShown, policy.Alpha / questions)],
            };
        }

        private IEnumerable<string> Remarks(BenchmarkVerdict verdict, bool isShown, double alpha)
        {
            var (n1, n2) = (_baseline!.Values.Count, _candidate!.Values.Count);
            if (verdict == BenchmarkVerdict.Inconclusive)
            {
                if (MannWhitney.LeastP(n1, n2) / 2 > alpha)
                    yield return "too few runs";
                else if (isShown)
                    yield return "changed, perhaps by less than the threshold";
                else if (Math.Abs(_shift.Estimate) > threshold.Relative)
                    yield return "may be chance";
                else
                    yield return "too much noise";
            }

            if (verdict != BenchmarkVerdict.Same)
            {
                foreach (var (name, cell) in new[] { ("baseline", _baseline), ("candidate", _candidate) })
                {
                    if (Modality.Modes(cell.Values) is > 1 and var modes)
                        yield return $"{name} has {modes} modes";
                }
            }
        }

        private BenchmarkVerdict Direction(double change) => table.Better switch
        {
            BetterDirection.Lower => change > 0 ? BenchmarkVerdict.Regression : BenchmarkVerdict.Improvement,
            BetterDirection.Higher => change > 0 ? BenchmarkVerdict.Improvement : BenchmarkVerdict.Regression,
            _ => BenchmarkVerdict.Changed,
        };

        // A run or two that happen to agree show nothing; a handful does.
        private bool AreAllEqual() =>
            IsConstant(_baseline!) && IsConstant(_candidate!) && _baseline!.Values[0] == _candidate!.Values[0] && Math.Min(_baseline.Values.Count, _candidate.Values.Count) >= 4;

        private static bool IsConstant(ComparisonCell cell) => cell.Values[0] == cell.Values[^1];

        private static double Share(double difference, double size) => size > 0 ? difference / size
            : difference == 0 ? 0
            : difference > 0 ? double.PositiveInfinity : double.NegativeInfinity;
    }
}
