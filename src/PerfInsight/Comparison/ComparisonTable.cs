using PerfInsight.Benchmarks;
using PerfInsight.Statistics;

namespace PerfInsight.Comparison;

/// <summary>Results in one unit under one configuration: benchmarks as rows, what is compared as columns, the baseline first.</summary>
/// <param name="Unit">The unit, tidied.</param>
/// <param name="Configuration">Keys and values that tell the table apart; values may be empty.</param>
/// <param name="ColumnFields">Names of the values of a column.</param>
/// <param name="Columns">For each column its values.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Summaries">For each column what is said of all rows.</param>
public sealed record ComparisonTable(
    string Unit,
    IReadOnlyList<KeyValuePair<string, string>> Configuration,
    IReadOnlyList<string> ColumnFields,
    IReadOnlyList<IReadOnlyList<string>> Columns,
    IReadOnlyList<ComparisonRow> Rows,
    IReadOnlyList<ColumnSummary> Summaries)
{
    /// <summary>True for a unit without noise.</summary>
    public bool IsExact { get; init; }

    /// <summary>Which direction is an improvement.</summary>
    public BetterDirection Better { get; init; }
}

/// <summary>A row: what one benchmark measured in each column.</summary>
/// <param name="Label">Values of the row's keys, such as the benchmark's name.</param>
/// <param name="Cells">One a column; null where nothing was measured.</param>
public sealed record ComparisonRow(string Label, IReadOnlyList<ComparisonCell?> Cells);

/// <summary>What was measured in one row and column.</summary>
/// <param name="Values">The values in ascending order.</param>
/// <param name="Summary">Their centre and its interval.</param>
/// <param name="Comparison">How they differ from the baseline; null in its column and where it has none.</param>
/// <param name="Warnings">What to know of the values.</param>
public sealed record ComparisonCell(
    IReadOnlyList<double> Values, SampleSummary Summary, SampleComparison? Comparison, IReadOnlyList<string> Warnings)
{
    /// <summary>Where the values come from.</summary>
    public required CellOrigin Origin { get; init; }
}

/// <summary>Where the values of a cell come from.</summary>
/// <param name="Label">Label of the file.</param>
/// <param name="Benchmark">The benchmark, of several the first.</param>
/// <param name="Series">Its measurements.</param>
public sealed record CellOrigin(string Label, Benchmark Benchmark, MeasurementSeries Series);

/// <summary>What is said of a column as a whole.</summary>
/// <param name="Mean">Geometric mean of the centres; null where one is not above zero.</param>
/// <param name="Ratio">Geometric mean of the ratios to the baseline; null in its column, and where one is not above zero.</param>
/// <param name="Warnings">What to know of them.</param>
public sealed record ColumnSummary(double? Mean, double? Ratio, IReadOnlyList<string> Warnings);
