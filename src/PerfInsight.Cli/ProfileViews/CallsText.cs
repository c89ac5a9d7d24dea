using PerfInsight.Cli.Text;
using PerfInsight.Units;
using PerfInsight.Views;

namespace PerfInsight.Cli.ProfileViews;

/// <summary>Writes rows of a view between their callers and callees.</summary>
internal static class CallsText
{
    private const string Caller = "↑ ";

    private const string Callee = "↓ ";

    /// <summary>Writes the rows, an empty line after each.</summary>
    public static void Write(CallGraph graph, IReadOnlyList<CallNode> nodes, CommandContext context)
    {
        var lines = nodes.SelectMany(node => Block(graph, node)).ToList();
        var hasBars = context.OutWidth >= TopText.WidthForBars;
        var rest = context.OutWidth is { } width ? width - Build(lines, hasBars, false, static _ => "").Width : int.MaxValue;
        Build(lines, hasBars, context.HasColor, name => rest == int.MaxValue ? name : FittedNames.Fit(name, rest + "function".Length)).Write(context.Out);
    }

    // Shares of calls are parts of the row's total, as in pprof.
    private static IEnumerable<Line> Block(CallGraph graph, CallNode node)
    {
        foreach (var call in node.Callers)
            yield return OfCall(graph, node, call, Caller);
        yield return new Line(
            [graph.Text(node.Self), graph.Share(node.Self), graph.Text(node.Total), graph.Share(node.Total)], node.Name, Part(node.Total, graph.ProfileTotal), true);
        foreach (var call in node.Callees)
            yield return OfCall(graph, node, call, Callee);
        yield return new Line(["", "", "", ""], "", 0, false);
    }

    private static Line OfCall(CallGraph graph, CallNode node, CallEdge call, string arrow) => new(
        ["", "", graph.Text(call.Value), PprofQuantity.Percentage(call.Value, node.Total)], $"  {arrow}{call.Node.Name}{(call.IsInlined ? " (inline)" : "")}", Part(call.Value, node.Total), false);

    private static double Part(long value, long whole) => (double)value / Math.Max(1, whole);

    private static TextTable Build(List<Line> lines, bool hasBars, bool hasColor, Func<string, string> fit)
    {
        TextColumn[] bars = hasBars ? [new TextColumn("")] : [];
        var table = new TextTable(
            [.. bars, new("self", AlignRight: true), new("self%", AlignRight: true), new("total", AlignRight: true), new("total%", AlignRight: true), new TextColumn("function")])
        {
            Color = hasColor ? (row, column) => Color(lines[row], isName: column == bars.Length + 4) : null,
        };
        foreach (var line in lines)
        {
            string[] bar = hasBars ? [line.Name.Length == 0 ? "" : Bar.Of(Math.Abs(line.Share), TopText.BarWidth)] : [];
            table.Add([.. bar, .. line.Numbers, line.Name.Length == 0 ? "" : fit(line.Name)]);
        }

        return table;
    }

    private static string? Color(Line line, bool isName) => !line.IsRow ? null : isName ? Paint.Strong : Paint.OfShare(line.Share);

    // The share of a row is of everything, that of a call of its row.
    private sealed record Line(string[] Numbers, string Name, double Share, bool IsRow);
}
