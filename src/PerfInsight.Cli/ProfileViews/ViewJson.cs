using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PerfInsight.Profiles;
using PerfInsight.Views;

namespace PerfInsight.Cli.ProfileViews;

/// <summary>Writes views as JSON: values as they are in the profile, shares from 0 to 1.</summary>
internal static class ViewJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Rows of a view, with their calls where it has them.</summary>
    public static void Write(CallGraph graph, IEnumerable<CallNode> rows, TextWriter to) => Write(to, json =>
    {
        Head(json, graph.SampleType, graph.ProfileTotal);
        json.WriteNumber("shown", graph.ShownTotal);
        json.WriteNumber("rowCount", graph.Nodes.Count);
        json.WriteNumber("droppedRows", graph.DroppedNodes);
        json.WriteStartArray("rows");
        foreach (var node in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", node.Name);
            Value(json, "self", node.Self, graph.ProfileTotal);
            Value(json, "total", node.Total, graph.ProfileTotal);
            if (node.Inlining != Inlining.Never)
                json.WriteString("inlined", node.Inlining == Inlining.Always ? "always" : "partly");
            Calls(json, "callers", node, node.Callers);
            Calls(json, "callees", node, node.Callees);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Labels.</summary>
    public static void Write(TagTable tags, int top, TextWriter to) => Write(to, json =>
    {
        Head(json, tags.SampleType, tags.ProfileTotal);
        json.WriteStartArray("keys");
        foreach (var key in tags.Keys)
        {
            json.WriteStartObject();
            json.WriteString("name", key.Name);
            Value(json, "total", key.Total, tags.ProfileTotal);
            json.WriteNumber("valueCount", key.Values.Count);
            json.WriteStartArray("values");
            foreach (var value in key.Values.Take(top))
            {
                json.WriteStartObject();
                json.WriteString("text", value.Text);
                Value(json, "value", value.Value, tags.ProfileTotal);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Samples.</summary>
    public static void Write(TraceList traces, int top, TextWriter to) => Write(to, json =>
    {
        json.WriteString("sampleType", traces.SampleType.Kind);
        json.WriteString("unit", traces.SampleType.Unit);
        json.WriteStartArray("samples");
        var left = top;
        traces.Visit(trace =>
        {
            json.WriteStartObject();
            json.WriteNumber("value", trace.Value);
            if (trace.Labels.Count > 0)
            {
                json.WriteStartObject("labels");
                foreach (var label in trace.Labels)
                    Strings(json, label.IsNumber && trace.Labels.Any(other => !other.IsNumber && other.Key == label.Key) ? label.Key + " (number)" : label.Key, label.Values);
                json.WriteEndObject();
            }

            json.WriteStartArray("frames");
            foreach (var frame in trace.Frames)
            {
                json.WriteStartObject();
                json.WriteString("name", frame.Name);
                if (frame.IsInlined)
                    json.WriteBoolean("inlined", true);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            return --left > 0;
        });
        json.WriteEndArray();
    });

    /// <summary>What a profile is and holds.</summary>
    public static void Write(ProfileFacts facts, TextWriter to) => Write(to, json =>
    {
        var (profile, info) = (facts.Profile, facts.Profile.Info);
        json.WriteString("format", info.SourceFormat);
        if (info.Captured is { } captured)
            json.WriteString("captured", captured);
        json.WriteNumber("durationNanoseconds", info.Duration);
        if (info.Runtime is not null)
            json.WriteString("runtime", info.Runtime);
        if (info.Os is not null)
            json.WriteString("os", info.Os);
        json.WriteNumber("period", info.Period);
        if (info.PeriodType is { } period)
            json.WriteString("periodType", $"{period.Kind} {period.Unit}");
        json.WriteNumber("samples", profile.SampleCount);
        json.WriteNumber("frames", facts.Frames);
        json.WriteNumber("deepestStack", facts.DeepestStack);
        json.WriteNumber("functions", profile.Functions.Count);
        json.WriteNumber("locations", profile.Locations.Count);
        Strings(json, "labels", facts.LabelKeys);
        Strings(json, "comments", info.Comments);
        json.WriteStartArray("sampleTypes");
        for (var i = 0; i < profile.SampleTypes.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("kind", profile.SampleTypes[i].Kind);
            json.WriteString("unit", profile.SampleTypes[i].Unit);
            json.WriteNumber("total", facts.Totals[i]);
            json.WriteBoolean("isDefault", i == profile.DefaultSampleTypeIndex);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("modules");
        foreach (var module in profile.Modules)
        {
            json.WriteStartObject();
            json.WriteString("name", module.Name);
            json.WriteString("path", module.Path);
            json.WriteString("buildId", module.BuildId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void Head(Utf8JsonWriter json, SampleType type, long total)
    {
        json.WriteString("sampleType", type.Kind);
        json.WriteString("unit", type.Unit);
        json.WriteNumber("total", total);
    }

    private static void Value(Utf8JsonWriter json, string name, long value, long total)
    {
        json.WriteNumber(name, value);
        json.WriteNumber(name + "Share", total == 0 ? 0 : Math.Round((double)value / total, 6));
    }

    private static void Calls(Utf8JsonWriter json, string name, CallNode node, IReadOnlyList<CallEdge> calls)
    {
        if (calls.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("name", call.Node.Name);
            Value(json, "value", call.Value, node.Total);
            if (call.IsInlined)
                json.WriteBoolean("inlined", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Write(TextWriter to, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        to.Write(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
        to.Write('\n');
    }
}
