namespace PerfInsight.Benchmarks;

/// <summary>A file cannot be read as the benchmark results that it claims to be, not even in part.</summary>
/// <param name="format">Name of the format.</param>
/// <param name="position">Line and column, or byte offset, where reading stopped; null where unknown.</param>
/// <param name="expected">What was expected there, and what was found.</param>
public sealed class BenchmarkFormatException(string format, string? position, string expected)
    : Exception(position is null ? expected : $"{position}: {expected}")
{
    /// <summary>Name of the format.</summary>
    public string Format { get; } = format;

    /// <summary>Where reading stopped.</summary>
    public string? Position { get; } = position;
}
