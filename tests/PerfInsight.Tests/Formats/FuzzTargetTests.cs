using PerfInsight.Fuzz;
using PerfInsight.Fuzz.Targets;

namespace PerfInsight.Tests.Formats;

/// <summary>The fuzz targets, with a fixed seed, without the counters of branches and without a clock: docs/robustness.md has the long runs.</summary>
public sealed class FuzzTargetTests
{
    // Some read a thousand inputs in a second, others in ten.
    private const int Executions = 1500;
    private const int ExecutionsOfTraces = 60;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(static target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_reader_keeps_its_promises_on_damaged_files(string name)
    {
        var target = FuzzTargets.Of(name);
        var findings = new List<string>();
        var session = new FuzzSession(target, seed: 42, coverage: null) { OnFinding = (finding, input, number) => findings.Add($"input {number}, {input.Length} bytes: {finding}") };

        var result = session.Run(FuzzEnd.After(name == "nettrace" ? ExecutionsOfTraces : Executions));

        Assert.Empty(findings);
        Assert.True(result.Outcomes > 5, result.ToString());
    }

    [Fact]
    public void The_same_seed_gives_the_same_inputs()
    {
        Assert.Equal(Inputs(1), Inputs(1));
        Assert.NotEqual(Inputs(1), Inputs(2));
    }

    [Fact]
    public void Each_target_has_seeds_that_are_read() => Assert.All(FuzzTargets.All, static target =>
    {
        Assert.NotEmpty(target.Seeds);
        Assert.All(target.Seeds, seed => Assert.False(Execution.Of(target, seed).Outcome.StartsWith("error", StringComparison.Ordinal)));
    });

    // A target that could not fail would show nothing.
    [Fact]
    public void A_reader_that_breaks_a_promise_is_found()
    {
        var target = new FuzzTarget("broken", [[1, 2, 3]], static input => input.Length > 8 ? throw new IndexOutOfRangeException() : "read");
        var lengths = new List<int>();

        var result = new FuzzSession(target, seed: 1, coverage: null) { OnFinding = (_, input, _) => lengths.Add(input.Length) }.Run(FuzzEnd.After(1000));

        Assert.Equal(1, result.Findings);
        Assert.True(Assert.Single(lengths) > 8);
    }

    // Whatever else runs here, this one takes too much of the processor itself.
    [Fact]
    public void A_reader_that_takes_too_long_is_found_where_the_clock_runs()
    {
        var target = new FuzzTarget("slow", [[1, 2, 3]], static _ =>
        {
            var start = Environment.CpuUsage.TotalTime;
            while (Environment.CpuUsage.TotalTime - start < TimeSpan.FromSeconds(1.1))
                Thread.SpinWait(1000);
            return "read";
        });

        Assert.Equal("time", Execution.Timed(target, [1, 2, 3]).Finding?.Key);
        Assert.Null(Execution.Of(target, [1, 2, 3]).Finding);
    }

    private static List<string> Inputs(int seed)
    {
        var inputs = new List<string>();
        new FuzzSession(FuzzTargets.Of("pprof"), seed, coverage: null) { BeforeInput = (input, _) => inputs.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(input))) }
            .Run(FuzzEnd.After(50));
        return inputs;
    }
}
