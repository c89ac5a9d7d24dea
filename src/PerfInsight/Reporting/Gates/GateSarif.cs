using System.Text.Encodings.Web;
using System.Text.Json;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Reporting.Gates;

/// <summary>
/// The report as SARIF 2.1.0 (OASIS Standard, March 2020), within what GitHub's code scanning takes: one run, one location a result,
/// stable fingerprints, paths relative to the repository.
/// </summary>
public static class GateSarif
{
    /// <summary>What code scanning keeps of a run; the most important come first.</summary>
    public const int MostResults = 5_000;

    // GitHub cuts a longer fullDescription off.
    private const int MostDescription = 1_024;

    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string Pages = "https://github.com/perfinsight/perfinsight/blob/main/docs/gate.md";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
#if NET9_0_OR_GREATER
        NewLine = "\n",
#endif
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, (string Title, string Description)> Rules = new(StringComparer.Ordinal)
    {
        [GateIds.NewHotspot] = ("A member became a hotspot", "A member that was none, or was not there, takes more of the profile than the policy allows, beyond what chance explains."),
        [GateIds.Member] = ("The cost of a member grew", "The cost of a member grew by more than the policy's relative and absolute limits, beyond what chance explains."),
        [GateIds.GcPause] = ("Garbage collections pause the program longer", "The share of time in which garbage collections pause the program is over the policy's limit."),
        [GateIds.Benchmark] = ("A benchmark got worse", "A benchmark got worse by more than the policy's limits; the interval of the change lies beyond them."),
        [GateIds.UnrelatedBenchmark] = ("A benchmark that reaches nothing changed got worse", "A benchmark got worse though neither it nor what it calls was changed: a side effect, or the machine."),
        [GateIds.Coverage] = ("Critical members without a benchmark", "Fewer of the critical members are reached by benchmarks than the policy asks for."),
        [GateIds.Waiver] = ("A waiver is not in order", "A waiver is exceeded, past its day, or not needed any more."),
    };

    /// <summary>Writes a report.</summary>
    public static void Write(GateReport report, string toolVersion, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(toolVersion, json);

        // The category of the analysis: what stands before the last slash.
        json.WriteStartObject("automationDetails");
        json.WriteString("id", "perfinsight/gate/");
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in report.Findings.Take(MostResults))
            WriteResult(finding, json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(string version, Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "PerfInsight");
        json.WriteString("semanticVersion", version);
        json.WriteString("informationUri", "https://github.com/perfinsight/perfinsight");
        json.WriteStartArray("rules");
        foreach (var id in GateIds.All)
        {
            var (title, description) = Rules[id];
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("name", string.Concat(id.Split('-').Select(static word => char.ToUpperInvariant(word[0]) + word[1..])));
            WriteText("shortDescription", title, json);
            WriteText("fullDescription", description.Length <= MostDescription ? description : description[..MostDescription], json);
            WriteText("help", $"{description} See {Pages}.", json);
            json.WriteString("helpUri", Pages);
            json.WriteStartObject("properties");
            json.WriteStartArray("tags");
            json.WriteStringValue("performance");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(GateFinding finding, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Gate);
        json.WriteNumber("ruleIndex", IndexOf(finding.Gate));
        json.WriteString("level", finding.Severity switch { FindingSeverity.Error => "error", FindingSeverity.Warning => "warning", _ => "note" });
        WriteText("message", finding.Message, json);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");

        // Code scanning refuses a result without a place; the policy is where all gates stand.
        json.WriteString("uri", finding.Place is { } place && IsRelative(place.File) ? EscapedPath(place.File) : "perfinsight.yml");
        json.WriteString("uriBaseId", "%SRCROOT%");
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", finding.Place is { Line: > 0 } known && IsRelative(known.File) ? known.Line : 1);
        json.WriteEndObject();
        json.WriteEndObject();
        if (finding.Subject.Kind == SubjectKind.Member)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("fullyQualifiedName", finding.Subject.Name);
            json.WriteString("kind", "member");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("primaryLocationLineHash", $"{finding.Id}:1");
        json.WriteString("perfinsight/v1", finding.Id);
        json.WriteEndObject();
        if (finding.Verdict == FindingVerdict.Waived && finding.Waiver.Row is { } row)
            WriteSuppression(row, json);
        json.WriteEndObject();
    }

    private static void WriteSuppression(WaiverRow row, Utf8JsonWriter json)
    {
        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", "external");
        json.WriteString("status", "accepted");
        json.WriteString("justification", $"{row.Reason} ({row.Issue}, owner {row.Owner}, until {row.Expires:yyyy-MM-dd})");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static int IndexOf(string gate)
    {
        for (var i = 0; i < GateIds.All.Count; i++)
        {
            if (GateIds.All[i] == gate)
                return i;
        }

        return -1;
    }

    // A path of another machine is in no repository.
    private static bool IsRelative(string path) => path.Length > 0 && path[0] is not ('/' or '\\') && !path.Contains(':', StringComparison.Ordinal) && !path.StartsWith("../", StringComparison.Ordinal);

    private static string EscapedPath(string path) => string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    private static void WriteText(string name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
