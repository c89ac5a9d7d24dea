using PerfInsight.Comparison.Selection;

namespace PerfInsight.Comparison;

/// <summary>How it is decided whether benchmarks changed. docs/statistics.md says why, and with which error rates.</summary>
public sealed record DecisionPolicy
{
    /// <summary>
    /// Chance that any regression is reported where nothing changed, of all benchmarks of a comparison together; and the share of false
    /// ones among those reported where something did. Of improvements the same.
    /// </summary>
    public double Alpha { get; init; } = 0.005;

    /// <summary>Chance that a benchmark which changed by the threshold is called the same.</summary>
    public double SameAlpha { get; init; } = 0.05;

    /// <summary>Thresholds; of those that fit, the last holds.</summary>
    public IReadOnlyList<ThresholdRule> Thresholds { get; init; } =
    [
        new(BenchmarkFilter.All, new PracticalThreshold(0.03)),
        // Below 8 bytes, the granularity of .NET's heap, is what the measurement itself allocates.
        new(BenchmarkFilter.Parse(".unit:B/op"), new PracticalThreshold(0.01, 8)),
        new(BenchmarkFilter.Parse(".unit:allocs/op"), new PracticalThreshold(0)),
    ];

    /// <summary>Whether a change that most benchmarks share is taken as one of the machine, and taken off.</summary>
    public bool TakeOffMachineDrift { get; init; } = true;
}
