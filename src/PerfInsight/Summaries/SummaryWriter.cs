using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PerfInsight.Summaries;

/// <summary>Writes a summary: deterministic, one hotspot a line, so that a change of one is a change of one line.</summary>
public static class SummaryWriter
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the summary with line feeds and a final one.</summary>
    /// <exception cref="ArgumentException">A method names a file that <see cref="Summary.Files"/> does not have.</exception>
    public static void Write(Summary summary, TextWriter writer)
    {
        var files = new Dictionary<ProfiledFile, int>();
        for (var i = 0; i < summary.Files.Count; i++)
            files.TryAdd(summary.Files[i], i);
        writer.Write("{\n");
        writer.Write($"\"version\":{Text(summary.Version)},\n\"files\":[");
        WriteLines(writer, summary.Files.Select(FileText));
        writer.Write("],\n\"scenarios\":[");
        for (var i = 0; i < summary.Scenarios.Count; i++)
        {
            writer.Write(i == 0 ? "\n" : ",\n");
            WriteScenario(writer, summary.Scenarios[i], files);
        }

        writer.Write("\n]\n}\n");
    }

    /// <summary>One hotspot as its line of the file.</summary>
    internal static string MethodText(HotMethod method, int file) => Json(json =>
    {
        json.WriteStartObject();
        if (method.Id is not null)
            json.WriteString("id", Valid(method.Id));
        if (method.Name is not null)
            json.WriteString("name", Valid(method.Name));
        json.WriteString("kind", method.Kind switch
        {
            FunctionKind.Lambda => "lambda",
            FunctionKind.LocalFunction => "local_function",
            _ => "method",
        });
        if (method.File is not null)
            json.WriteNumber("file", file);
        if (method.Span is { } span)
            WriteNumbers(json, "span", span.StartLine, span.StartColumn, span.EndLine, span.EndColumn);
        if (method.Fingerprint is { } fingerprint)
            json.WriteString("fingerprint", fingerprint.ToString());
        WriteCosts(json, method.Costs);
        if (method.Growth is { } growth && double.IsFinite(growth))
            json.WriteNumber("growth", growth);
        if (method.Baseline is { } baseline)
        {
            json.WriteStartObject("baseline");
            WriteCosts(json, baseline);
            json.WriteEndObject();
        }

        WriteList(json, "callees", method.Callees, callee => (callee.Name, callee.Line, callee.Values), "name");
        WriteList(json, "types", method.Types, type => (type.Type, type.Line, type.Values), "type");
        WriteList(json, "lines", method.Lines, line => (null, line.Line, line.Values), "");
        json.WriteEndObject();
    });

    private static void WriteScenario(TextWriter writer, Scenario scenario, Dictionary<ProfiledFile, int> files)
    {
        writer.Write($"{{\"name\":{Text(scenario.Name)}");
        WriteKey(writer, "commit", scenario.Commit);
        WriteKey(writer, "captured", scenario.Captured?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.Write(string.Create(CultureInfo.InvariantCulture, $",\n\"duration\":{scenario.Duration}"));
        WriteKey(writer, "runtime", scenario.Runtime);
        WriteKey(writer, "os", scenario.Os);
        WriteKey(writer, "source", scenario.Source);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $",\n\"traces\":{scenario.Traces},\n\"omitted\":{scenario.Omitted}"));
        if (scenario.Modules.Count > 0)
            writer.Write(",\n\"modules\":[" + string.Join(',', scenario.Modules.Select(Text)) + "]");
        writer.Write(",\n\"totals\":" + Json(json =>
        {
            json.WriteStartObject();
            WriteValues(json, scenario.Totals);
            json.WriteEndObject();
        }));
        if (scenario.Gc is { } gc)
        {
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $",\n\"gc\":{{\"gen0\":{gc.Gen0},\"gen1\":{gc.Gen1},\"gen2\":{gc.Gen2},\"pause\":{gc.Pause},\"longest_pause\":{gc.LongestPause}}}"));
        }

        writer.Write(",\n\"methods\":[");
        WriteLines(writer, scenario.Methods.Select(method => MethodText(method, IndexOf(method.File))));
        writer.Write("]}");

        int IndexOf(ProfiledFile? file) => file is null ? 0 : files.TryGetValue(file, out var index)
            ? index
            : throw new ArgumentException($"the summary's files do not have '{file.Path}'", nameof(scenario));
    }

    private static void WriteKey(TextWriter writer, string key, string? value)
    {
        if (value is not null)
            writer.Write($",\n\"{key}\":{Text(value)}");
    }

    private static void WriteLines(TextWriter writer, IEnumerable<string> lines)
    {
        var first = true;
        foreach (var line in lines)
        {
            writer.Write(first ? "\n" : ",\n");
            writer.Write(line);
            first = false;
        }

        if (!first)
            writer.Write('\n');
    }

    /// <summary>One file as its line of the file.</summary>
    internal static string FileText(ProfiledFile file) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("path", Valid(file.Path));
        if (file.Algorithm is not null)
            json.WriteString("algorithm", Valid(file.Algorithm));
        if (file.Checksum is not null)
            json.WriteString("checksum", Valid(file.Checksum));
        json.WriteEndObject();
    });

    private static void WriteCosts(Utf8JsonWriter json, IReadOnlyList<Cost> costs)
    {
        foreach (var kind in SampleKinds.All)
        {
            var cost = costs[(int)kind];
            if (cost == default)
                continue;
            json.WriteStartObject(SampleKinds.Key(kind));
            json.WriteNumber("self", cost.Self);
            if (cost.Own != cost.Total)
                json.WriteNumber("own", cost.Own);
            json.WriteNumber("total", cost.Total);
            json.WriteEndObject();
        }
    }

    private static void WriteList<T>(
        Utf8JsonWriter json, string key, IReadOnlyList<T> items, Func<T, (string? Name, LineRange? Line, SampleValues Values)> parts, string nameKey)
    {
        if (items.Count == 0)
            return;
        json.WriteStartArray(key);
        foreach (var item in items)
        {
            var (name, line, values) = parts(item);
            json.WriteStartObject();
            if (name is not null)
                json.WriteString(nameKey, Valid(name));
            if (line is { } range)
                WriteNumbers(json, "line", range.First, range.Last);
            WriteValues(json, values);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter json, SampleValues values)
    {
        foreach (var kind in SampleKinds.All)
        {
            if (values[kind] > 0)
                json.WriteNumber(SampleKinds.Key(kind), values[kind]);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, params int[] numbers)
    {
        json.WriteStartArray(key);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static string Text(string value) => "\"" + JsonEncodedText.Encode(Valid(value), JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"";

    // Half a surrogate pair is no text that a file could hold; names from a trace may have any characters.
    private static string Valid(string value)
    {
        if (!value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return value;
        return string.Concat(value.EnumerateRunes().Select(rune => rune.ToString()));
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
