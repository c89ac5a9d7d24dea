using System.Runtime.CompilerServices;
using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>First pass of a view: what each row cost. One look at a small array for each frame.</summary>
internal sealed class NodeCosts(NodeTable table, SampleFilter filter, int sampleType) : IPartVisitor<NodeCosts>
{
    private readonly int[] _nodes = table.Nodes;
    private readonly NodeCost[] _costs = new NodeCost[table.Count];
    private WholeCost _whole;
    private int _sample;

    /// <summary>What shares are parts of.</summary>
    public long Total => _whole.Value;

    /// <summary>Samples that count.</summary>
    public int Samples => _sample;

    public long Self(int node) => _costs[node].Self;

    public long Cumulative(int node) => _costs[node].Total;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
    {
        var value = values[sampleType];
        _whole.Add(value, labels);
        if (value == 0 || !filter.Accepts(ref stack, labels))
            return;
        _sample++;
        var leaf = NodeTable.Hidden;
        for (var i = stack.Length - 1; i >= 0; i--)
        {
            var node = _nodes[stack[i]];
            if (node < 0)
                continue;
            ref var cost = ref _costs[node];
            if (cost.LastSample != _sample)
            {
                cost.LastSample = _sample;
                cost.Total += value;
            }

            leaf = node;
        }

        if (leaf >= 0)
            _costs[leaf].Self += value;
    }

    public void Add(NodeCosts next)
    {
        _whole.Add(next._whole);
        _sample += next._sample;
        for (var node = 0; node < _costs.Length; node++)
        {
            _costs[node].Self += next._costs[node].Self;
            _costs[node].Total += next._costs[node].Total;
        }
    }

    private struct NodeCost
    {
        public long Self;
        public long Total;

        // Recursion: a row that comes again in one stack is counted already.
        public int LastSample;
    }
}
