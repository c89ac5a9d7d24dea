using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using NJsonSchema;
using PerfInsight.Gating;
using PerfInsight.Gating.Reports;
using PerfInsight.Reporting.Gates;
using PerfInsight.Tests.Gating;

namespace PerfInsight.Tests.Reporting;

/// <summary>The report's forms against their schemas: SARIF's official one, and that of the report itself.</summary>
public sealed class GateSchemaTests
{
    private static readonly Lazy<GateReport[]> Reports = new(() =>
    [
        Gate.Decide(SampleShopGateTests.Request()),
        Gate.Decide(SampleShopGateTests.Request() with { Prove = true, Archive = "store", BaselineCommit = "3f2c1ab" }),
        Gate.Decide(new GateRequest { Today = new(2026, 11, 23) }),
    ]);

    [Fact]
    public void Sarif_is_valid_against_the_official_schema()
    {
        var schema = Read("sarif-2.1.0.json");
        foreach (var report in Reports.Value)
            AssertValid(schema, Sarif(report));
        Assert.NotEmpty(schema.Validate(Sarif(Reports.Value[0]).Replace("\"runs\"", "\"run\"", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(Sarif(Reports.Value[0]).Replace("\"error\"", "\"bad\"", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(Sarif(Reports.Value[0]).Replace("\"startLine\": 2", "\"startLine\": -2", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_published_schema_is_the_report_s()
    {
        var schema = ReportSchema.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Path.Combine(Docs(), "gate-report.schema.json"), schema);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", "gate-report.schema.json")).ReplaceLineEndings("\n"), schema);
    }

    [Fact]
    public void Reports_are_valid_against_the_published_schema()
    {
        var schema = Read("gate-report.schema.json");
        foreach (var report in Reports.Value)
            AssertValid(schema, Json(report));
    }

    [Theory]
    [InlineData("verdict", "\"maybe\"")]
    [InlineData("exitCode", "\"1\"")]
    [InlineData("findings", "{}")]
    [InlineData("findings", "[{}]")]
    [InlineData("rating", "{\"value\": \"5\", \"lines\": []}")]
    [InlineData("today", "7")]
    public void What_is_no_report_the_schema_refuses(string key, string value)
    {
        var report = JsonNode.Parse(Json(Reports.Value[0]))!;
        report[key] = JsonNode.Parse(value);

        Assert.NotEmpty(Read("gate-report.schema.json").Validate(report.ToJsonString()));
    }

    private static void AssertValid(JsonSchema schema, string text)
    {
        var errors = schema.Validate(text);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Take(5).Select(static error => error.ToString())));
    }

    private static JsonSchema Read(string file) => JsonSchema.FromJsonAsync(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", file))).GetAwaiter().GetResult();

    private static string Sarif(GateReport report)
    {
        using var stream = new MemoryStream();
        GateSarif.Write(report, "1.0.0", stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Json(GateReport report)
    {
        using var stream = new MemoryStream();
        GateReportJson.Write(report, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Docs([CallerFilePath] string caller = "") => Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "..", "docs");
}
