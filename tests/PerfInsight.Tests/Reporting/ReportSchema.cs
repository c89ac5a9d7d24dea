using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PerfInsight.Gating.Reports;
using PerfInsight.Reporting.Gates;

namespace PerfInsight.Tests.Reporting;

/// <summary>The JSON schema of a gate's report, made of the model and its documentation.</summary>
internal static partial class ReportSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Lazy<Dictionary<string, XElement>> Documentation = new(() =>
        XDocument.Load(Path.ChangeExtension(typeof(GateReport).Assembly.Location, ".xml")).Descendants("member").ToDictionary(static member => member.Attribute("name")!.Value));

    /// <summary>The schema, as docs/gate-report.schema.json has it.</summary>
    public static string Write()
    {
        var options = new JsonSerializerOptions(GateReportJson.Options);
        options.MakeReadOnly(populateMissingResolver: true);
        var schema = options.GetJsonSchemaAsNode(typeof(GateReport), new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform }).AsObject();
        var head = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Report of perfinsight ci",
            ["description"] = "What 'perfinsight ci --json' writes. Numbers that are not finite are null; readers ignore what they do not know.",
        };
        foreach (var (key, value) in schema.Where(static pair => pair.Key is not ("description" or "title")))
            head[key] = value?.DeepClone();
        return head.ToJsonString(Indented) + "\n";
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = context.TypeInfo.Type;
        if (type == typeof(double))
            node = new JsonObject { ["type"] = new JsonArray("number", "null") };
        if (node is JsonObject schema && context.PropertyInfo is { } property && Describe(property.DeclaringType, property.AttributeProvider as PropertyInfo) is { Length: > 0 } text && !schema.ContainsKey("$ref"))
            schema["description"] = text;
        return node;
    }

    // A record's property is a parameter in its documentation.
    private static string Describe(Type type, PropertyInfo? property)
    {
        if (property is null)
            return "";
        var members = Documentation.Value;
        var element = members.GetValueOrDefault($"P:{type.FullName}.{property.Name}")?.Element("summary")
            ?? members.GetValueOrDefault($"T:{type.FullName}")?.Elements("param").FirstOrDefault(param => param.Attribute("name")?.Value == property.Name);
        return element is null ? "" : Space().Replace(string.Concat(element.Nodes().Select(Words)), " ").Trim();
    }

    private static string Words(XNode node) => node is XElement { IsEmpty: true } reference
        ? (reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword"))!.Value.Split('.', ':')[^1]
        : node is XElement element ? element.Value : ((XText)node).Value;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
