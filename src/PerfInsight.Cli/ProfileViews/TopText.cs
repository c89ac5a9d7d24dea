using PerfInsight.Cli.Text;
using PerfInsight.Units;
using PerfInsight.Views;

namespace PerfInsight.Cli.ProfileViews;

/// <summary>Writes rows of a view as a table: with bars and colours on a terminal, plain in a pipe.</summary>
internal static class TopText
{
    /// <summary>Columns of a bar.</summary>
    public const int BarWidth = 6;

    /// <summary>On a narrower terminal the room of the bars is better spent on names.</summary>
    public const int WidthForBars = 100;

    /// <summary>Writes the rows.</summary>
    /// <param name="graph">The view.</param>
    /// <param name="top">How many.</param>
    /// <param name="heading">What a row is.</param>
    /// <param name="sort">What the rows are sorted by, and the bars show.</param>
    /// <param name="context">Where to.</param>
    public static void Write(CallGraph graph, int top, string heading, ViewSort sort, CommandContext context)
    {
        var nodes = graph.Nodes.Take(top).ToList();
        if (nodes.Count == 0)
        {
            context.Out.WriteLine("  nothing: no sample is left");
            return;
        }

        var hasBars = context.OutWidth >= WidthForBars;
        var rest = context.OutWidth is { } width ? width - Build(graph, nodes, heading, sort, hasBars, false, static _ => "").Width : int.MaxValue;
        Build(graph, nodes, heading, sort, hasBars, context.HasColor, name => rest == int.MaxValue ? name : FittedNames.Fit(name, rest + heading.Length)).Write(context.Out);
        WriteRest(graph, top, context.Out);
    }

    /// <summary>Says what is not shown.</summary>
    public static void WriteRest(CallGraph graph, int top, TextWriter writer)
    {
        if (graph.Nodes.Count > top)
            writer.WriteLine($"  … {QuantityText.Count(graph.Nodes.Count - top)} more: --top {graph.Nodes.Count}");
        if (graph.DroppedNodes > 0)
            writer.WriteLine($"  … {QuantityText.Count(graph.DroppedNodes)} below {graph.Text(graph.Floor)} in total: --min-share 0");
    }

    /// <summary>What is said of a row that was inlined.</summary>
    public static string Mark(Inlining inlining) => inlining switch
    {
        Inlining.Always => " (inline)",
        Inlining.Partly => " (partial-inline)",
        _ => "",
    };

    private static TextTable Build(CallGraph graph, List<CallNode> nodes, string heading, ViewSort sort, bool hasBars, bool hasColor, Func<string, string> fit)
    {
        TextColumn[] bars = hasBars ? [new TextColumn("")] : [];
        TextColumn[] columns =
        [
            .. bars, new("self", AlignRight: true), new("self%", AlignRight: true), new("sum%", AlignRight: true),
            new("total", AlignRight: true), new("total%", AlignRight: true), new(heading),
        ];
        var table = new TextTable(columns) { Color = hasColor ? (row, column) => Color(graph, nodes[row], column - bars.Length) : null };
        var largest = Math.Max(1.0, nodes.Max(node => Math.Abs((double)Sorted(node, sort))));
        var sum = 0L;
        foreach (var node in nodes)
        {
            sum += node.Self;
            string[] bar = hasBars ? [Bar.Of(Math.Abs((double)Sorted(node, sort)) / largest, BarWidth)] : [];
            table.Add(
            [
                .. bar, graph.Text(node.Self), graph.Share(node.Self), graph.Share(sum), graph.Text(node.Total), graph.Share(node.Total),
                fit(node.Name + Mark(node.Inlining)),
            ]);
        }

        return table;
    }

    private static long Sorted(CallNode node, ViewSort sort) => sort == ViewSort.Self ? node.Self : node.Total;

    private static string? Color(CallGraph graph, CallNode node, int column) => column switch
    {
        0 or 1 => Paint.OfShare((double)node.Self / Math.Max(1, graph.ProfileTotal)),
        3 or 4 => Paint.OfShare((double)node.Total / Math.Max(1, graph.ProfileTotal)),
        2 => Paint.Cold,
        _ => null,
    };
}
