using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>
/// Second pass of a view: what the calls between the rows cost that are kept. A row that is not kept is as if it were not on the stack:
/// the one above it calls the one below.
/// </summary>
internal sealed class CallCosts(NodeTable table, SampleFilter filter, int sampleType, IReadOnlyList<Location> locations, bool[] isKept) : ISampleVisitor
{
    private readonly int[] _nodes = Array.ConvertAll(table.Nodes, node => node >= 0 && isKept[node] ? node : NodeTable.Hidden);
    private readonly Dictionary<long, Call> _calls = [];
    private readonly bool[] _isInlined = [.. locations.Select(static location => location.IsInlined)];
    private int _sample;

    /// <summary>The calls: caller, callee, cost, and whether all were inlined.</summary>
    public IEnumerable<(int Caller, int Callee, long Value, bool IsInlined)> Calls =>
        _calls.Select(static call => ((int)(call.Key >> 32), (int)call.Key, call.Value.Value, !call.Value.IsCalled));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
    {
        var value = values[sampleType];
        if (value == 0 || !filter.Accepts(ref stack, labels))
            return;
        _sample++;
        var caller = NodeTable.Hidden;
        for (var i = stack.Length - 1; i >= 0; i--)
        {
            var node = _nodes[stack[i]];
            if (node < 0)
                continue;
            if (caller >= 0 && caller != node)
                Add(caller, node, value, _isInlined[stack[i]]);
            caller = node;
        }
    }

    private void Add(int caller, int node, long value, bool isInlined)
    {
        ref var call = ref CollectionsMarshal.GetValueRefOrAddDefault(_calls, ((long)caller << 32) | (uint)node, out _);
        if (call.LastSample == _sample)
            return;
        call.LastSample = _sample;
        call.Value += value;
        call.IsCalled |= !isInlined;
    }

    private struct Call
    {
        public long Value;
        public int LastSample;

        // True where a call was not inlined.
        public bool IsCalled;
    }
}
