using PerfInsight.Profiles;
using PerfInsight.Units;

namespace PerfInsight.Views;

/// <summary>
/// What each row of a profile cost, and the calls between them. Rows and numbers are those of pprof's text reports
/// (internal/graph and internal/report of https://github.com/google/pprof), to the printed digit.
/// </summary>
public sealed class CallGraph
{
    private CallGraph(SampleType sampleType, long profileTotal, IReadOnlyList<CallNode> nodes)
    {
        (SampleType, ProfileTotal, Nodes) = (sampleType, profileTotal, nodes);
        var smallest = 0L;
        foreach (var node in nodes)
        {
            var value = Magnitude.Of(node.Self != 0 ? node.Self : node.Total);
            if (value > 0 && (smallest == 0 || value < smallest))
                smallest = value;
            ShownTotal += node.Self;
        }

        DisplayUnit = nodes.Count == 0 ? PprofQuantity.Auto : PprofQuantity.CommonUnit(smallest, profileTotal, sampleType.Unit);
    }

    /// <summary>What the values measure.</summary>
    public SampleType SampleType { get; }

    /// <summary>Sum of all samples, also of those that filters leave out: what shares are parts of.</summary>
    public long ProfileTotal { get; }

    /// <summary>Sum of what the rows cost themselves.</summary>
    public long ShownTotal { get; }

    /// <summary>Rows, costliest first.</summary>
    public IReadOnlyList<CallNode> Nodes { get; }

    /// <summary>Rows that were dropped because they cost too little.</summary>
    public int DroppedNodes { get; private init; }

    /// <summary>Calls that were dropped because they cost too little; 0 in views without calls.</summary>
    public int DroppedCalls { get; private init; }

    /// <summary>Rows that cost less than this in total were dropped.</summary>
    public long Floor { get; private init; }

    /// <summary>Unit that suits all rows, for <see cref="Text"/>.</summary>
    public string DisplayUnit { get; }

    /// <summary>A value as text, such as <c>1.10s</c>, in the unit of the rows.</summary>
    public string Text(long value) => PprofQuantity.Text(value, SampleType.Unit, DisplayUnit);

    /// <summary>A value's share of everything, such as <c>2.14%</c>.</summary>
    public string Share(long value) => PprofQuantity.Percentage(value, ProfileTotal);

    /// <summary>The rows, with whether they were inlined, without their calls.</summary>
    /// <exception cref="ViewException">An option does not fit the profile.</exception>
    /// <exception cref="ProfileFormatException">A sample is damaged.</exception>
    public static CallGraph WithoutCalls(ProfileData profile, ViewOptions options) => Of(profile, options, withCalls: false);

    /// <summary>The rows and their calls.</summary>
    /// <exception cref="ViewException">An option does not fit the profile.</exception>
    /// <exception cref="ProfileFormatException">A sample is damaged.</exception>
    public static CallGraph WithCalls(ProfileData profile, ViewOptions options) => Of(profile, options, withCalls: true);

    private static CallGraph Of(ProfileData profile, ViewOptions options, bool withCalls)
    {
        var sampleType = options.SampleTypeIndex(profile);
        var filter = new SampleFilter(profile, options);
        var table = new NodeTable(profile, options, filter.IsVisible);
        var costs = ParallelPass.Run(profile, () => new NodeCosts(table, filter, sampleType));

        var rows = Enumerable.Range(0, table.Count).Where(node => costs.Self(node) != 0 || costs.Cumulative(node) != 0).ToList();
        var shown = rows.Aggregate(0L, (sum, row) => sum + costs.Self(row));
        var nodeFloor = Magnitude.Of((long)(shown * options.MinNodeShare));
        var nodes = new CallNode?[table.Count];
        var isKept = new bool[table.Count];
        foreach (var row in rows)
        {
            if (Magnitude.Of(costs.Cumulative(row)) < nodeFloor)
                continue;
            isKept[row] = true;
            nodes[row] = new CallNode(table.Name(row), costs.Self(row), costs.Cumulative(row));
        }

        var droppedCalls = 0;
        if (withCalls || table.HasInlined)
        {
            var kept = new KeptNodes(table, isKept, profile.Locations);
            var calls = ParallelPass.Run(profile, () => new CallCosts(kept, filter, sampleType));
            droppedCalls = AddCalls(nodes, calls, Magnitude.Of((long)(shown * options.MinEdgeShare)), withCalls);
        }

        var sorted = nodes.OfType<CallNode>().ToList();
        sorted.Sort(options.Sort == ViewSort.Self ? BySelf : ByTotal);
        return new CallGraph(profile.SampleTypes[sampleType], costs.Total, sorted)
        {
            DroppedNodes = rows.Count - sorted.Count,
            DroppedCalls = droppedCalls,
            Floor = Magnitude.Of((long)(costs.Total * options.MinNodeShare)),
        };
    }

    private static int AddCalls(CallNode?[] nodes, CallCosts costs, long floor, bool withCalls)
    {
        var dropped = 0;
        var callers = new Dictionary<CallNode, List<CallEdge>>();
        var callees = new Dictionary<CallNode, List<CallEdge>>();
        foreach (var (callerNumber, calleeNumber, value, isInlined) in costs.Calls)
        {
            if (Magnitude.Of(value) < floor)
            {
                dropped++;
                continue;
            }

            var (caller, callee) = (nodes[callerNumber]!, nodes[calleeNumber]!);
            Add(callers, callee, new CallEdge(caller, value, isInlined));
            if (withCalls)
                Add(callees, caller, new CallEdge(callee, value, isInlined));
        }

        foreach (var (node, edges) in callers)
        {
            node.Inlining = !edges.Exists(static edge => edge.IsInlined) ? Inlining.Never
                : edges.TrueForAll(static edge => edge.IsInlined) ? Inlining.Always
                : Inlining.Partly;
            if (withCalls)
                node.Callers = Sorted(edges);
        }

        foreach (var (node, edges) in callees)
            node.Callees = Sorted(edges);
        return withCalls ? dropped : 0;
    }

    private static void Add(Dictionary<CallNode, List<CallEdge>> edges, CallNode node, CallEdge edge)
    {
        if (!edges.TryGetValue(node, out var list))
            edges.Add(node, list = []);
        list.Add(edge);
    }

    private static List<CallEdge> Sorted(List<CallEdge> edges)
    {
        edges.Sort(static (x, y) => Descending(x.Value, y.Value) is not 0 and var order ? order : string.CompareOrdinal(x.Node.Name, y.Node.Name));
        return edges;
    }

    private static int BySelf(CallNode x, CallNode y) => Descending(x.Self, y.Self) is not 0 and var order ? order
        : string.CompareOrdinal(x.Name, y.Name) is not 0 and var name ? name
        : Descending(x.Total, y.Total);

    private static int ByTotal(CallNode x, CallNode y) => Descending(x.Total, y.Total) is not 0 and var order ? order
        : string.CompareOrdinal(x.Name, y.Name) is not 0 and var name ? name
        : Descending(x.Self, y.Self);

    private static int Descending(long x, long y) => Magnitude.Of(y).CompareTo(Magnitude.Of(x));
}
