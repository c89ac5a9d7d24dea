using System.Text.Json;

namespace PerfInsight.Cli.Tests.Analyze;

public sealed class AnalyzeCommandTests
{
    private static readonly string Summary = Path.Combine(RepositoryRoot.Growth, "grow.perfinsight.json");

    private static readonly string[] Sides = [Path.Combine(RepositoryRoot.Profiles, "shop-baseline.pb.gz"), Path.Combine(RepositoryRoot.Profiles, "shop-candidate.pb.gz")];

    [Fact]
    public void A_growth_that_was_measured_makes_a_hotspot_algorithmic()
    {
        var (exitCode, output, _) = new Tool().Run("analyze", Summary);

        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.Contains("1. Pairing.Close(double[]): 97 % of cpu", output, StringComparison.Ordinal);
        Assert.Contains("why         algorithmic", output, StringComparison.Ordinal);
        Assert.Contains("cpu grows as n^1.93", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_finding_has_evidence_with_its_source_a_reason_and_a_next_command()
    {
        var (_, output, _) = new Tool().Run(["analyze", .. Sides, "--json"]);

        using var json = JsonDocument.Parse(output);
        var statements = json.RootElement.GetProperty("diagnoses")[0].GetProperty("statements").EnumerateArray().ToList();
        Assert.NotEmpty(statements);
        Assert.All(statements, statement =>
        {
            Assert.StartsWith("perfinsight ", statement.GetProperty("next").GetString(), StringComparison.Ordinal);
            Assert.NotEqual("", statement.GetProperty("reason").GetString());
            Assert.NotEqual(0, statement.GetProperty("evidence").GetArrayLength());
            Assert.All(statement.GetProperty("evidence").EnumerateArray(), figure => Assert.Contains("shop-baseline.pb.gz → ", figure.GetProperty("from").GetString(), StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_profile_against_itself_has_no_finding_and_no_certainty()
    {
        var (exitCode, output, _) = new Tool().Run("analyze", Sides[0], Sides[0]);

        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.Contains("nothing found", output, StringComparison.Ordinal);
        Assert.Contains("That is no proof", output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_profile_alone_is_answered_with_what_to_do()
    {
        var (exitCode, _, error) = new Tool().Run("analyze", Sides[0]);

        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Contains("perfinsight summarize", error, StringComparison.Ordinal);
    }
}
