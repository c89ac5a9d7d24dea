using PerfInsight.Benchmarks;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Formats;

public sealed class BenchmarkDotNetReaderTests
{
    [Fact]
    public void Names_parameters_values_and_the_machine_are_read()
    {
        var run = BenchmarkSamples.Run("benchmarkdotnet/text-brief.json");

        Assert.Equal(
            [
                "TextBenchmarks.Concatenated/Words=8", "TextBenchmarks.Joined/Words=8", "TextBenchmarks.Lengths/Words=8",
                "TextBenchmarks.Concatenated/Words=64", "TextBenchmarks.Joined/Words=64", "TextBenchmarks.Lengths/Words=64",
            ],
            run.Benchmarks.Select(benchmark => benchmark.Name.Full));
        var first = run.Benchmarks[0];
        Assert.Equal("Sample.Texts", first.Configuration["namespace"]);
        Assert.Equal("Dry", first.Configuration["job"]);
        Assert.Equal(294.179375, first.Series[0].OriginalValues[0]);
        Assert.Equal(("sec/op", 7), (first.Series[0].Unit, first.Series[0].Values.Count));
        Assert.Equal(("B/op", 528.0), (first.Series[1].Unit, Assert.Single(first.Series[1].Values)));
        Assert.Equal("X64", run.Host["arch"]);
        Assert.StartsWith(".NET 10", run.Host["runtime"]);
        Assert.All(first.Configuration.Entries.Where(entry => entry.Key is not ("namespace" or "job")), entry => Assert.False(entry.IsFileKey));
    }

    [Fact]
    public void A_full_report_has_the_values_of_the_diagnosers_too()
    {
        var run = BenchmarkSamples.Run("benchmarkdotnet/text-full-compressed.json");

        var series = run.Benchmarks[3].Series;
        Assert.Equal(
            ["sec/op", "B/op", "ExceptionFrequency", "CompletedWorkItemCount", "LockContentionCount", "Gen0Collects", "Gen1Collects", "Gen2Collects"],
            series.Select(one => one.Unit));
        Assert.Equal(1.25, Assert.Single(series[5].Values));
        var units = new UnitTable(run.UnitMetadata);
        Assert.True(units.IsExact("B/op") && units.IsExact("Gen0Collects") && !units.IsExact("sec/op"));
        Assert.Equal(BetterDirection.Lower, units.Better("Gen0Collects"));
    }

    [Fact]
    public void Jobs_are_told_apart()
    {
        var run = BenchmarkSamples.Run("benchmarkdotnet/two-jobs-full-compressed.json");

        Assert.Equal(12, run.Benchmarks.Count);
        Assert.Equal(["Dry", "Short"], run.Benchmarks.Select(benchmark => benchmark.Configuration["job"]).Distinct());
    }

    [Fact]
    public void A_benchmark_that_failed_is_said()
    {
        var run = BenchmarkSamples.Run("benchmarkdotnet/failing-brief.json");

        Assert.Empty(run.Benchmarks);
        Assert.Equal("failing-brief.json:23: Failing.Broken has no measurements: it failed, or was not run.", Assert.Single(run.Warnings).ToString());
    }

    [Fact]
    public void What_means_something_in_a_name_is_written_as_its_code()
    {
        var run = BenchmarkSamples.Read("""
            {"HostEnvironmentInfo":{},"Benchmarks":[{"DisplayInfo":"T.'a: b': Job-ABC(X=1) [P=1]","Namespace":null,"Type":"T","Method":"M",
             "MethodTitle":"'a: b'","Parameters":"Path=a/b c&Text=x&y&N=50%","Statistics":{"OriginalValues":[1]}}]}
            """u8.ToArray());

        Assert.Equal("T.M/Path=a%2Fb%20c/Text=x&y/N=50%25", run.Benchmarks[0].Name.Full);
        Assert.Equal("Job-ABC", run.Benchmarks[0].Configuration["job"]);
    }

    [Fact]
    public void Values_that_no_statistic_can_use_are_left_out_with_their_line()
    {
        var run = BenchmarkSamples.Read("""
            {"HostEnvironmentInfo":{"Configuration":"DEBUG","HasAttachedDebugger":true},"Benchmarks":[
            {"Type":"T","Method":"M","Statistics":{"OriginalValues":[1, "NaN",
            -2, 1e999, 3]}},
            {"FullName":"","Statistics":null}]}
            """u8.ToArray(), "r.json");

        Assert.Equal([1.0, 3.0], run.Benchmarks[0].Series[0].OriginalValues);
        Assert.Equal(
            [
                "r.json:2: expected a finite number of nanoseconds, found something else: the value is left out.",
                "r.json:3: a time below zero, -2 ns: the value is left out.",
                "r.json:3: expected a finite number of nanoseconds, found something else: the value is left out.",
                "r.json:4: a benchmark without a name is left out.",
                "r.json: a debugger was attached: times mean little.",
                "r.json: measured in a DEBUG build: times mean little.",
            ],
            run.Warnings.Select(warning => warning.ToString()));
    }
}
