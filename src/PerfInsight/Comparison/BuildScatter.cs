using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace PerfInsight.Comparison;

/// <summary>
/// How far benchmarks that nobody touched lie apart between two builds beyond what the noise inside each explains: code moves in
/// memory, caches and branch predictors see other addresses, a drifting machine slows some benchmarks more than others. Taken from the
/// middle of the benchmarks: central matching of Efron's empirical null ("Large-Scale Simultaneous Hypothesis Testing", Journal of the
/// American Statistical Association 99 (2004) 96).
/// </summary>
internal static class BuildScatter
{
    // The width of fewer benchmarks is not known well enough.
    private const int LeastBenchmarks = 20;

    // A fifth of the benchmarks may have changed in either direction without being seen in the middle.
    private const double Middle = 0.6;

    // The slope below varies by 1.12 / sqrt(n) of itself for normal values (simulated, 1,500 times at n = 50, 200 and 1000).
    private const double SlopeError = 1.12;

    /// <summary>
    /// What to add to the threshold: the scatter, as many times as <paramref name="alpha"/> over all benchmarks asks for. The caller adds
    /// no more than a multiple of the threshold.
    /// </summary>
    /// <param name="logRatios">Logarithms of the ratios, one a benchmark.</param>
    /// <param name="errors">The standard error of each.</param>
    /// <param name="alpha">Chance of one falsely beyond it.</param>
    public static double Allowance(IReadOnlyList<double> logRatios, IReadOnlyList<double> errors, double alpha)
    {
        var count = logRatios.Count;
        if (count < LeastBenchmarks)
            return 0;

        // Values that happen to agree have no width, and their error is not zero for that.
        var least = errors.Order().ElementAt(count / 2) / 2;
        double Width(double scatter) => Slope([.. logRatios.Select((ratio, i) => ratio / Deviation(Math.Max(errors[i], least), scatter))]);
        if (least == 0 || Width(0) <= 1 + (3 * SlopeError / Math.Sqrt(count))) // three standard errors: below that there is nothing to see
            return 0;

        // The scatter with which the ratios are as wide as they should be.
        var (lo, hi) = (0.0, 2 * Slope([.. logRatios]));
        for (var i = 0; i < 40; i++)
        {
            var middle = (lo + hi) / 2;
            (lo, hi) = Width(middle) > 1 ? (middle, hi) : (lo, middle);
        }

        return -NormalDistribution.Standard.Quantile(alpha / count) * hi;
    }

    private static double Deviation(double error, double scatter) => Math.Sqrt((error * error) + (scatter * scatter));

    // Slope of the sorted values over the quantiles of the normal distribution, in the middle: their standard deviation where they are normal.
    private static double Slope(double[] values)
    {
        Array.Sort(values);
        var first = (int)(values.Length * (1 - Middle) / 2);
        var (product, square) = (0.0, 0.0);
        for (var i = first; i < values.Length - first; i++)
        {
            var quantile = NormalDistribution.Standard.Quantile((i + 0.5) / values.Length);
            product += quantile * values[i];
            square += quantile * quantile;
        }

        return product / square;
    }
}
