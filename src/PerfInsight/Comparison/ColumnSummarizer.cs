using PerfInsight.Statistics;

namespace PerfInsight.Comparison;

/// <summary>Geometric means of a column (golang.org/x/perf/cmd/benchstat/internal/benchtab/builder.go, summarizeCol).</summary>
internal static class ColumnSummarizer
{
    /// <summary>
    /// Summarizes a column. The ratio is the mean of the rows' ratios, not the ratio of the means: where the columns have different
    /// rows it still compares like with like.
    /// </summary>
    public static ColumnSummary Summarize(IReadOnlyList<ComparisonRow> rows, int column)
    {
        var centers = new List<double>();
        var ratios = new List<double>();
        var isFromZero = false;
        foreach (var row in rows)
        {
            if (row.Cells[column] is not { } cell)
                continue;
            var center = cell.Summary.Center;
            centers.Add(center);
            if (column == 0 || row.Cells[0] is not { } baseline)
                continue;
            var from = baseline.Summary.Center;
            isFromZero |= from == 0 && center != 0;
            ratios.Add(center == from ? 1 : from == 0 ? 0 : center / from); // nothing to nothing is no change
        }

        var warnings = new List<string>();
        if (column > 0 && rows.Count(static row => row.Cells[0] is not null) != ratios.Count)
            warnings.Add("benchmark set differs from baseline; geomeans may not be comparable");
        var mean = GeometricMean.Of(centers);
        if (mean is null)
            warnings.Add("summaries must be >0 to compute geomean");
        var ratio = column > 0 && !isFromZero ? GeometricMean.Of(ratios) : null;
        if (column > 0 && !isFromZero && ratio is null)
            warnings.Add("ratios must be >0 to compute geomean");
        return new ColumnSummary(mean, ratio, warnings);
    }
}
