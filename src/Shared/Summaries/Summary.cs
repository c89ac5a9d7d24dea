namespace PerfInsight.Summaries;

/// <summary>A <c>*.perfinsight.json</c> file: what one or more profiled scenarios measured, by member.</summary>
public sealed class Summary
{
    /// <summary>Version of the format, <c>major.minor</c>.</summary>
    public string Version { get; init; } = SummaryFormat.Version;

    /// <summary>Source files that hotspots refer to.</summary>
    public IReadOnlyList<ProfiledFile> Files { get; init; } = [];

    /// <summary>The profiled scenarios, kept apart.</summary>
    public required IReadOnlyList<Scenario> Scenarios { get; init; }
}

/// <summary>One workload that was profiled, from one or more traces.</summary>
public sealed class Scenario
{
    /// <summary>Name of the workload, such as <c>checkout-load</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Commit that was built, null where unknown.</summary>
    public string? Commit { get; init; }

    /// <summary>When the (first) trace was captured.</summary>
    public DateTimeOffset? Captured { get; init; }

    /// <summary>Sum of the traces' wall time, nanoseconds.</summary>
    public long Duration { get; init; }

    /// <summary>Runtime, such as <c>.NET 10.0.12</c>.</summary>
    public string? Runtime { get; init; }

    /// <summary>Operating system and architecture, such as <c>linux-x64</c>.</summary>
    public string? Os { get; init; }

    /// <summary>Format that the profile was read from, such as <c>nettrace</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Number of traces that were merged.</summary>
    public int Traces { get; init; } = 1;

    /// <summary>Assemblies of user code that were profiled, by name; empty where unknown.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Totals of the whole profile per kind.</summary>
    public required SampleValues Totals { get; init; }

    /// <summary>Garbage collections, null where the profile has none.</summary>
    public GcSummary? Gc { get; init; }

    /// <summary>Hotspots, costliest first.</summary>
    public required IReadOnlyList<HotMethod> Methods { get; init; }

    /// <summary>Measured members below the floor, not listed.</summary>
    public int Omitted { get; init; }
}

/// <summary>Garbage collections of a scenario.</summary>
/// <param name="Gen0">Collections of generation 0.</param>
/// <param name="Gen1">Collections of generation 1.</param>
/// <param name="Gen2">Collections of generation 2.</param>
/// <param name="Pause">Sum of pauses, nanoseconds.</param>
/// <param name="LongestPause">Longest pause, nanoseconds.</param>
public sealed record GcSummary(int Gen0, int Gen1, int Gen2, long Pause, long LongestPause);

/// <summary>A source file as it was when the profiled program was built.</summary>
/// <param name="Path">Path relative to the repository root, with forward slashes.</param>
/// <param name="Algorithm">Hash algorithm of the PDB: <c>SHA256</c> or <c>SHA1</c>; null where unknown.</param>
/// <param name="Checksum">Hash of the file's bytes, lower-case hex; null where unknown.</param>
public sealed record ProfiledFile(string Path, string? Algorithm, string? Checksum);
