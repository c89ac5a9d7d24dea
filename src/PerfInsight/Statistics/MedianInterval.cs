using System.Collections.Concurrent;
using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace PerfInsight.Statistics;

/// <summary>
/// Which two of the sorted values enclose the median of the population with at least a given confidence. Perfolizer's interval
/// (Maritz-Jarrett) is another; this is benchstat's, after github.com/aclements/go-moremath, stats/quantileci.go: the number of
/// values below the median is binomial, and its likeliest outcomes are added up until they have the confidence.
/// </summary>
/// <param name="Lo">Order of the lower bound, from 1 on; 0 where the sample is too small for one.</param>
/// <param name="Hi">Order of the upper bound; one more than there are values where the sample is too small.</param>
/// <param name="Confidence">The confidence it has, 0 to 1.</param>
internal readonly record struct MedianInterval(int Lo, int Hi, double Confidence)
{
    // From here on the binomial distribution is taken as normal, as go-moremath does.
    private const int MostExact = 30;

    // From 21 values on go-moremath rounds binomial coefficients (mathx.Choose, by logarithms), and two that are equal may differ.
    // Bit k: that of k is the smaller one, not that of n - k. As measured on x64.
    private static readonly int[] RoundedDown = [0x94, 0x494, 0x94, 0x894, 0x494, 0x494, 0x2c94, 0x3494, 0x24f4, 0x65f4];

    private static readonly ConcurrentDictionary<(int Count, double Confidence), MedianInterval> Known = new();

    /// <summary>The interval for <paramref name="count"/> values.</summary>
    public static MedianInterval Of(int count, double confidence) =>
        Known.Count > 10_000 ? Compute((count, confidence)) : Known.GetOrAdd((count, confidence), Compute);

    /// <summary>The least number of values for which both bounds exist; null where 50 are too few.</summary>
    public static int? LeastCount(double confidence)
    {
        for (var count = 2; count <= 50; count++)
        {
            var interval = Of(count, confidence);
            if (interval.Lo > 0 && interval.Hi <= count)
                return count;
        }

        return null;
    }

    private static MedianInterval Compute((int Count, double Confidence) key)
    {
        var (count, confidence) = key;
        if (confidence >= 1)
            return new MedianInterval(0, count + 1, 1);
        var (lo, hi, actual) = count <= MostExact ? Exact(count, confidence) : Normal(count, confidence);
        return new MedianInterval(Math.Max(lo, 0), Math.Min(hi, count + 1), actual);
    }

    private static (int Lo, int Hi, double Confidence) Exact(int count, double confidence)
    {
        double Probability(int k) => Math.ScaleB(BinomialCoefficient.Of(count, k), -count);

        var lo = (int)Math.Ceiling((count + 1) * 0.5) - 1;
        var hi = lo + 1;
        var sum = Probability(lo);
        while (sum < confidence && (Probability(lo - 1) > 0 || Probability(hi) > 0))
        {
            // Of two that are as likely the lower one, so that the interval leans to the left.
            var (left, right) = (Probability(lo - 1), Probability(hi));
            if (left == right ? !IsRoundedDown(count, lo - 1) : left > right)
                sum += Probability(--lo);
            else
                sum += Probability(hi++);
        }

        return (lo, hi, sum);
    }

    private static bool IsRoundedDown(int count, int k) => count > 20 && (RoundedDown[count - 21] >> k & 1) != 0;

    private static (int Lo, int Hi, double Confidence) Normal(int count, double confidence)
    {
        var normal = new NormalDistribution(count * 0.5, Math.Sqrt(count * 0.25));
        double Covered(int lo, int hi) => normal.Cdf(hi - 0.5) - normal.Cdf(lo - 0.5);

        var left = normal.Quantile((1 - confidence) / 2);
        var right = count - left;
        // Rounded outwards to the bounds of whole numbers, k - 0.5 to k + 0.5.
        var lo = (int)Math.Floor(Math.Floor(left - 0.5) + 0.5) + 1;
        var hi = (int)Math.Floor(Math.Ceiling(right - 0.5) + 0.5) + 1;
        var covered = Covered(lo, hi);
        if (Covered(lo, hi - 1) is var smaller && smaller >= confidence && smaller < covered)
            (hi, covered) = (hi - 1, smaller);
        return (lo, hi, lo <= 0 && hi >= count + 1 ? 1 : covered);
    }
}
