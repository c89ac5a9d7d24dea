namespace PerfInsight.Comparison;

/// <summary>What is decided of a comparison.</summary>
/// <param name="Findings">One for each row, unit and candidate column, in the order of the tables.</param>
/// <param name="Drifts">Changes of the machine.</param>
/// <param name="Questions">How many comparisons with noise were made at once; p values are corrected for them.</param>
public sealed record ComparisonDecision(IReadOnlyList<BenchmarkFinding> Findings, IReadOnlyList<MachineDrift> Drifts, int Questions)
{
    /// <summary>Runs a side that a benchmark needs, so that anything at all can be shown of it among that many questions.</summary>
    public required int LeastRuns { get; init; }
}
