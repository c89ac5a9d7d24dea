using PerfInsight.Benchmarks;

namespace PerfInsight.Formats;

/// <summary>Reads one format of benchmark results.</summary>
public interface IBenchmarkReader
{
    /// <summary>Name of the format, as a user knows it.</summary>
    string Format { get; }

    /// <summary>True where the first bytes of a file are this format's. The content decides, never the file's name.</summary>
    /// <param name="head">The first bytes, as many as <see cref="BenchmarkFormats.HeadBytes"/>, or all.</param>
    bool Sniff(ReadOnlySpan<byte> head);

    /// <summary>Reads a file. What cannot be understood and can be passed over becomes a warning with its position.</summary>
    /// <param name="stream">The file, at its beginning.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="BenchmarkFormatException">The file is damaged, or larger than the limits.</exception>
    BenchmarkRun Read(Stream stream, string source, BenchmarkReadOptions options);
}
