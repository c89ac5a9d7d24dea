extern alias library;

using System.Globalization;
using library::PerfInsight.Benchmarks;
using library::PerfInsight.Comparison;

namespace PerfInsight.Benchmarks.Statistics;

/// <summary>
/// How often a comparison of 500 benchmarks that did not change reports a regression, and how often a change of 6 % is found. The
/// figures are in docs/statistics.md.
/// </summary>
internal static class DecisionSimulation
{
    private const int Benchmarks = 500;
    private const double Change = 1.06;

    /// <summary>Simulates and prints.</summary>
    public static int Run(int comparisons, TextWriter output)
    {
        output.WriteLine($"{comparisons} comparisons of {Benchmarks} benchmarks, default policy. Failed: comparisons of unchanged benchmarks that report a regression.");
        output.WriteLine($"Found: of a benchmark that is 6 % slower, among {Benchmarks - 1} unchanged.");
        output.WriteLine();
        output.WriteLine("| noise | runs a side | failed, unchanged | drift reported | same, unchanged | 6 % found | false beside it |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var noise in SimulatedNoise.All)
        {
            foreach (var runs in new[] { 10, 15 })
                output.WriteLine(Row(noise, runs, comparisons));
        }

        return 0;
    }

    private static string Row(SimulatedNoise noise, int runs, int comparisons)
    {
        var (failed, drifts, same, found, beside) = (0, 0, 0L, 0, 0);
        Parallel.For(0, comparisons, new ParallelOptions { MaxDegreeOfParallelism = 2 }, comparison =>
        {
            var unchanged = Decide(new Random(comparison), noise, runs, change: 1);
            var changed = Decide(new Random(comparison + 1_000_000), noise, runs, Change);
            var verdict = changed.Findings.First(static finding => finding.Label == Name(0)).Verdict;
            lock (noise)
            {
                failed += unchanged.Findings.Any(static finding => finding.Verdict == BenchmarkVerdict.Regression) ? 1 : 0;
                drifts += unchanged.Drifts.Count > 0 ? 1 : 0;
                same += unchanged.Findings.Count(static finding => finding.Verdict == BenchmarkVerdict.Same);
                found += verdict == BenchmarkVerdict.Regression ? 1 : 0;
                beside += changed.Findings.Any(static finding => finding.Verdict == BenchmarkVerdict.Regression && finding.Label != Name(0)) ? 1 : 0;
            }
        });
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {noise.Name} | {runs} | {100.0 * failed / comparisons:0.0} % | {100.0 * drifts / comparisons:0} % | {100.0 * same / comparisons / Benchmarks:0.0} % | {100.0 * found / comparisons:0.0} % | {100.0 * beside / comparisons:0.0} % |");
    }

    private static ComparisonDecision Decide(Random random, SimulatedNoise noise, int runs, double change)
    {
        var machine = new Machine(random, Benchmarks, runs);
        var sides = new List<LabelledRun>();
        for (var side = 0; side < 2; side++)
        {
            var benchmarks = new List<Benchmark>();
            for (var i = 0; i < Benchmarks; i++)
            {
                var factor = 1e-6 * (side == 1 && i == 0 ? change : 1);
                double[] times = [.. noise.Sample(random, i, side, machine, runs).Select(time => time * factor)];
                benchmarks.Add(new Benchmark(new BenchmarkName(Name(i)), BenchmarkConfiguration.Empty, [], [new MeasurementSeries("sec/op", times)]));
            }

            sides.Add(new LabelledRun(side == 0 ? "baseline" : "candidate", new BenchmarkRun("simulated", benchmarks) { Units = ["sec/op"] }));
        }

        return BenchmarkDecider.Decide(TableBuilder.Build(sides, new TableOptions()), new DecisionPolicy());
    }

    private static string Name(int index) => "Op" + index.ToString("000", CultureInfo.InvariantCulture);
}
