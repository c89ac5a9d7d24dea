using System.Runtime.InteropServices;

namespace PerfInsight.Formats.Timelines;

/// <summary>What each stack of one thread weighs, and how many pieces that was put together from; in the order of their first pieces.</summary>
internal sealed class StackWeights
{
    private readonly Dictionary<int, int> _rows = [];
    private readonly List<Row> _all = [];

    /// <summary>The stacks.</summary>
    public IReadOnlyList<Row> Rows => _all;

    /// <summary>Adds a piece.</summary>
    /// <exception cref="OverflowException">The sum has more than 28 digits.</exception>
    public void Add(int node, decimal weight)
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, node, out var isKnown);
        if (!isKnown)
        {
            row = _all.Count;
            _all.Add(new Row(node, 0, 0));
        }

        var (_, sum, pieces) = _all[row];
        _all[row] = new Row(node, sum + weight, pieces + 1);
    }

    public readonly record struct Row(int Node, decimal Weight, long Pieces);
}
