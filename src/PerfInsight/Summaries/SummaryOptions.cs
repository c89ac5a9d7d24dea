namespace PerfInsight.Summaries;

/// <summary>How large a summary may become.</summary>
public sealed record SummaryOptions
{
    /// <summary>The defaults.</summary>
    public static SummaryOptions Default { get; } = new();

    /// <summary>Members below this share in every kind are left out and counted; 0 to 1.</summary>
    public double Floor { get; init; } = 0.002;

    /// <summary>The most bytes a summary may have; the cheapest members are left out until it fits.</summary>
    public int MaxBytes { get; init; } = 200_000;
}
