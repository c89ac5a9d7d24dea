using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace PerfInsight.Comparison;

/// <summary>Deviates of the standard normal distribution.</summary>
internal static class NormalDeviate
{
    // The library computes with 2p - 1, which is -1 for smaller ones.
    private const double LeastExact = 1e-12;

    /// <summary>The deviate that a share <paramref name="p"/> of the distribution lies above.</summary>
    public static double Upper(double p) => p >= LeastExact ? -NormalDistribution.Standard.Quantile(p) : Tail(p);

    // First terms of the tail's expansion, right to 0.1 % here.
    // Source: M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 26.2.12, solved for the deviate.
    private static double Tail(double p)
    {
        var t = -2 * Math.Log(Math.Max(p, double.Epsilon));
        return Math.Sqrt(t - Math.Log(t) - Math.Log(2 * Math.PI));
    }
}
