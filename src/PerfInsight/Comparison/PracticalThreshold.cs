using PerfInsight.Comparison.Selection;

namespace PerfInsight.Comparison;

/// <summary>What change matters: one that is beyond both limits.</summary>
/// <param name="Relative">Share of the baseline: 0.03 is 3 %.</param>
/// <param name="Absolute">In the unit: seconds, bytes.</param>
public readonly record struct PracticalThreshold(double Relative, double Absolute = 0);

/// <summary>A threshold for some benchmarks and units.</summary>
/// <param name="Filter">Which ones.</param>
/// <param name="Threshold">The threshold.</param>
public sealed record ThresholdRule(BenchmarkFilter Filter, PracticalThreshold Threshold);
