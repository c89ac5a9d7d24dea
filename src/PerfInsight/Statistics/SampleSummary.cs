using System.Globalization;
using PerfInsight.Units;

namespace PerfInsight.Statistics;

/// <summary>The centre of a sample and how sure it is. The numbers are benchstat's (golang.org/x/perf/benchmath).</summary>
/// <param name="Center">The median, or of an exact unit the most frequent value.</param>
/// <param name="Lo">Lower bound of the confidence interval; minus infinity where there are too few values.</param>
/// <param name="Hi">Upper bound of the confidence interval; infinity where there are too few values.</param>
/// <param name="Confidence">The confidence that the interval has, 0 to 1.</param>
/// <param name="Warnings">What to know about it.</param>
public sealed record SampleSummary(double Center, double Lo, double Hi, double Confidence, IReadOnlyList<string> Warnings)
{
    /// <summary>Half of the interval's width as a percentage of the centre: <c>2%</c>; <c>∞</c> without an interval, <c>?</c> around zero.</summary>
    public string Range
    {
        get
        {
            if (double.IsInfinity(Lo) || double.IsInfinity(Hi))
                return "∞";
            if (Math.Sign(Center) != Math.Sign(Lo) || Math.Sign(Center) != Math.Sign(Hi))
                return "?";
            return Center == 0 ? "0%" : FixedText.Of(100 * Math.Max((Hi / Center) - 1, 1 - (Lo / Center)), 0) + "%";
        }
    }

    /// <summary>Median and its interval by order statistics; nothing is assumed of the distribution.</summary>
    /// <param name="sorted">Values in ascending order, one at least.</param>
    /// <param name="confidence">Wanted confidence, 0 to 1.</param>
    public static SampleSummary OfMedian(IReadOnlyList<double> sorted, double confidence)
    {
        var interval = MedianInterval.Of(sorted.Count, confidence);
        var lo = interval.Lo < 1 ? double.NegativeInfinity : sorted[interval.Lo - 1];
        var hi = interval.Hi > sorted.Count ? double.PositiveInfinity : sorted[interval.Hi - 1];
        IReadOnlyList<string> warnings = [];
        if (double.IsInfinity(lo) || double.IsInfinity(hi))
        {
            var least = MedianInterval.LeastCount(confidence) is { } count ? $">= {count}" : "> 50";
            warnings = [$"need {least} samples for confidence interval at level {confidence.ToString(CultureInfo.InvariantCulture)}"];
        }

        return new SampleSummary(Median(sorted), lo, hi, interval.Confidence, warnings);
    }

    /// <summary>The most frequent value of a unit that has no noise; a warning where the values differ after all.</summary>
    /// <param name="sorted">Values in ascending order, one at least.</param>
    public static SampleSummary OfExact(IReadOnlyList<double> sorted)
    {
        var (mode, most, count) = (sorted[0], 0, 0);
        for (var i = 0; i < sorted.Count; i++)
        {
            count = i > 0 && sorted[i] == sorted[i - 1] ? count + 1 : 1;
            if (count > most)
                (mode, most) = (sorted[i], count);
        }

        IReadOnlyList<string> warnings = most == sorted.Count
            ? []
            : [$"exact distribution expected, but values range from {NumberText.Shortest(sorted[0])} to {NumberText.Shortest(sorted[^1])}"];
        return new SampleSummary(mode, sorted[0], sorted[^1], 1, warnings);
    }

    // Pragmastat's median differs in the last bit: go-moremath interpolates (stats/sample.go, Quantile, Hyndman and Fan's type 8).
    private static double Median(IReadOnlyList<double> sorted)
    {
        var position = (1 / 3.0) + (0.5 * (sorted.Count + (1 / 3.0)));
        var order = (int)position;
        if (order <= 0)
            return sorted[0];
        if (order >= sorted.Count)
            return sorted[^1];
        return sorted[order - 1] + ((position - order) * (sorted[order] - sorted[order - 1]));
    }
}
