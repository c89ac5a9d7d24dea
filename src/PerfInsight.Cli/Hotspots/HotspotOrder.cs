using PerfInsight.Summaries;

namespace PerfInsight.Cli.Hotspots;

/// <summary>What the hotspots are ranked by.</summary>
internal enum HotspotOrder
{
    /// <summary>CPU time.</summary>
    Cpu,

    /// <summary>Allocated bytes.</summary>
    Bytes,

    /// <summary>Time spent waiting.</summary>
    Waits,
}

/// <summary>The measured kind behind each order.</summary>
internal static class HotspotOrders
{
    /// <summary>The kind that is ranked by.</summary>
    public static SampleKind Kind(this HotspotOrder order) => order switch
    {
        HotspotOrder.Bytes => SampleKind.AllocSpace,
        HotspotOrder.Waits => SampleKind.Blocked,
        _ => SampleKind.Cpu,
    };

    /// <summary>
    /// The scenario's hotspots that cost anything of the kind, costliest first. What counts is a member's own cost,
    /// the framework code that it calls included: by total cost every program would begin with its Main.
    /// </summary>
    public static IEnumerable<HotMethod> Rank(this HotspotOrder order, Scenario scenario)
    {
        var kind = order.Kind();
        return scenario.Methods
            .Where(method => method[kind].Total > 0)
            .OrderByDescending(method => method[kind].Own)
            .ThenByDescending(method => method[kind].Total)
            .ThenBy(method => method.Id ?? method.Name, StringComparer.Ordinal);
    }
}
