namespace PerfInsight.Comparison;

/// <summary>A confidence interval.</summary>
/// <param name="Lower">Lower end; 0 or minus infinity where the data sets none.</param>
/// <param name="Upper">Upper end; infinite where the data sets none.</param>
public readonly record struct Interval(double Lower, double Upper);
