using System.Text.Encodings.Web;
using System.Text.Json;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Speedscope;

/// <summary>
/// Writes the JSON of speedscope (https://www.speedscope.app/file-format-schema.json): one sampled profile for each sample type. Stacks of
/// one sample type are written once, with their weight; when samples were taken is lost, and so are labels and modules.
/// </summary>
public sealed class SpeedscopeWriter : IProfileWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Memory holds no more of the text than this.
    private const int FlushAt = 1 << 16;

    /// <inheritdoc/>
    public string Format => "speedscope";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".speedscope.json"];

    /// <inheritdoc/>
    public void Write(ProfileData profile, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("$schema", "https://www.speedscope.app/file-format-schema.json");
        json.WriteString("exporter", "perfinsight");
        json.WriteNumber("activeProfileIndex", Math.Max(0, profile.DefaultSampleTypeIndex));
        json.WriteStartObject("shared");
        json.WriteStartArray("frames");
        foreach (var location in profile.Locations)
            WriteFrame(profile.Functions[location.Function], location, json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("profiles");
        for (var column = 0; column < profile.SampleTypes.Count; column++)
            WriteProfile(profile, column, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFrame(Function function, Location location, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", function.FullName.Length > 0 ? function.FullName : "[unknown]");
        if (function.File.Length > 0)
            json.WriteString("file", function.File);
        if (location.Line > 0)
            json.WriteNumber("line", location.Line);
        if (location.Column > 0)
            json.WriteNumber("col", location.Column);
        json.WriteEndObject();
        Flush(json);
    }

    private static void WriteProfile(ProfileData profile, int column, Utf8JsonWriter json)
    {
        var type = profile.SampleTypes[column];
        json.WriteStartObject();
        json.WriteString("type", "sampled");
        json.WriteString("name", type.Kind);
        json.WriteString("unit", type.Unit switch { "nanoseconds" or "microseconds" or "milliseconds" or "seconds" or "bytes" => type.Unit, _ => "none" });
        json.WriteNumber("startValue", 0);
        json.WriteStartArray("samples");
        var weights = new Weights(column, json);
        profile.VisitSamples(weights);
        json.WriteEndArray();
        json.WriteStartArray("weights");
        foreach (var weight in weights.Values)
        {
            json.WriteNumberValue(weight);
            Flush(json);
        }

        json.WriteEndArray();
        // Whole numbers, but of a damaged file their sum may be beyond 64 bits.
        json.WriteNumber("endValue", weights.Values.Sum(static weight => (decimal)weight));
        json.WriteEndObject();
    }

    private static void Flush(Utf8JsonWriter json)
    {
        if (json.BytesPending > FlushAt)
            json.Flush();
    }

    // Root first, as speedscope has it; the weights follow in an array of their own.
    private sealed class Weights(int column, Utf8JsonWriter json) : ISampleVisitor
    {
        public List<long> Values { get; } = [];

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            if (values[column] <= 0)
                return;
            json.WriteStartArray();
            for (var i = stack.Length - 1; i >= 0; i--)
                json.WriteNumberValue(stack[i]);
            json.WriteEndArray();
            Values.Add(values[column]);
            Flush(json);
        }
    }
}
