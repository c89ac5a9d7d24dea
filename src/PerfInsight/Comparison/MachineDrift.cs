using Perfolizer.Mathematics.Distributions.DiscreteDistributions;
using Pragmastat;
using Pragmastat.Estimators;

namespace PerfInsight.Comparison;

/// <summary>
/// A change that most benchmarks share. Few commits make everything slower by the same factor, machines often do: another host, a
/// neighbour, a lower clock.
/// </summary>
/// <param name="Unit">The unit.</param>
/// <param name="Column">The candidate's column.</param>
/// <param name="Ratio">Candidate over baseline, in the middle of all benchmarks.</param>
/// <param name="Moved">How many benchmarks moved that way.</param>
/// <param name="Count">How many were looked at.</param>
public sealed record MachineDrift(string Unit, int Column, double Ratio, int Moved, int Count)
{
    // Fewer benchmarks may well share a cause.
    private const int LeastBenchmarks = 10;

    // As sure as a single claim about all results should be.
    private const double SignAlpha = 0.001;

    // A majority that a commit which touches a part of a program seldom reaches.
    private const double LeastShare = 0.75;

    // Smaller ones change no verdict at any threshold that makes sense.
    private const double LeastChange = 0.003;

    /// <summary>Looks for a drift in the logarithms of ratios.</summary>
    /// <returns>The drift; null where there is none.</returns>
    public static MachineDrift? Find(string unit, int column, IReadOnlyList<double> logRatios)
    {
        if (logRatios.Count < LeastBenchmarks)
            return null;
        var middle = MedianEstimator.Instance.Estimate(new Sample(logRatios)).NominalValue;
        var moved = logRatios.Count(value => Math.Sign(value) == Math.Sign(middle));
        var isShared = moved >= LeastShare * logRatios.Count
            && Math.Abs(middle) >= LeastChange
            && 2 * new BinomialDistribution(logRatios.Count, 0.5).Cdf(logRatios.Count - moved) < SignAlpha; // the sign test
        return isShared ? new MachineDrift(unit, column, Math.Exp(middle), moved, logRatios.Count) : null;
    }
}
