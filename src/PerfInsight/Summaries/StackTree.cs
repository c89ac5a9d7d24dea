using PerfInsight.Profiles;

namespace PerfInsight.Summaries;

/// <summary>The stacks of a profile from callers to callees, with what was measured at each and below it.</summary>
internal sealed class StackTree
{
    private readonly StackTable _stacks;
    private readonly int[] _firstChild;
    private readonly int[] _nextSibling;

    public StackTree(Profile profile)
    {
        _stacks = profile.Stacks;
        var columns = new List<(int Kind, int Column)>();
        foreach (var kind in SampleKinds.All)
        {
            if (profile.SampleTypeIndex(SampleKinds.Key(kind)) is >= 0 and var column)
                columns.Add(((int)kind, column));
        }

        Kinds = [.. columns.Select(column => column.Kind)];
        Columns = [.. columns.Select(column => column.Column)];
        Here = [.. columns.Select(column => Sum(profile.Samples, column.Column, _stacks.Count))];
        Below = [.. Here.Select(here => SumBelow(here, _stacks))];
        _firstChild = Enumerable.Repeat(-1, _stacks.Count).ToArray();
        _nextSibling = new int[_stacks.Count];
        FirstRoot = -1;
        for (var node = _stacks.Count - 1; node >= 0; node--)
        {
            ref var first = ref FirstRoot;
            if (_stacks.Parent(node) is >= 0 and var parent)
                first = ref _firstChild[parent];
            _nextSibling[node] = first;
            first = node;
        }
    }

    /// <summary>The kinds that the profile measures.</summary>
    public int[] Kinds { get; }

    /// <summary>The profile's sample types with these kinds.</summary>
    public int[] Columns { get; }

    /// <summary>Samples whose leaf is a node; one column for each of <see cref="Kinds"/>.</summary>
    public long[][] Here { get; }

    /// <summary>Samples whose leaf is a node or below it.</summary>
    public long[][] Below { get; }

    /// <summary>The first outermost caller, -1 without stacks.</summary>
    public readonly int FirstRoot;

    /// <summary>The node's first callee, -1 at a leaf.</summary>
    public int FirstChild(int node) => _firstChild[node];

    /// <summary>The next callee of the node's caller, -1 after the last.</summary>
    public int NextSibling(int node) => _nextSibling[node];

    /// <summary>The node's caller, -1 at a root.</summary>
    public int Parent(int node) => _stacks.Parent(node);

    private static long[] Sum(SampleTable samples, int column, int nodes)
    {
        var sums = new long[nodes];
        var values = samples.Values(column);
        for (var sample = 0; sample < values.Length; sample++)
        {
            if (samples.Stack(sample) is >= 0 and var stack)
                sums[stack] += values[sample];
        }

        return sums;
    }

    private static long[] SumBelow(long[] here, StackTable stacks)
    {
        var below = (long[])here.Clone();
        for (var node = below.Length - 1; node >= 0; node--)
        {
            if (stacks.Parent(node) is >= 0 and var parent)
                below[parent] += below[node];
        }

        return below;
    }
}
