using Perfolizer.Mathematics.Distributions.ContinuousDistributions;
using Pragmastat.Algorithms;

namespace PerfInsight.Statistics;

/// <summary>
/// How much larger the values of one sample are than those of another: the median of all pairwise ratios (Hodges and Lehmann 1963, on
/// logarithms) and the interval that belongs to the Mann-Whitney test (Moses; Hollander, Wolfe and Chicken, "Nonparametric Statistical
/// Methods", 3rd edition, 4.3). Pragmastat finds the quantiles of the pairs. It does not jump between modes as a ratio of medians does.
/// </summary>
/// <param name="Estimate">Candidate over baseline.</param>
/// <param name="Lo">Lower bound; 0 where there are too few values for one.</param>
/// <param name="Hi">Upper bound; infinity where there are too few values for one.</param>
public readonly record struct RatioInterval(double Estimate, double Lo, double Hi)
{
    // From here on the distribution of U is taken as normal; as MannWhitney.
    private const int MostExact = 50;

    /// <summary>The ratio of two samples of positive values, with an interval for each confidence.</summary>
    /// <param name="baseline">Values in ascending order, all above zero.</param>
    /// <param name="candidate">Values in ascending order, all above zero.</param>
    /// <param name="confidences">Confidences of the intervals, 0 to 1.</param>
    public static RatioInterval[] Of(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate, ReadOnlySpan<double> confidences)
    {
        var intervals = Shift(Logarithms(baseline), Logarithms(candidate), confidences);
        return Array.ConvertAll(intervals, static shift => new RatioInterval(Math.Exp(shift.Estimate), Math.Exp(shift.Lo), Math.Exp(shift.Hi)));
    }

    /// <summary>The difference of two samples, candidate less baseline, in the unit of the values, with an interval for each confidence.</summary>
    /// <param name="baseline">Values in ascending order.</param>
    /// <param name="candidate">Values in ascending order.</param>
    /// <param name="confidences">Confidences of the intervals, 0 to 1.</param>
    public static (double Estimate, double Lo, double Hi)[] Shift(double[] baseline, double[] candidate, ReadOnlySpan<double> confidences)
    {
        // Of the pairs in ascending order the one after the critical value, from either end.
        var pairs = (long)baseline.Length * candidate.Length;
        var shares = new double[confidences.Length];
        var quantiles = new List<double> { 0.5 };
        for (var i = 0; i < shares.Length; i++)
        {
            var critical = Critical(baseline.Length, candidate.Length, (1 - confidences[i]) / 2);
            shares[i] = critical < 0 || critical >= pairs / 2 ? -1 : (double)critical / (pairs - 1);
            if (shares[i] < 0)
                continue;
            quantiles.Add(shares[i]);
            quantiles.Add(1 - shares[i]);
        }

        var found = FastShift.Estimate(candidate, baseline, [.. quantiles], assumeSorted: true);
        var next = 1;
        return Array.ConvertAll(shares, share => share < 0
            ? (found[0], double.NegativeInfinity, double.PositiveInfinity)
            : (found[0], found[next++], found[next++]));
    }

    private static long Critical(int n1, int n2, double probability)
    {
        if (n1 <= MostExact && n2 <= MostExact)
            return RankSums.Critical(n1, n2, probability);
        var deviation = Math.Sqrt((double)n1 * n2 * ((double)n1 + n2 + 1) / 12);
        return (long)Math.Floor(((double)n1 * n2 / 2) + (NormalDistribution.Standard.Quantile(probability) * deviation) - 0.5);
    }

    private static double[] Logarithms(IReadOnlyList<double> values)
    {
        var logarithms = new double[values.Count];
        for (var i = 0; i < logarithms.Length; i++)
            logarithms[i] = Math.Log(values[i]);
        return logarithms;
    }
}
