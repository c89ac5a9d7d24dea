namespace PerfInsight.Fuzz;

/// <summary>A reader to be fed.</summary>
/// <param name="Name">Name of the format.</param>
/// <param name="Seeds">Files of the format to start from, unpacked.</param>
/// <param name="Read">
/// Reads a file to its end and says what came of it in words that are equal where the way was. Throws where a promise is broken.
/// </param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Func<byte[], string> Read)
{
    /// <summary>True where files may be packed with gzip.</summary>
    public bool MayBePacked { get; init; }
}

/// <summary>A reader did not do what it promises.</summary>
internal sealed class BrokenPromiseException(string promise) : Exception(promise);
