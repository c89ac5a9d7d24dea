namespace PerfInsight.Comparison;

/// <summary>The playbook's root-cause patterns.</summary>
public enum RootCausePattern
{
    /// <summary>Work grows faster than the input: searches and sorts inside loops.</summary>
    Algorithmic,

    /// <summary>Much is allocated.</summary>
    ExcessAllocations,

    /// <summary>Threads wait for locks.</summary>
    LockContention,

    /// <summary>Threads wait for files, network or databases.</summary>
    IoBound,

    /// <summary>Collections take the time.</summary>
    GcPressure,
}

/// <summary>What a regression looks like, with the figure that says so. A signature, no proof: the line is the analyzers' to name.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Of">What grew: a callee, or a sample type.</param>
/// <param name="Delta">By how much, per what the comparison is per.</param>
/// <param name="Unit">Unit of <paramref name="Delta"/>.</param>
public sealed record RootCause(RootCausePattern Pattern, string Of, double Delta, string Unit);

/// <summary>Reads root causes off the figures of a comparison.</summary>
public static class RootCauses
{
    // A part of the change that is smaller may be there by chance, and says nothing of the rest.
    private const double TellingPart = 0.3;

    private static readonly HashSet<string> Searches = new(StringComparer.Ordinal)
    {
        "Contains", "IndexOf", "IndexOfAny", "IndexOfValueType", "LastIndexOf", "Find", "FindIndex", "FindAll", "Exists", "Any", "All", "Where", "First",
        "FirstOrDefault", "Single", "SingleOrDefault", "Count", "ElementAt", "SequenceEqual", "Sort", "IntroSort", "OrderBy", "RemoveAt", "Insert", "Remove",
    };

    private static readonly string[] Collectors = ["System.GC.", "gc_heap", "runtime.gcBgMarkWorker", "runtime.gcAssistAlloc", "runtime.scanobject"];

    /// <summary>The pattern that a regression shows; null where the figures show none.</summary>
    /// <param name="row">The member.</param>
    /// <param name="comparison">The comparison in which it grew.</param>
    /// <param name="others">Comparisons of the same sides in other sample types, by kind.</param>
    public static RootCause? Of(MemberDelta row, ProfileComparison comparison, IReadOnlyDictionary<string, ProfileComparison> others)
    {
        var type = comparison.SampleType;
        return type.Kind switch
        {
            "contention" or "delay" => new RootCause(RootCausePattern.LockContention, type.Kind, row.Test.Delta, type.Unit),
            "alloc_space" => new RootCause(RootCausePattern.ExcessAllocations, type.Kind, row.Test.Delta, type.Unit),
            "blocked" => Grown(row, "contention", others) ?? new RootCause(RootCausePattern.IoBound, type.Kind, row.Test.Delta, type.Unit),
            "cpu" => Itself(row, comparison)
                ?? CalleeWhere(row, comparison, RootCausePattern.GcPressure, name => Array.Exists(Collectors, collector => name.StartsWith(collector, StringComparison.Ordinal)))
                ?? Grown(row, "contention", others)
                ?? CalleeWhere(row, comparison, RootCausePattern.Algorithmic, IsSearch)
                ?? Grown(row, "alloc_space", others),
            _ => null,
        };
    }

    // A search of the framework that grew is searched more often, or over more.
    private static RootCause? Itself(MemberDelta row, ProfileComparison comparison) =>
        IsSearch(row.Member.Name) ? new RootCause(RootCausePattern.Algorithmic, row.Member.Name, row.Test.Delta, comparison.SampleType.Unit) : null;

    private static RootCause? CalleeWhere(MemberDelta row, ProfileComparison comparison, RootCausePattern pattern, Func<string, bool> isMeant)
    {
        // What is called is no part of a member's own code.
        if (row.Parts is not { } parts || !comparison.ByTotal)
            return null;
        var unit = comparison.SampleType.Unit;
        var grown = parts.Callees.FirstOrDefault(part => part.Delta >= TellingPart * row.Test.Delta && isMeant(part.Name));
        return grown.Name is null ? null : new RootCause(pattern, grown.Name, grown.Delta, unit);
    }

    private static RootCause? Grown(MemberDelta row, string kind, IReadOnlyDictionary<string, ProfileComparison> others)
    {
        var grown = others.GetValueOrDefault(kind)?.Members.FirstOrDefault(other => other.Member.Name == row.Member.Name);
        return grown is { Verdict: Verdict.Regression }
            ? new RootCause(kind == "contention" ? RootCausePattern.LockContention : RootCausePattern.ExcessAllocations, kind, grown.Test.Delta, others[kind].SampleType.Unit)
            : null;
    }

    internal static bool IsSearch(string name) =>
        (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("slices.", StringComparison.Ordinal) || name.StartsWith("strings.", StringComparison.Ordinal))
        && Searches.Contains(SimpleName(name));

    private static string SimpleName(string name)
    {
        var end = name.IndexOf('(', StringComparison.Ordinal);
        var bare = end > 0 ? name[..end] : name;
        return bare[(bare.LastIndexOf('.') + 1)..];
    }
}
