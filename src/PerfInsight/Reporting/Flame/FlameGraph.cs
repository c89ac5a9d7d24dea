using PerfInsight.Profiles;

namespace PerfInsight.Reporting.Flame;

/// <summary>A merged call tree for the flame page: of one profile, or of two that are compared.</summary>
public sealed class FlameGraph
{
    /// <summary>What is shown, such as <c>checkout-load</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What the values measure; at least one.</summary>
    public required IReadOnlyList<SampleType> SampleTypes { get; init; }

    /// <summary>Index of the sample type that the page opens with.</summary>
    public int SampleType { get; init; }

    /// <summary>Functions that nodes name.</summary>
    public required IReadOnlyList<FlameFunction> Functions { get; init; }

    /// <summary>The parent of each node, -1 for the root. The root is node 0; a parent comes before its children.</summary>
    public required IReadOnlyList<int> Parents { get; init; }

    /// <summary>The function of each node: index into <see cref="Functions"/>.</summary>
    public required IReadOnlyList<int> NodeFunctions { get; init; }

    /// <summary>Per sample type, the total of each node in the candidate, or in the profile where there is only one.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Candidate { get; init; }

    /// <summary>Per sample type, the total of each node in the baseline; null where there is one profile.</summary>
    public IReadOnlyList<IReadOnlyList<long>>? Baseline { get; init; }

    /// <summary>True where colours compare shares of the two profiles, false where they compare values.</summary>
    public bool Scaled { get; init; }

    /// <summary>Nodes that are too small to show and stand in their parents' self.</summary>
    public int Omitted { get; init; }
}

/// <summary>A function of a flame graph.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Label">Short name for a frame that is narrow, such as <c>Cache.Find</c>.</param>
/// <param name="Group">What it belongs to: module or namespace. Frames of one group have one colour.</param>
/// <param name="Source">File and line, such as <c>Cache/PriceCache.cs:52</c>; empty where unknown.</param>
/// <param name="IsFramework">True for code that the reader cannot change.</param>
public sealed record FlameFunction(string Name, string Label, string Group, string Source, bool IsFramework);
