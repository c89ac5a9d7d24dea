using Perfolizer.Mathematics.Distributions.ContinuousDistributions;
using Pragmastat;
using Pragmastat.Estimators;

namespace PerfInsight.Comparison;

/// <summary>
/// How far benchmarks that nobody touched lie apart between two builds beyond what the noise inside each explains: code moves in
/// memory, caches and branch predictors see other addresses, a drifting machine slows some benchmarks more than others. Taken from the
/// bulk of the benchmarks, as Efron's empirical null ("Large-Scale Simultaneous Hypothesis Testing", Journal of the American
/// Statistical Association 99 (2004) 96).
/// </summary>
internal static class BuildScatter
{
    // The spread of fewer benchmarks is not known well enough.
    private const int LeastBenchmarks = 20;

    // Shamos' spread of normal values is sqrt(2) Phi^-1(3/4) = 0.954 of their deviation; it varies by 0.76 / sqrt(n) of itself
    // (asymptotic efficiency 0.863: Rousseeuw and Croux, Journal of the American Statistical Association 88 (1993) 1273).
    private const double SpreadOfDeviation = 0.9539;
    private const double SpreadError = 0.76;

    // Errors are taken from intervals of about ten values, which makes shares of them spread wider than normal values: Student's
    // distribution of 9 degrees of freedom by 1.06.
    private const double Studentized = 1.06;

    /// <summary>
    /// What to add to the threshold: the scatter, as many times as <paramref name="alpha"/> over all benchmarks asks for. The caller adds
    /// no more than the threshold itself, so that a change of half of the benchmarks cannot hide itself as scatter.
    /// </summary>
    /// <param name="logRatios">Logarithms of the ratios, one a benchmark.</param>
    /// <param name="errors">The standard error of each.</param>
    /// <param name="alpha">Chance of one falsely beyond it.</param>
    public static double Allowance(IReadOnlyList<double> logRatios, IReadOnlyList<double> errors, double alpha)
    {
        var count = logRatios.Count;
        if (count < LeastBenchmarks)
            return 0;
        double Deviation(double scatter) => Spread(
            logRatios.Select((ratio, i) => ratio / Math.Max(double.Epsilon, Math.Sqrt((errors[i] * errors[i]) + (scatter * scatter))))) / SpreadOfDeviation;

        // Three standard errors of the spread: below that there is nothing to see.
        if (Deviation(0) <= Studentized * (1 + (3 * SpreadError / Math.Sqrt(count))))
            return 0;

        // The scatter with which the ratios are as wide as they should be.
        var (lo, hi) = (0.0, Spread(logRatios) * 2);
        for (var i = 0; i < 40; i++)
        {
            var middle = (lo + hi) / 2;
            (lo, hi) = Deviation(middle) > Studentized ? (middle, hi) : (lo, middle);
        }

        return -NormalDistribution.Standard.Quantile(alpha / count) * hi;
    }

    private static double Spread(IEnumerable<double> values) => SpreadEstimator.Instance.Estimate(new Sample(values.ToArray())).NominalValue;
}
