namespace PerfInsight.Comparison;

/// <summary>What something cost at one input size.</summary>
/// <param name="Size">The input size, above 0.</param>
/// <param name="Samples">Samples that found it, as <see cref="WeightedCount.EffectiveCount"/> counts them; 0 for none.</param>
/// <param name="Weight">What a sample measures, in the unit of the sample type, above 0.</param>
internal readonly record struct GrowthPoint(double Size, double Samples, double Weight)
{
    /// <summary>The cost, in the unit of the sample type.</summary>
    public double Cost => Samples * Weight;
}
