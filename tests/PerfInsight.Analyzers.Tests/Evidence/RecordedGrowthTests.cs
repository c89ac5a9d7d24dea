using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Evidence;

/// <summary>From traces to the message: what <c>perfinsight scale</c> wrote of tests/Samples/growth, and the sources that ran.</summary>
public sealed class RecordedGrowthTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Samples", "growth");

    [Fact]
    public async Task The_measured_exponent_is_said_at_the_method_that_has_it()
    {
        var run = new AnalyzerRun().Summary(File.ReadAllText(Path.Combine(Folder, "grow.perfinsight.json"))).Only(new MeasuredGrowthAnalyzer());
        foreach (var name in (string[])["Pairing.cs", "Cleaning.cs", "Readings.cs"])
            run.Code(Source(name), "/repo/" + name);

        var text = await run.TextAsync("Grow");

        Assert.Equal(
            "Pairing.cs(8,23): warning PI2014: Time of 'Close' grows as n^1.93, measured, and takes 97 % of CPU (6.6 s of 6.8 s in 'readings', commit 3f2c1ab): "
            + "no known pattern found; look for work that is done again for each item",
            text);
    }

    private static string Source(string name) => File.ReadAllText(Path.Combine(Folder, "workload", name));
}
