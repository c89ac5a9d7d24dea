namespace PerfInsight.Comparison;

/// <summary>The decision on one benchmark in one unit, with what it is based on.</summary>
/// <param name="Verdict">The decision.</param>
/// <param name="Label">The row: name of the benchmark.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Column">The candidate's column, from 1 on; its label stands in <see cref="ComparisonTable.Columns"/>.</param>
/// <param name="Table">The table that it stands in.</param>
public sealed record BenchmarkFinding(BenchmarkVerdict Verdict, string Label, string Unit, int Column, ComparisonTable Table)
{
    /// <summary>Centre of the baseline; null where it has none.</summary>
    public double? Baseline { get; init; }

    /// <summary>Centre of the candidate; null where it has none.</summary>
    public double? Candidate { get; init; }

    /// <summary>
    /// Change as a share of the baseline, after what the machine's drift explains: 0.06 is 6 % more. Infinite from zero; null where
    /// there is nothing to compare.
    /// </summary>
    public double? Change { get; init; }

    /// <summary>Lower bound of the change, 95 % confidence; minus infinity where there are too few values.</summary>
    public double ChangeLo { get; init; } = double.NegativeInfinity;

    /// <summary>Upper bound of the change, 95 % confidence; infinity where there are too few values.</summary>
    public double ChangeHi { get; init; } = double.PositiveInfinity;

    /// <summary>One-sided p value in the direction of the change; null where the values are exact.</summary>
    public double? P { get; init; }

    /// <summary><see cref="P"/> corrected for all benchmarks of the comparison.</summary>
    public double? AdjustedP { get; init; }

    /// <summary>Number of values of the baseline.</summary>
    public int N1 { get; init; }

    /// <summary>Number of values of the candidate.</summary>
    public int N2 { get; init; }

    /// <summary>What a change had to exceed.</summary>
    public PracticalThreshold Threshold { get; init; }

    /// <summary>Why nothing could be decided, or what to know of the values; empty where there is nothing.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
