namespace PerfInsight.Benchmarks;

/// <summary>What one file of benchmark results holds.</summary>
/// <param name="Source">Its name, for messages.</param>
/// <param name="Benchmarks">The benchmarks, in the order in which they first appeared.</param>
public sealed record BenchmarkRun(string Source, IReadOnlyList<Benchmark> Benchmarks)
{
    /// <summary>Units of measurement, tidied, in the order in which they first appeared.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>What the file says of its units.</summary>
    public IReadOnlyList<UnitMetadata> UnitMetadata { get; init; } = [];

    /// <summary>The machine and the runtime: key and value, such as <c>cpu</c>. A key with several values has them joined by <c>, </c>.</summary>
    public IReadOnlyDictionary<string, string> Host { get; init; } = new Dictionary<string, string>();

    /// <summary>What could not be read, and what else a reader of the results should know.</summary>
    public IReadOnlyList<BenchmarkWarning> Warnings { get; init; } = [];
}

/// <summary>Something in a file that was passed over.</summary>
/// <param name="Source">The file.</param>
/// <param name="Position">Where: a line (<c>12</c>), or a byte offset; null for the file as a whole.</param>
/// <param name="Message">What was found, or expected.</param>
public sealed record BenchmarkWarning(string Source, string? Position, string Message)
{
    /// <summary>File, position and message, as compilers write it.</summary>
    public override string ToString() => Position is null ? $"{Source}: {Message}" : $"{Source}:{Position}: {Message}";
}
