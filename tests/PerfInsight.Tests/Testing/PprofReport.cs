using System.Globalization;
using PerfInsight.Units;
using PerfInsight.Views;

namespace PerfInsight.Tests.Testing;

/// <summary>Views in the layout of pprof's text reports, to compare with them line by line.</summary>
internal static class PprofReport
{
    public const string Separator = "----------------------------------------------------------+-------------";

    public static IEnumerable<string> Top(CallGraph graph)
    {
        yield return $"Showing nodes accounting for {graph.Text(graph.ShownTotal)}, {graph.Share(graph.ShownTotal)} of {graph.Text(graph.ProfileTotal)} total";
        if (graph.DroppedNodes > 0)
            yield return $"Dropped {graph.DroppedNodes} node{(graph.DroppedNodes > 1 ? "s" : "")} (cum <= {graph.Text(graph.Floor)})";
        yield return "      flat  flat%   sum%        cum   cum%";
        var sum = 0L;
        foreach (var node in graph.Nodes)
        {
            sum += node.Self;
            yield return $"{graph.Text(node.Self),10} {Share(graph, node.Self)} {Share(graph, sum)} {graph.Text(node.Total),10} {Share(graph, node.Total)}  {node.Name}{Label(node)}";
        }
    }

    public static IEnumerable<string> Peek(CallGraph graph, Func<string, bool> isShown)
    {
        var sum = 0L;
        foreach (var node in graph.Nodes.Where(node => isShown(node.Name)))
        {
            yield return Separator;
            foreach (var edge in node.Callers)
                yield return Edge(graph, edge, node);
            sum += node.Self;
            yield return $"{graph.Text(node.Self),10} {Share(graph, node.Self)} {Share(graph, sum)} {graph.Text(node.Total),10} {Share(graph, node.Total)}                | {node.Name}";
            foreach (var edge in node.Callees)
                yield return Edge(graph, edge, node);
        }

        yield return Separator;
    }

    public static IEnumerable<string> Tags(TagTable tags)
    {
        foreach (var key in tags.Keys)
        {
            yield return $"{key.Name}: Total {tags.Text(key.Total)} of {tags.Text(tags.ProfileTotal)} ({tags.Share(key.Total),6})";
            foreach (var value in key.Values)
                yield return $"{tags.Text(value.Value)} ({tags.Share(value.Value),6}): {value.Text}";
            yield return "";
        }
    }

    public static IEnumerable<string> Traces(TraceList list)
    {
        var lines = new List<string>();
        list.Visit(trace =>
        {
            lines.Add("-----------+-------------------------------------------------------");

            // pprof sorts the lines, not the keys.
            var labels = trace.Labels.Select(label => (label.IsNumber, Line: $"{label.Key,10}:  {string.Join(' ', label.Values)}"));
            lines.AddRange(labels.OrderBy(label => label.IsNumber).ThenBy(label => label.Line, StringComparer.Ordinal).Select(label => label.Line));
            for (var i = 0; i < trace.Frames.Count; i++)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? list.Text(trace.Value) : ""),10}   {trace.Frames[i].Name}{(trace.Frames[i].IsInlined ? " (inline)" : "")}"));
            return true;
        });
        return lines;
    }

    private static string Share(CallGraph graph, long value) => graph.Share(value).PadLeft(6);

    private static string Label(CallNode node) => node.Inlining switch
    {
        Inlining.Always => " (inline)",
        Inlining.Partly => " (partial-inline)",
        _ => "",
    };

    private static string Edge(CallGraph graph, CallEdge edge, CallNode node) =>
        $"{graph.Text(edge.Value),50} {PprofQuantity.Percentage(edge.Value, node.Total),6} |   {edge.Node.Name}{(edge.IsInlined ? " (inline)" : "")}";
}
