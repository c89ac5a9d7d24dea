using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>The rows of a view that are kept, numbered anew, so that a table of the calls between them is small.</summary>
internal sealed class KeptNodes
{
    private readonly int[] _nodes;

    /// <summary>Numbers the rows that are kept.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="isKept">By row.</param>
    /// <param name="locations">Locations of the profile.</param>
    public KeptNodes(NodeTable table, bool[] isKept, IReadOnlyList<Location> locations)
    {
        _nodes = [.. Enumerable.Range(0, isKept.Length).Where(node => isKept[node])];
        var numbers = new int[isKept.Length];
        Array.Fill(numbers, NodeTable.Hidden);
        for (var number = 0; number < _nodes.Length; number++)
            numbers[_nodes[number]] = number;
        OfLocation = Array.ConvertAll(table.Nodes, node => node >= 0 ? numbers[node] : NodeTable.Hidden);
        IsInlined = [.. locations.Select(static location => location.IsInlined)];
    }

    /// <summary>How many there are.</summary>
    public int Count => _nodes.Length;

    /// <summary>By location: the number of its row, or <see cref="NodeTable.Hidden"/>.</summary>
    public int[] OfLocation { get; }

    /// <summary>By location: true for an inlined function.</summary>
    public bool[] IsInlined { get; }

    /// <summary>The row that has a number.</summary>
    public int NodeOf(int number) => _nodes[number];
}
