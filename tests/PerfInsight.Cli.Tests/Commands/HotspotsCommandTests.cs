namespace PerfInsight.Cli.Tests.Commands;

public class HotspotsCommandTests
{
    private static readonly string TwoScenarios = Path.Combine("Hotspots", "two-scenarios.perfinsight.json");

    [Theory]
    [InlineData(null, "pipe", "")]
    [InlineData(140, "terminal-140", "")]
    [InlineData(80, "terminal-80", "")]
    [InlineData(60, "terminal-60", "")]
    [InlineData(null, "sort-waits", "--sort waits --scenario checkout-load")]
    [InlineData(null, "sort-bytes-top-2", "--sort bytes --top 2 --scenario checkout-load")]
    public void Writes_the_table_as_the_golden_text_has_it(int? width, string golden, string options)
    {
        var (exitCode, output, error) = new Tool { Width = width }.Run(
            ["hotspots", TwoScenarios, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((0, ""), (exitCode, error));
        Golden.Matches($"Hotspots/two-scenarios.{golden}.txt", output);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    public void No_row_is_wider_than_the_terminal(int width)
    {
        var (_, output, _) = new Tool { Width = width }.Run("hotspots", TwoScenarios);

        var rows = output.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(row.Length <= width, $"{row.Length} columns: {row}"));
    }

    [Fact]
    public void An_unknown_scenario_is_answered_with_those_that_exist()
    {
        var (exitCode, output, error) = new Tool().Run("hotspots", TwoScenarios, "--scenario", "checkout");

        Assert.Equal((3, ""), (exitCode, output));
        Assert.Equal($"{TwoScenarios}: expected a scenario 'checkout', found 'checkout-load', 'nightly-import'.\n", error);
    }

    [Theory]
    [InlineData("hotspots")]
    [InlineData("hotspots app.perfinsight.json more.perfinsight.json")]
    [InlineData("hotspots app.perfinsight.json --top 0")]
    [InlineData("hotspots app.perfinsight.json --top many")]
    [InlineData("hotspots app.perfinsight.json --sort size")]
    [InlineData("hotspots app.perfinsight.json --color")]
    [InlineData("")]
    [InlineData("hotspot app.perfinsight.json")]
    public void A_command_line_that_makes_no_sense_is_exit_code_2(string arguments)
    {
        var (exitCode, output, error) = new Tool().Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("Help: perfinsight", error);
        Assert.DoesNotContain("   at ", error);
    }
}
