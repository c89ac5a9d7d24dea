namespace PerfInsight.Profiles;

/// <summary>
/// Call stacks as a tree of callers: a stack is one node, its frames are the node and its ancestors, leaf first.
/// A node's parent has a smaller index, so sums over subtrees need one pass from the end.
/// </summary>
public sealed class StackTable
{
    private readonly int[] _parents;
    private readonly int[] _locations;

    /// <summary>Takes ownership of one parent and one location per node; a root's parent is -1.</summary>
    public StackTable(int[] parents, int[] locations)
    {
        if (parents.Length != locations.Length)
            throw new ArgumentException("parents and locations differ in length", nameof(locations));
        _parents = parents;
        _locations = locations;
    }

    /// <summary>Number of nodes.</summary>
    public int Count => _parents.Length;

    /// <summary>The caller's node, -1 at the root.</summary>
    public int Parent(int stack) => _parents[stack];

    /// <summary>The leaf's location: index into <see cref="ProfileData.Locations"/>.</summary>
    public int Location(int stack) => _locations[stack];
}
