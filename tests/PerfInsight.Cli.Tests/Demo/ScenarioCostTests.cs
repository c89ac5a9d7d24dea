using PerfInsight.Cli.Demo;

namespace PerfInsight.Cli.Tests.Demo;

public class ScenarioCostTests
{
    [Fact]
    public void Reads_the_lines_of_the_sample_and_skips_others()
    {
        var costs = ScenarioCost.ReadAll(
            "warming up\r\nscenario import wall_ms=1200.5 cpu_ms=1100 alloc_bytes=2500000000 contentions=0\r\n"
            + "scenario\nscenario broken wall_ms=x cpu_ms=1 alloc_bytes=1 contentions=1\nscenario match wall_ms=3 cpu_ms=2 alloc_bytes=1 contentions=7");

        Assert.Equal(
            [new ScenarioCost("import", 1200.5, 1100, 2500000000, 0), new ScenarioCost("match", 3, 2, 1, 7)], costs);
    }

    [Fact]
    public void The_median_is_taken_of_each_value_by_itself()
    {
        var median = ScenarioCost.Median(
        [
            [new("a", 1, 30, 100, 0), new("b", 1, 1, 1, 1)],
            [new("a", 3, 10, 100, 9), new("b", 1, 1, 1, 1)],
            [new("a", 2, 20, 101, 1), new("b", 1, 1, 1, 1)],
        ]);

        Assert.Equal([new ScenarioCost("a", 2, 20, 100, 1), new ScenarioCost("b", 1, 1, 1, 1)], median);
        Assert.Equal(new ScenarioCost("total", 3, 21, 101, 2), ScenarioCost.Total(median));
    }

    [Theory]
    [InlineData(0, 0, "1.0×")]
    [InlineData(300, 100, "3.0×")]
    [InlineData(2000, 100, "20×")]
    [InlineData(100, 200, "0.5×")]
    [InlineData(100, 0, "gone")]
    [InlineData(0, 5, "0.00×")]
    public void A_ratio_is_before_over_after(double before, double after, string expected) =>
        Assert.Equal(expected, BeforeAfterTable.Ratio(before, after));

    [Theory]
    [InlineData(null, "before-after")]
    [InlineData(60, "before-after.terminal-60")]
    public void The_table_has_a_row_a_scenario_and_the_total(int? width, string golden)
    {
        var writer = new StringWriter { NewLine = "\n" };
        BeforeAfterTable.Write(
            writer,
            width,
            [new("import", 2000, 1900, 3.2e9, 0), new("cache", 900, 800, 1.0e6, 1412)],
            [new("import", 500, 400, 4.0e8, 0), new("cache", 450, 400, 1.0e6, 12)]);

        Golden.Matches($"Demo/{golden}.txt", writer.ToString());
    }
}
