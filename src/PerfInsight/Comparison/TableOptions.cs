using PerfInsight.Comparison.Selection;

namespace PerfInsight.Comparison;

/// <summary>How results are put into tables. The defaults and the syntax are benchstat's.</summary>
public sealed record TableOptions
{
    /// <summary>Which keys tell tables apart.</summary>
    public string Table { get; init; } = ".config";

    /// <summary>Which keys tell rows apart.</summary>
    public string Row { get; init; } = ".fullname";

    /// <summary>Which keys tell columns apart; the first column is the baseline.</summary>
    public string Column { get; init; } = ".file";

    /// <summary>Which keys may differ inside a cell.</summary>
    public string Ignore { get; init; } = "";

    /// <summary>Which results are wanted.</summary>
    public BenchmarkFilter Filter { get; init; } = BenchmarkFilter.All;

    /// <summary>A difference is shown where p is at most this.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Confidence of the intervals, 0 to 1.</summary>
    public double Confidence { get; init; } = 0.95;
}
