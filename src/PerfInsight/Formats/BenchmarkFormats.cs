using PerfInsight.Benchmarks;

namespace PerfInsight.Formats;

/// <summary>The formats of benchmark results that can be read.</summary>
public static class BenchmarkFormats
{
    /// <summary>Bytes that are looked at to tell a format.</summary>
    public const int HeadBytes = 64 * 1024;

    /// <summary>A reader for each.</summary>
    public static IReadOnlyList<IBenchmarkReader> Readers { get; } = [new BenchmarkDotNetReader(), new GoBenchmarkReader()];

    /// <summary>Reads a file in whatever format it is.</summary>
    /// <param name="stream">The file, at its beginning; need not seek.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="BenchmarkFormatException">It is in none of the formats, damaged, or larger than the limits.</exception>
    public static BenchmarkRun Read(Stream stream, string source, BenchmarkReadOptions? options = null)
    {
        using var whole = new PrefixedStream(stream, HeadBytes);
        IBenchmarkReader? found = null;
        foreach (var reader in Readers)
            found ??= reader.Sniff(whole.Prefix) ? reader : null;
        if (found is null)
        {
            throw new BenchmarkFormatException(
                "benchmarks",
                null,
                $"expected results of {string.Join(" or ", Readers.Select(static reader => reader.Format))}, found "
                    + (whole.Prefix.IsEmpty ? "an empty file." : "something else."));
        }

        return found.Read(whole, source, options ?? BenchmarkReadOptions.Default);
    }
}
