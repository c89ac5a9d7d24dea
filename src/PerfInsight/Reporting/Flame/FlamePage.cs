using System.Globalization;
using System.Text.Json;
using PerfInsight.Reporting.Pages;
using PerfInsight.Units;

namespace PerfInsight.Reporting.Flame;

/// <summary>
/// Writes a flame graph as one HTML page that needs no network and no other file. Its script and style come from
/// <c>web/flame</c>.
/// </summary>
public static class FlamePage
{
    /// <summary>Writes the page. The same graph gives the same bytes.</summary>
    public static void Write(FlameGraph graph, TextWriter writer) => PageTemplate.Write("Flame.page.html", place => Text(place, graph), writer);

    private static string Text(string place, FlameGraph graph) => place switch
    {
        "title" => PageTemplate.Encode(graph.Title),
        "style" => PageTemplate.Part("Flame.page.css"),
        "script" => PageTemplate.Part("Flame.page.js"),
        "profile" => Json(graph),
        "note" => Note(graph),
        _ => throw new InvalidOperationException($"page.html has a place named '{place}' that nothing fills"),
    };

    /// <summary>The graph as its script reads it. JsonSerializer escapes &lt;, so no name ends the script element.</summary>
    internal static string Json(FlameGraph graph)
    {
        var groups = graph.Functions.Select(function => function.Group).Distinct().Order(StringComparer.Ordinal).ToList();
        return JsonSerializer.Serialize(new
        {
            types = graph.SampleTypes.Select(type => new { kind = type.Kind, unit = type.Unit }),
            type = graph.SampleType,
            scaled = graph.Scaled,
            groups,
            functions = new
            {
                name = graph.Functions.Select(function => function.Name),
                label = graph.Functions.Select(function => function.Label),
                source = graph.Functions.Select(function => function.Source),
                group = graph.Functions.Select(function => groups.BinarySearch(function.Group, StringComparer.Ordinal)),
                framework = graph.Functions.Select(function => function.IsFramework ? 1 : 0),
            },
            nodes = new { parent = graph.Parents, function = graph.NodeFunctions, candidate = graph.Candidate, baseline = graph.Baseline },
        });
    }

    /// <summary>How much of the graph is shown.</summary>
    internal static string Note(FlameGraph graph)
    {
        var frames = QuantityText.Count(graph.Parents.Count) + " frames";
        return graph.Omitted == 0 ? frames : string.Create(CultureInfo.InvariantCulture, $"{frames}, {QuantityText.Count(graph.Omitted)} too small to show");
    }
}
