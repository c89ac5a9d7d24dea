using PerfInsight.Cli.Demo;

namespace PerfInsight.Cli.Tests.Demo;

/// <summary>A log that the compiler wrote while it built the sample with the analyzers, cut to a few results.</summary>
public class BuildWarningTests
{
    private static readonly IReadOnlyList<BuildWarning> Warnings = BuildWarning.ReadSarif(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Demo", "build.sarif")));

    [Fact]
    public void The_costliest_comes_first() =>
        Assert.Equal(Warnings.Select(warning => warning.Share).OrderDescending(), Warnings.Select(warning => warning.Share));

    [Fact]
    public void Diagnostics_of_others_and_suppressed_ones_are_left_out()
    {
        Assert.All(Warnings, warning => Assert.StartsWith("PI", warning.Rule));
        Assert.Single(Warnings, warning => warning.File.EndsWith("SlotPlanner.cs", StringComparison.Ordinal) && warning.Line == 17);
    }

    [Fact]
    public void A_warning_has_its_place_its_text_and_its_cost()
    {
        var warning = Warnings.First(warning => warning.IsWarning);

        Assert.Equal(("PI2001", "warning", "/src/Storefront/Import/ImportValidator.cs", 19, 18), (warning.Rule, warning.Level, warning.File, warning.Line, warning.Column));
        Assert.StartsWith("'List<string>.Contains' in this loop takes 9 % of CPU", warning.Message);
        Assert.InRange(warning.Share!.Value, 0.085, 0.095);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"runs\": [{\"results\": [{}, {\"ruleId\": 3}]}]}")]
    [InlineData("[]")]
    public void A_log_without_results_has_no_warnings(string text) => Assert.Empty(BuildWarning.ReadSarif(text));

    [Fact]
    public void A_result_without_a_place_or_a_cost_is_kept()
    {
        var warning = Assert.Single(BuildWarning.ReadSarif("{\"runs\": [{\"results\": [{\"ruleId\": \"PI0001\"}]}]}"));

        Assert.Equal(new BuildWarning("PI0001", "warning", "", "", 0, 0, null), warning);
    }
}
