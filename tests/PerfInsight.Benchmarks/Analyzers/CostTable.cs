using System.Globalization;

namespace PerfInsight.Benchmarks.Analyzers;

/// <summary>
/// CPU times of variants that take turns, in another order each round, so that a drift of the machine falls on all. The least of all
/// rounds, which other work on the machine disturbs least, and the median of the ratios within a round are printed.
/// </summary>
internal static class CostTable
{
    /// <summary>Measures and prints.</summary>
    /// <param name="variants">What is measured, in seconds.</param>
    /// <param name="baselines">What each is compared with.</param>
    /// <param name="rounds">How often each runs, after once that does not count.</param>
    /// <param name="output">Where the table goes.</param>
    public static void Measure(
        IReadOnlyDictionary<string, Func<double>> variants, IReadOnlyDictionary<string, string> baselines, int rounds, TextWriter output)
    {
        var seconds = variants.Keys.ToDictionary(name => name, _ => new List<double>());
        foreach (var compile in variants.Values)
            compile(); // files are cached, code is compiled
        for (var round = 0; round < rounds; round++)
        {
            var names = variants.Keys.ToArray();
            new Random(round).Shuffle(names);
            foreach (var name in names)
                seconds[name].Add(variants[name]());
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1} of {rounds}: {string.Join(", ", seconds.Select(s => $"{s.Key} {s.Value[^1]:0.00} s"))}"));
        }

        Print(seconds, baselines, output);
    }

    private static void Print(Dictionary<string, List<double>> seconds, IReadOnlyDictionary<string, string> baselines, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| variant | compile CPU, least | against its baseline, least | median of rounds (quartiles) |");
        output.WriteLine("|-|-|-|-|");
        foreach (var (name, values) in seconds)
        {
            var baseline = seconds[baselines[name]];
            var ratios = values.Zip(baseline, (value, other) => value / other).Order().ToArray();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {values.Min():0.00} s | {Percent(values.Min() / baseline.Min())} | {Percent(Quantile(ratios, 0.5))} ({Percent(Quantile(ratios, 0.25))} … {Percent(Quantile(ratios, 0.75))}) |"));
        }
    }

    private static string Percent(double ratio) => (ratio - 1).ToString("+0.0 %;-0.0 %", CultureInfo.InvariantCulture);

    // Linear between the two nearest, type 7 of Hyndman and Fan (1996).
    private static double Quantile(double[] sorted, double p)
    {
        var place = p * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
