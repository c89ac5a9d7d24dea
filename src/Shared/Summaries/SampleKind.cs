namespace PerfInsight.Summaries;

/// <summary>What a summary measures. The order is the order of the keys in a file.</summary>
public enum SampleKind
{
    /// <summary>Time on a processor, nanoseconds.</summary>
    Cpu,

    /// <summary>Thread time spent waiting, nanoseconds. Waits of idle pool threads are not counted.</summary>
    Blocked,

    /// <summary>Allocated bytes.</summary>
    AllocSpace,

    /// <summary>Allocated objects.</summary>
    AllocObjects,

    /// <summary>Time threads waited for a contended lock, nanoseconds. It is part of <see cref="Blocked"/>.</summary>
    Contention,

    /// <summary>Times that a thread had to wait for a lock.</summary>
    Contentions,

    /// <summary>Thrown exceptions.</summary>
    Exceptions,
}

/// <summary>The keys of <see cref="SampleKind"/> in a summary file.</summary>
public static class SampleKinds
{
    private static readonly string[] Keys =
        ["cpu", "blocked", "alloc_space", "alloc_objects", "contention", "contentions", "exceptions"];

    /// <summary>How many kinds there are.</summary>
    public const int Count = 7;

    /// <summary>All kinds, in file order.</summary>
    public static IReadOnlyList<SampleKind> All { get; } = (SampleKind[])Enum.GetValues(typeof(SampleKind));

    /// <summary>The JSON key of a kind.</summary>
    public static string Key(SampleKind kind) => Keys[(int)kind];

    /// <summary>Finds the kind of a JSON key.</summary>
    public static bool TryParse(string key, out SampleKind kind)
    {
        var index = Array.IndexOf(Keys, key);
        kind = (SampleKind)Math.Max(index, 0);
        return index >= 0;
    }
}
