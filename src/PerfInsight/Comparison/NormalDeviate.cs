using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace PerfInsight.Comparison;

/// <summary>Deviates of the standard normal distribution.</summary>
internal static class NormalDeviate
{
    // Beyond this a deviate is of no use: no decision depends on it.
    private const double Least = 1e-300;

    /// <summary>The deviate that a share <paramref name="p"/> of the distribution lies above.</summary>
    public static double Upper(double p) => -NormalDistribution.Standard.Quantile(Math.Max(p, Least));
}
