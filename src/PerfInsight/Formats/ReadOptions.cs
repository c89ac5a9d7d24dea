namespace PerfInsight.Formats;

/// <summary>How a file is read.</summary>
public sealed record ReadOptions
{
    /// <summary>What it is without a word: the default limits, no name.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>Name of the file, for formats that need it and for messages; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>What a file may cost at most.</summary>
    public ReadLimits Limits { get; init; } = ReadLimits.Default;
}

/// <summary>
/// What a file may hold at most, so that a damaged or a hostile one costs neither the memory nor the day of who reads it. A reader that
/// meets more says so and stops.
/// </summary>
public sealed record ReadLimits
{
    /// <summary>The limits of the tool: far above real profiles, and within the memory of a developer's machine.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Bytes after unpacking.</summary>
    public long MaxBytes { get; init; } = 2L << 30;

    /// <summary>Frames of one stack.</summary>
    public int MaxDepth { get; init; } = 65_536;

    /// <summary>Samples.</summary>
    public long MaxSamples { get; init; } = 50_000_000;

    /// <summary>Entries of each table: strings, functions, locations, modules.</summary>
    public int MaxEntries { get; init; } = 5_000_000;

    /// <summary>Bytes of one string or one other value.</summary>
    public int MaxValueBytes { get; init; } = 64 << 20;
}
