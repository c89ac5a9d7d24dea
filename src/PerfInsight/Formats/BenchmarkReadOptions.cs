namespace PerfInsight.Formats;

/// <summary>What a reader of benchmark results takes at most: a file that a stranger sent must not fill the memory.</summary>
public sealed record BenchmarkReadOptions
{
    /// <summary>The defaults.</summary>
    public static readonly BenchmarkReadOptions Default = new();

    /// <summary>Bytes of the file.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of one line.</summary>
    public int MaxLineBytes { get; init; } = 1 << 20;

    /// <summary>Different benchmarks.</summary>
    public int MaxBenchmarks { get; init; } = 5_000_000;

    /// <summary>Warnings that are kept; the rest are counted.</summary>
    public int MaxWarnings { get; init; } = 1000;
}
