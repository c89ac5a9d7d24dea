using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Reporting.Gates;

/// <summary>The report as JSON, and back: names in camelCase, enumerations as texts, numbers that are not finite as null.</summary>
public static class GateReportJson
{
    /// <summary>How the model becomes JSON.</summary>
    internal static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
#if NET9_0_OR_GREATER
        NewLine = "\n",
#endif
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        MaxDepth = 32,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new FiniteConverter() },
    };

    /// <summary>Writes a report.</summary>
    public static void Write(GateReport report, Stream stream)
    {
        JsonSerializer.Serialize(stream, report, Options);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Reads a report.</summary>
    /// <exception cref="FormatException">It is none; the message says where and what was expected.</exception>
    public static GateReport Read(Stream stream)
    {
        GateReport? report;
        try
        {
            report = JsonSerializer.Deserialize<GateReport>(stream, Options);
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line ? $"{line + 1}:{exception.BytePositionInLine + 1}: " : "";
            throw new FormatException($"{place}expected a report as 'perfinsight ci --json' writes it: {exception.Message.Split(" Path:")[0]}");
        }

        return report switch
        {
            null => throw new FormatException("expected a report as 'perfinsight ci --json' writes it, found null"),
            { Version: not 1 } => throw new FormatException($"expected a report of version 1, found {report.Version}: a newer perfinsight may know it"),
            _ => report,
        };
    }

    // JSON has no infinity. What is null was not finite; which of the three no reader has to know.
    private sealed class FiniteConverter : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}
