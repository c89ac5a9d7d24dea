namespace PerfInsight.Comparison;

/// <summary>
/// Samples of one member: how much they measure, and how few they are. Samples weigh differently (an allocation sample
/// stands for the bytes since the last one), so a sum of weights knows less than a count of that size would.
/// </summary>
/// <param name="Sum">Sum of the values, in the unit of the sample type.</param>
/// <param name="SumOfSquares">Sum of the squared values: the variance of <paramref name="Sum"/> when samples come independently.</param>
internal readonly record struct WeightedCount(double Sum, double SumOfSquares)
{
    /// <summary>
    /// The count of equal samples that is as uncertain as these: (Σw)² / Σw².
    /// Source: G. Bohm, G. Zech, "Statistics of weighted Poisson events and its applications", NIM A 748 (2014) 1–6.
    /// </summary>
    public double EffectiveCount => SumOfSquares == 0 ? 0 : Sum * Sum / SumOfSquares;

    /// <summary>What one of those samples measures: Σw² / Σw; 0 where there are none.</summary>
    public double EffectiveWeight => Sum == 0 ? 0 : SumOfSquares / Sum;

    /// <summary>Both samples together.</summary>
    public static WeightedCount operator +(WeightedCount left, WeightedCount right) => new(left.Sum + right.Sum, left.SumOfSquares + right.SumOfSquares);
}
