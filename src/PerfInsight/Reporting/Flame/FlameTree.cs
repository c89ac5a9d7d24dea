using System.Runtime.InteropServices;
using PerfInsight.Profiles;
using PerfInsight.Views;

namespace PerfInsight.Reporting.Flame;

/// <summary>Merges stacks, root first, into one tree with values of several sides and sample types.</summary>
internal sealed class FlameTree
{
    private readonly Dictionary<(int Parent, int Function), int> _nodes = [];
    private readonly List<int> _parents = [-1];
    private readonly List<int> _functions = [0];
    private readonly List<long>[] _values;

    /// <summary>A tree with its root.</summary>
    /// <param name="columns">Number of values a node has.</param>
    public FlameTree(int columns) => _values = [.. Enumerable.Range(0, columns).Select(_ => new List<long> { 0 })];

    /// <summary>Parents of the nodes; -1 for the root, which is node 0. A parent comes before its children.</summary>
    public IReadOnlyList<int> Parents => _parents;

    /// <summary>Functions of the nodes, 0 for the root.</summary>
    public IReadOnlyList<int> Functions => _functions;

    /// <summary>Adds the samples of a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="functionOfLocation">Number of the function of each location; 0 is the root's.</param>
    /// <param name="sampleTypes">Indexes of the sample types.</param>
    /// <param name="firstColumn">Column that takes the first sample type; the others follow.</param>
    /// <param name="filter">Which samples and frames.</param>
    public void Add(ProfileData profile, int[] functionOfLocation, int[] sampleTypes, int firstColumn, SampleFilter filter) =>
        profile.VisitSamples(new Adder(this, functionOfLocation, sampleTypes, firstColumn, filter));

    /// <summary>Totals per column and node: what its samples and those of all below it measure.</summary>
    public long[][] Totals()
    {
        var totals = Array.ConvertAll(_values, column => column.ToArray());
        foreach (var column in totals)
        {
            for (var node = column.Length - 1; node > 0; node--)
                column[_parents[node]] += column[node];
        }

        return totals;
    }

    private int Child(int parent, int function)
    {
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, (parent, function), out var isKnown);
        if (!isKnown)
        {
            node = _parents.Count;
            _parents.Add(parent);
            _functions.Add(function);
            foreach (var column in _values)
                column.Add(0);
        }

        return node;
    }

    private sealed class Adder(FlameTree tree, int[] functionOfLocation, int[] sampleTypes, int firstColumn, SampleFilter filter) : ISampleVisitor
    {
        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            if (!filter.Accepts(ref stack, labels))
                return;
            var node = 0;
            for (var i = stack.Length - 1; i >= 0; i--)
            {
                if (filter.IsVisible(stack[i]))
                    node = tree.Child(node, functionOfLocation[stack[i]]);
            }

            for (var i = 0; i < sampleTypes.Length; i++)
                CollectionsMarshal.AsSpan(tree._values[firstColumn + i])[node] += values[sampleTypes[i]];
        }
    }
}
