using System.Text.Json;
using PerfInsight.Comparison;

namespace PerfInsight.Reporting.Benchmarks;

/// <summary>A comparison of benchmarks as JSON: tables, findings, what was noticed. Numbers that are not finite are null.</summary>
public static class ComparisonJson
{
    /// <summary>Writes it.</summary>
    public static void Write(
        IReadOnlyList<ComparisonTable> tables,
        ComparisonDecision decision,
        IReadOnlyList<HostDifference> hosts,
        IReadOnlyList<LabelledRun> runs,
        Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        Array(json, "tables", tables, WriteTable);
        Array(json, "findings", decision.Findings, WriteFinding);
        Array(json, "machineDrift", decision.Drifts, WriteDrift);
        Array(json, "hostDifferences", hosts, WriteHost);
        Array(json, "warnings", runs.SelectMany(static run => run.Run.Warnings), static (writer, warning) => writer.WriteStringValue(warning.ToString()));
        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, ComparisonTable table)
    {
        json.WriteStartObject();
        json.WriteString("unit", table.Unit);
        json.WriteString("better", table.Better.ToString().ToLowerInvariant());
        json.WriteBoolean("exact", table.IsExact);
        json.WriteStartObject("configuration");
        foreach (var (key, value) in table.Configuration)
            json.WriteString(key, value);
        json.WriteEndObject();
        Array(json, "columns", table.Columns, static (writer, column) => writer.WriteStringValue(string.Join(' ', column)));
        Array(json, "rows", table.Rows, WriteRow);
        Array(json, "summaries", table.Summaries, static (writer, summary) =>
        {
            writer.WriteStartObject();
            Number(writer, "geomean", summary.Mean);
            Number(writer, "ratio", summary.Ratio);
            Texts(writer, "warnings", summary.Warnings);
            writer.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, ComparisonRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Label);
        Array(json, "cells", row.Cells, static (writer, cell) =>
        {
            if (cell is null)
            {
                writer.WriteNullValue();
                return;
            }

            writer.WriteStartObject();
            Number(writer, "center", cell.Summary.Center);
            Number(writer, "lo", cell.Summary.Lo);
            Number(writer, "hi", cell.Summary.Hi);
            Number(writer, "confidence", cell.Summary.Confidence);
            writer.WriteNumber("n", cell.Values.Count);
            if (cell.Comparison is { } comparison)
                Number(writer, "p", comparison.P);
            Texts(writer, "warnings", cell.Warnings.Concat(cell.Summary.Warnings).Concat(cell.Comparison?.Warnings ?? []));
            writer.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, BenchmarkFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("verdict", BenchmarkVerdictText.Of(finding.Verdict));
        json.WriteString("name", finding.Label);
        json.WriteString("unit", finding.Unit);
        json.WriteString("candidate", string.Join(' ', finding.Table.Columns[finding.Column]));
        Number(json, "baselineCenter", finding.Baseline);
        Number(json, "candidateCenter", finding.Candidate);
        Number(json, "change", finding.Change);
        Number(json, "changeLo", finding.ChangeLo);
        Number(json, "changeHi", finding.ChangeHi);
        Number(json, "p", finding.P);
        Number(json, "adjustedP", finding.AdjustedP);
        json.WriteNumber("n1", finding.N1);
        json.WriteNumber("n2", finding.N2);
        Number(json, "thresholdRelative", finding.Threshold.Relative);
        Number(json, "thresholdAbsolute", finding.Threshold.Absolute);
        Texts(json, "remarks", finding.Remarks);
        json.WriteEndObject();
    }

    private static void WriteDrift(Utf8JsonWriter json, MachineDrift drift)
    {
        json.WriteStartObject();
        json.WriteString("unit", drift.Unit);
        json.WriteNumber("column", drift.Column);
        Number(json, "ratio", drift.Ratio);
        json.WriteNumber("moved", drift.Moved);
        json.WriteNumber("benchmarks", drift.Count);
        json.WriteEndObject();
    }

    private static void WriteHost(Utf8JsonWriter json, HostDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("key", difference.Key);
        json.WriteStartObject("values");
        foreach (var (label, value) in difference.Values.DistinctBy(static pair => pair.Key))
            json.WriteString(label, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        if (texts.Any())
            Array(json, name, texts, static (writer, text) => writer.WriteStringValue(text));
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
