using System.Globalization;

namespace PerfInsight.Cli.Demo;

/// <summary>What the sample program measured of one scenario of a run without a profiler.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Wall">Elapsed time, milliseconds.</param>
/// <param name="Cpu">Processor time of the process, milliseconds.</param>
/// <param name="Bytes">Allocated bytes.</param>
/// <param name="Contentions">Times that a thread had to wait for a lock.</param>
internal sealed record ScenarioCost(string Scenario, double Wall, double Cpu, double Bytes, double Contentions)
{
    /// <summary>
    /// Reads the lines <c>scenario NAME wall_ms=… cpu_ms=… alloc_bytes=… contentions=…</c>; other lines are skipped.
    /// </summary>
    public static IReadOnlyList<ScenarioCost> ReadAll(string text)
    {
        var costs = new List<ScenarioCost>();
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length < 2 || words[0] != "scenario")
                continue;
            if (Value(words, "wall_ms") is { } wall && Value(words, "cpu_ms") is { } cpu
                && Value(words, "alloc_bytes") is { } bytes && Value(words, "contentions") is { } contentions)
            {
                costs.Add(new ScenarioCost(words[1], wall, cpu, bytes, contentions));
            }
        }

        return costs;
    }

    /// <summary>The median of each value over several runs of the same scenarios, in the order of the first run.</summary>
    public static IReadOnlyList<ScenarioCost> Median(IReadOnlyList<IReadOnlyList<ScenarioCost>> runs) =>
    [
        .. runs[0].Select(first =>
        {
            var all = runs.SelectMany(run => run.Where(cost => cost.Scenario == first.Scenario)).ToList();
            return new ScenarioCost(
                first.Scenario,
                Median(all, static cost => cost.Wall),
                Median(all, static cost => cost.Cpu),
                Median(all, static cost => cost.Bytes),
                Median(all, static cost => cost.Contentions));
        }),
    ];

    /// <summary>The sum over all scenarios.</summary>
    public static ScenarioCost Total(IReadOnlyList<ScenarioCost> costs) => new(
        "total", costs.Sum(c => c.Wall), costs.Sum(c => c.Cpu), costs.Sum(c => c.Bytes), costs.Sum(c => c.Contentions));

    private static double Median(List<ScenarioCost> costs, Func<ScenarioCost, double> value)
    {
        var sorted = costs.Select(value).Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double? Value(string[] words, string key)
    {
        foreach (var word in words)
        {
            if (word.StartsWith(key, StringComparison.Ordinal) && word.Length > key.Length && word[key.Length] == '='
                && double.TryParse(word.AsSpan(key.Length + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                return value;
            }
        }

        return null;
    }
}
