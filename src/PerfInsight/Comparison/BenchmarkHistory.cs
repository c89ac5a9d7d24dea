using PerfInsight.Benchmarks;
using PerfInsight.Comparison.Selection;
using PerfInsight.Statistics;

namespace PerfInsight.Comparison;

/// <summary>One benchmark in one unit over a series of runs.</summary>
/// <param name="Name">Name of the benchmark, with what of its configuration tells it apart.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Better">Which direction is an improvement.</param>
/// <param name="Values">The centre of each run that has it.</param>
/// <param name="Runs">For each value the index of its run.</param>
/// <param name="Changes">Where the level changes; indexes are those of <paramref name="Values"/>.</param>
public sealed record BenchmarkSeries(
    string Name, string Unit, BetterDirection Better, IReadOnlyList<double> Values, IReadOnlyList<int> Runs, IReadOnlyList<ChangePoint> Changes)
{
    /// <summary>What a change means in this unit.</summary>
    public BenchmarkVerdict Verdict(ChangePoint change) => Better switch
    {
        BetterDirection.Lower => change.After > change.Before ? BenchmarkVerdict.Regression : BenchmarkVerdict.Improvement,
        BetterDirection.Higher => change.After > change.Before ? BenchmarkVerdict.Improvement : BenchmarkVerdict.Regression,
        _ => BenchmarkVerdict.Changed,
    };
}

/// <summary>Looks at results over time: not against one run that was lucky, but against all before.</summary>
public static class BenchmarkHistory
{
    private static readonly string[] HostKeys = ["goos", "goarch", "cpu", "toolchain", "goversion"];

    /// <summary>The series of each benchmark and unit, with the places where their level changed.</summary>
    /// <param name="runs">Runs in the order in which they were measured.</param>
    /// <param name="filter">Which results.</param>
    /// <param name="detector">How changes are found.</param>
    public static IReadOnlyList<BenchmarkSeries> Find(IReadOnlyList<LabelledRun> runs, BenchmarkFilter filter, ChangePointDetector detector)
    {
        var series = new Dictionary<(string Name, string Unit), (List<double> Values, List<int> Runs)>();
        for (var i = 0; i < runs.Count; i++)
        {
            foreach (var benchmark in runs[i].Run.Benchmarks)
            {
                foreach (var one in benchmark.Series)
                {
                    if (filter.Matches(new LabelledBenchmark(benchmark, runs[i].Label), one))
                        Add(series, (Name(benchmark), one.Unit), one, i);
                }
            }
        }

        var units = new UnitTable(runs.SelectMany(static run => run.Run.UnitMetadata));
        return
        [
            .. series.AsParallel().AsOrdered().Select(pair => new BenchmarkSeries(
                pair.Key.Name, pair.Key.Unit, units.Better(pair.Key.Unit), pair.Value.Values, pair.Value.Runs, detector.Find(pair.Value.Values))),
        ];
    }

    private static void Add(
        Dictionary<(string Name, string Unit), (List<double> Values, List<int> Runs)> series, (string Name, string Unit) key, MeasurementSeries measured, int run)
    {
        if (!series.TryGetValue(key, out var known))
            series.Add(key, known = ([], []));
        // One value a run: what varies between runs is what a change is held against.
        double[] sorted = [.. measured.Values];
        Array.Sort(sorted);
        known.Values.Add(SampleSummary.OfMedian(sorted, 0.95).Center);
        known.Runs.Add(run);
    }

    // The machine may change in the course of a history; all else that a file says tells benchmarks apart.
    private static string Name(Benchmark benchmark)
    {
        var keys = benchmark.Configuration.Entries.Where(static entry => entry.IsFileKey && !HostKeys.Contains(entry.Key)).ToList();
        var space = keys.Find(static entry => entry.Key is "pkg" or "namespace");
        var others = keys.Where(entry => entry != space).Select(static entry => $"{entry.Key}={entry.Value}").ToList();
        return (space is null ? "" : space.Value + ".") + benchmark.Name.Full + (others.Count == 0 ? "" : $" [{string.Join(' ', others)}]");
    }
}
