namespace PerfInsight.Profiles;

/// <summary>When, where and from what a profile was captured.</summary>
public sealed record ProfileInfo
{
    private const long NanosecondsPerTick = 100;

    /// <summary>Format that it was read from, such as <c>nettrace</c>.</summary>
    public required string SourceFormat { get; init; }

    /// <summary>When the capture began, nanoseconds since 1970-01-01 UTC; 0 where unknown.</summary>
    public long CapturedNanoseconds { get; init; }

    /// <summary>When the capture began, to 100 ns; null where unknown.</summary>
    public DateTimeOffset? Captured
    {
        get => CapturedNanoseconds == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks(CapturedNanoseconds / NanosecondsPerTick);
        init => CapturedNanoseconds = value is { } time ? (time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick : 0;
    }

    /// <summary>Wall time of the capture, nanoseconds; 0 where unknown.</summary>
    public long Duration { get; init; }

    /// <summary>Runtime, such as <c>.NET 10.0.12</c>; null where unknown.</summary>
    public string? Runtime { get; init; }

    /// <summary>Operating system and architecture, such as <c>linux-x64</c>; null where unknown.</summary>
    public string? Os { get; init; }

    /// <summary>What happened between two samples, such as <c>cpu</c> in <c>nanoseconds</c>; null where unknown.</summary>
    public SampleType? PeriodType { get; init; }

    /// <summary>How much of <see cref="PeriodType"/> passed between two samples; 0 where unknown.</summary>
    public long Period { get; init; }

    /// <summary>Kind of the sample type that reports show first; empty for the last one.</summary>
    public string DefaultSampleType { get; init; } = "";

    /// <summary>Remarks, one a line of text.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>
    /// Regular expression (RE2) of functions that are of no interest with all that they call; empty for none. It is matched with
    /// the whole name.
    /// </summary>
    public string DropFrames { get; init; } = "";

    /// <summary>Regular expression of functions that stay although <see cref="DropFrames"/> has them; empty for none.</summary>
    public string KeepFrames { get; init; } = "";

    /// <summary>Where the profile is explained (a URL); empty for nowhere.</summary>
    public string DocUrl { get; init; } = "";
}
