using System.Runtime.InteropServices;

namespace PerfInsight.Summaries;

/// <summary>A name and the lines of the member at which it is called or allocated; names are those of <see cref="ScenarioCosts"/>.</summary>
internal readonly record struct PlacedName(int Name, LineRange? Line);

/// <summary>What one user function costs, while it is being added up. One value per <see cref="SampleKind"/>.</summary>
internal sealed class FunctionCost
{
    public long[] Self { get; } = new long[SampleKinds.Count];

    public long[] Own { get; } = new long[SampleKinds.Count];

    public long[] Total { get; } = new long[SampleKinds.Count];

    public Dictionary<PlacedName, long[]> Callees { get; } = [];

    public Dictionary<PlacedName, long[]> Types { get; } = [];

    public Dictionary<LineRange, long[]> Lines { get; } = [];

    /// <summary>The values of a key, zero at first.</summary>
    public static long[] At<TKey>(Dictionary<TKey, long[]> values, TKey key)
        where TKey : notnull
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(values, key, out _);
        return entry ??= new long[SampleKinds.Count];
    }
}
