using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using PerfInsight.Units;

namespace PerfInsight.Reporting.Flame;

/// <summary>
/// Writes a flame graph as one HTML page that needs no network and no other file. Its script and style come from
/// <c>web/flame</c>.
/// </summary>
public static partial class FlamePage
{
    /// <summary>Writes the page. The same graph gives the same bytes.</summary>
    public static void Write(FlameGraph graph, TextWriter writer)
    {
        // One pass, so that a name of the profile that looks like a place of the template stays a name.
        var template = Part("page.html");
        var at = 0;
        foreach (Match place in Place().Matches(template))
        {
            writer.Write(template.AsSpan(at, place.Index - at));
            writer.Write(Text(place.Groups["name"].Value, graph));
            at = place.Index + place.Length;
        }

        writer.Write(template.AsSpan(at));
    }

    private static string Text(string place, FlameGraph graph) => place switch
    {
        "title" => HtmlEncoder.Default.Encode(graph.Title),
        "style" => Part("page.css"),
        "script" => Part("page.js"),
        "profile" => Json(graph),
        "note" => Note(graph),
        _ => throw new InvalidOperationException($"page.html has a place named '{place}' that nothing fills"),
    };

    // JsonSerializer escapes '<', so no name ends the script element.
    private static string Json(FlameGraph graph)
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

    private static string Note(FlameGraph graph)
    {
        var frames = QuantityText.Count(graph.Parents.Count) + " frames";
        return graph.Omitted == 0 ? frames : string.Create(CultureInfo.InvariantCulture, $"{frames}, {QuantityText.Count(graph.Omitted)} too small to show");
    }

    private static string Part(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"PerfInsight.Reporting.Flame.{name}")
            ?? throw new InvalidOperationException($"the library was built without {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n');
    }

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}")]
    private static partial Regex Place();
}
