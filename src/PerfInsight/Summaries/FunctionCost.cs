using System.Runtime.InteropServices;

namespace PerfInsight.Summaries;

/// <summary>What one user function costs, while it is being added up.</summary>
internal sealed class FunctionCost
{
    public long[] Self { get; } = new long[SampleKinds.Count];

    public long[] Own { get; } = new long[SampleKinds.Count];

    public long[] Total { get; } = new long[SampleKinds.Count];

    public Dictionary<(string Name, LineRange? Line), long[]> Callees { get; } = [];

    public Dictionary<(string Name, LineRange? Line), long[]> Types { get; } = [];

    public Dictionary<LineRange, long[]> Lines { get; } = [];

    /// <summary>The values of a key, zero at first.</summary>
    public static long[] At<TKey>(Dictionary<TKey, long[]> values, TKey key)
        where TKey : notnull
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(values, key, out _);
        return entry ??= new long[SampleKinds.Count];
    }
}
