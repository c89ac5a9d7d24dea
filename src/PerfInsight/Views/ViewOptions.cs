using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>What of a profile a view shows, and how fine. The names and what they do are pprof's.</summary>
public sealed record ViewOptions
{
    /// <summary>Everything, by function.</summary>
    public static ViewOptions Default { get; } = new();

    /// <summary>Kind of the sample type, or its index from 0; null for <see cref="ProfileData.DefaultSampleTypeIndex"/>.</summary>
    public string? SampleType { get; init; }

    /// <summary>What is one row.</summary>
    public Granularity Granularity { get; init; } = Granularity.Function;

    /// <summary>True to count inlined functions to those that they were inlined into.</summary>
    public bool NoInlines { get; init; }

    /// <summary>What rows are sorted by.</summary>
    public ViewSort Sort { get; init; } = ViewSort.Self;

    /// <summary>Regular expression: only stacks with a frame that it matches. All expressions match names of functions, files and binaries.</summary>
    public string? Focus { get; init; }

    /// <summary>Regular expression: no stacks with a frame that it matches.</summary>
    public string? Ignore { get; init; }

    /// <summary>Regular expression: frames that it matches are left out; their callers get what was theirs alone.</summary>
    public string? Hide { get; init; }

    /// <summary>Regular expression: frames that it does not match are left out.</summary>
    public string? Show { get; init; }

    /// <summary>
    /// Only samples with a label that this matches: <c>key=regex</c>, <c>regex</c> (matched with <c>key:value</c>), or a range of
    /// numbers such as <c>bytes=64kb:</c>, <c>:1mb</c>, <c>4kb:64kb</c>.
    /// </summary>
    public string? TagFocus { get; init; }

    /// <summary>No samples with a label that this matches.</summary>
    public string? TagIgnore { get; init; }

    /// <summary>Rows whose total is a smaller part of everything shown are dropped, 0 to 1.</summary>
    public double MinNodeShare { get; init; } = 0.005;

    /// <summary>Calls that are a smaller part of everything shown are dropped, 0 to 1.</summary>
    public double MinEdgeShare { get; init; } = 0.001;

    /// <summary>Index of the selected sample type.</summary>
    /// <exception cref="ViewException">The profile has no such sample type.</exception>
    public int SampleTypeIndex(ProfileData profile)
    {
        var kinds = string.Join(", ", profile.SampleTypes.Select(static type => type.Kind));
        if (profile.SampleTypes.Count == 0)
            throw new ViewException("the profile has no sample types: it is empty");
        if (SampleType is null)
            return profile.DefaultSampleTypeIndex;
        if (int.TryParse(SampleType, out var index))
        {
            return index >= 0 && index < profile.SampleTypes.Count
                ? index
                : throw new ViewException($"expected a sample type from 0 to {profile.SampleTypes.Count - 1} ({kinds}), found {index}");
        }

        // Old profiles say 'space' where new ones say 'inuse_space'.
        const string inUse = "inuse_";
        if (profile.SampleTypeIndex(SampleType) is >= 0 and var found)
            return found;
        return SampleType.StartsWith(inUse, StringComparison.Ordinal) && profile.SampleTypeIndex(SampleType[inUse.Length..]) is >= 0 and var old
            ? old
            : throw new ViewException($"expected a sample type of the profile ({kinds}), found '{SampleType}'");
    }
}

/// <summary>What is one row of a view.</summary>
public enum Granularity
{
    /// <summary>A function.</summary>
    Function,

    /// <summary>A line of a function.</summary>
    Line,

    /// <summary>A source file.</summary>
    File,

    /// <summary>A binary.</summary>
    Module,

    /// <summary>A namespace or package.</summary>
    Namespace,
}

/// <summary>What rows are sorted by, largest first.</summary>
public enum ViewSort
{
    /// <summary>What the row itself cost (pprof: flat).</summary>
    Self,

    /// <summary>What it cost with all that it calls (pprof: cum).</summary>
    Total,
}

/// <summary>A view was asked for what the profile does not have, or in words that cannot be read. The message says what was expected.</summary>
public sealed class ViewException(string message) : Exception(message);
