using PerfInsight.Summaries;

namespace PerfInsight.Profiles;

/// <summary>Stacks with one value per sample type, as a reader made it. Immutable.</summary>
public sealed class Profile
{
    /// <summary>Label with the type that an allocation sample allocated.</summary>
    public const string AllocatedTypeLabel = "allocated_type";

    /// <summary>Label with the type of a thrown exception.</summary>
    public const string ExceptionTypeLabel = "exception_type";

    /// <summary>When, where and from what it was captured.</summary>
    public required ProfileInfo Info { get; init; }

    /// <summary>What the values measure.</summary>
    public required IReadOnlyList<SampleType> SampleTypes { get; init; }

    /// <summary>Binaries.</summary>
    public required IReadOnlyList<Module> Modules { get; init; }

    /// <summary>Functions.</summary>
    public required IReadOnlyList<Function> Functions { get; init; }

    /// <summary>Places inside functions.</summary>
    public required IReadOnlyList<Location> Locations { get; init; }

    /// <summary>Call stacks.</summary>
    public required StackTable Stacks { get; init; }

    /// <summary>Distinct sets of labels.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> LabelSets { get; init; } = [];

    /// <summary>Samples.</summary>
    public required SampleTable Samples { get; init; }

    /// <summary>Garbage collections, null where the source has none.</summary>
    public GcSummary? Gc { get; init; }

    /// <summary>What the reader could not read, in words for the user: what is missing and what follows.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Index of a sample type by kind, -1 where the profile does not have it.</summary>
    public int SampleTypeIndex(string kind)
    {
        for (var i = 0; i < SampleTypes.Count; i++)
        {
            if (SampleTypes[i].Kind == kind)
                return i;
        }

        return -1;
    }

    /// <summary>Checks that every index points inside its table and that parents come before children.</summary>
    /// <exception cref="InvalidOperationException">A reader built a profile that does not hold together.</exception>
    public Profile Validate()
    {
        foreach (var function in Functions)
            Require(function.Module >= -1 && function.Module < Modules.Count, "a function's module");
        foreach (var location in Locations)
            Require((uint)location.Function < (uint)Functions.Count, "a location's function");
        for (var i = 0; i < Stacks.Count; i++)
        {
            Require(Stacks.Parent(i) < i && Stacks.Parent(i) >= -1, "a stack's parent");
            Require((uint)Stacks.Location(i) < (uint)Locations.Count, "a stack's location");
        }

        for (var i = 0; i < Samples.Count; i++)
        {
            Require(Samples.Stack(i) >= -1 && Samples.Stack(i) < Stacks.Count, "a sample's stack");
            Require(Samples.Labels(i) >= -1 && Samples.Labels(i) < LabelSets.Count, "a sample's labels");
        }

        return this;
    }

    private static void Require(bool condition, string what)
    {
        if (!condition)
            throw new InvalidOperationException($"invalid profile: {what} points outside its table");
    }
}

/// <summary>When, where and from what a profile was captured.</summary>
public sealed record ProfileInfo
{
    /// <summary>Format that it was read from, such as <c>nettrace</c>.</summary>
    public required string SourceFormat { get; init; }

    /// <summary>When the capture began, null where unknown.</summary>
    public DateTimeOffset? Captured { get; init; }

    /// <summary>Wall time of the capture, nanoseconds.</summary>
    public long Duration { get; init; }

    /// <summary>Runtime, such as <c>.NET 10.0.12</c>; null where unknown.</summary>
    public string? Runtime { get; init; }

    /// <summary>Operating system and architecture, such as <c>linux-x64</c>; null where unknown.</summary>
    public string? Os { get; init; }
}
