using System.Text;
using PerfInsight.Formats;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Formats;

public sealed class GoBenchmarkReaderTests
{
    [Fact]
    public void Names_values_units_and_configuration_are_read()
    {
        var run = BenchmarkSamples.Go(
            """
            goos: linux
            cpu: Synthetic CPU @ 3.00GHz
            some prose that is no key: passed over
            BenchmarkEncode/format=json-8  100  1423 ns/op  2.5 MB/s  48 B/op
            BenchmarkEncode/format=json-8  200  1500 ns/op  2.0 MB/s  48 B/op
            goos:
            BenchmarkOther 1 7 widgets
            PASS
            """);

        Assert.Equal(2, run.Benchmarks.Count);
        var encode = run.Benchmarks[0];
        Assert.Equal("Encode", encode.Name.Base);
        Assert.Equal(["/format=json", "-8"], encode.Name.Parts());
        Assert.Equal("json", encode.Name.Part("/format"));
        Assert.Equal("8", encode.Name.Part("/gomaxprocs"));
        Assert.Equal([100L, 200L], encode.Iterations);
        Assert.Equal(["sec/op", "B/s", "B/op"], encode.Series.Select(series => series.Unit));
        Assert.Equal([1423 * 1e-9, 1500 * 1e-9], encode.Series[0].Values);
        Assert.Equal([1423.0, 1500.0], encode.Series[0].OriginalValues);
        Assert.Equal("linux", encode.Configuration["goos"]);
        Assert.Equal("", run.Benchmarks[1].Configuration["goos"]);
        Assert.Equal("Synthetic CPU @ 3.00GHz", run.Host["cpu"]);
        Assert.Equal(["sec/op", "B/s", "B/op", "widgets"], run.Units);
        Assert.Empty(run.Warnings);
    }

    // The texts are those of golang.org/x/perf/benchfmt, which benchstat prints.
    [Theory]
    [InlineData("BenchmarkX 1", "missing measurements")]
    [InlineData("BenchmarkX \t", "missing iteration count")]
    [InlineData("BenchmarkX one 1 ns/op", "parsing iteration count: invalid syntax")]
    [InlineData("BenchmarkX 99999999999999999999 1 ns/op", "parsing iteration count: value out of range")]
    [InlineData("BenchmarkX 1 fast ns/op", "parsing measurement: invalid syntax")]
    [InlineData("BenchmarkX 1 1e999 ns/op", "parsing measurement: value out of range")]
    [InlineData("BenchmarkX 1 NaN ns/op", "parsing measurement: invalid syntax")]
    [InlineData("BenchmarkX 1 1 ns/op 2", "missing units")]
    [InlineData("BenchmarkX 1 -1 ns/op", "parsing measurement: a time below zero: -1 ns/op")]
    [InlineData("Unit", "missing unit")]
    [InlineData("Unit ns/op better", "expected key=value")]
    public void A_syntax_error_is_said_with_its_line_and_reading_goes_on(string line, string message)
    {
        var run = BenchmarkSamples.Go($"goos: linux\n{line}\nBenchmarkGood 1 5 ns/op\n");

        Assert.Equal($"bench.txt:2: {message}", Assert.Single(run.Warnings).ToString());
        Assert.Equal("Good", Assert.Single(run.Benchmarks).Name.Full);
    }

    [Fact]
    public void A_name_alone_is_what_go_test_v_prints_and_no_error() => Assert.Empty(BenchmarkSamples.Go("BenchmarkX\nBenchmarkX 1 5 ns/op\n").Warnings);

    [Fact]
    public void What_is_said_twice_of_a_unit_must_agree()
    {
        var run = BenchmarkSamples.Go("Unit ns/op better=lower assume=exact\nUnit sec/op better=lower\nUnit ns/op better=higher\n");

        Assert.Equal(["better=lower", "assume=exact"], run.UnitMetadata.Select(unit => $"{unit.Key}={unit.Value}"));
        Assert.Equal("bench.txt:3: metadata better of unit ns/op already set to lower", Assert.Single(run.Warnings).ToString());
    }

    [Fact]
    public void A_repetition_without_a_unit_does_not_shift_the_others()
    {
        var series = BenchmarkSamples.Go("BenchmarkX 1 5 ns/op 1 a\nBenchmarkX 1 6 ns/op\nBenchmarkX 1 7 ns/op 3 a\n").Benchmarks[0].Series;

        Assert.Null(series[0].Repetitions);
        Assert.Equal([0, 2], series[1].Repetitions!);
    }

    [Theory]
    [InlineData("benchstat/base.txt")]
    [InlineData("benchstat/cand.txt")]
    [InlineData("benchmarkdotnet/two-jobs-full-compressed.json")]
    public void What_is_written_reads_back_as_it_was_and_is_written_the_same_again(string file)
    {
        var run = BenchmarkSamples.Run(file);

        var text = BenchmarkSamples.Written(run);
        var again = BenchmarkSamples.Read(Encoding.UTF8.GetBytes(text));

        Assert.Empty(again.Warnings);
        Assert.Equal(text, BenchmarkSamples.Written(again));
        Assert.Equal(run.Units, again.Units);
        Assert.Equal(run.UnitMetadata, again.UnitMetadata);
        Assert.Equal(run.Benchmarks.Count, again.Benchmarks.Count);
        foreach (var (was, read) in run.Benchmarks.Zip(again.Benchmarks))
        {
            Assert.Equal(was.Name, read.Name);
            Assert.Equal(was.Iterations, read.Iterations);
            Assert.Equal(was.Configuration.Entries.Where(entry => entry.IsFileKey), read.Configuration.Entries);
            Assert.Equal(was.Series.Select(series => series.OriginalUnit), read.Series.Select(series => series.OriginalUnit));
            Assert.All(was.Series.Zip(read.Series), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
        }
    }

    [Fact]
    public void Keys_that_come_and_go_are_written_so_that_they_read_back_in_their_order()
    {
        var run = BenchmarkSamples.Go(
            "a: 1\nb: 2\nc: 3\nBenchmarkX 1 1 ns/op\na:\nBenchmarkX 1 1 ns/op\nd: 4\nb: 9\nBenchmarkX 1 1 ns/op 5 y\nBenchmarkX 1 1 ns/op\n");

        var again = BenchmarkSamples.Go(BenchmarkSamples.Written(run));

        Assert.Equal(run.Benchmarks.Select(benchmark => benchmark.Configuration), again.Benchmarks.Select(benchmark => benchmark.Configuration));
        Assert.Equal([0], again.Benchmarks[2].Series[1].Repetitions ?? [0]);
    }

    [Fact]
    public void A_shell_that_writes_utf_16_is_no_obstacle()
    {
        const string text = "pkg: α/β\r\nBenchmarkX-8 1 5 ns/op\r\n";
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, new UTF8Encoding(true), new UTF8Encoding(false) })
        {
            var run = BenchmarkSamples.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
            Assert.Equal("α/β", run.Benchmarks[0].Configuration["pkg"]);
            Assert.Equal("X-8", run.Benchmarks[0].Name.Full);
        }
    }

    [Fact]
    public void A_line_over_the_limit_is_passed_over_with_its_number()
    {
        var bytes = Encoding.UTF8.GetBytes("BenchmarkA 1 5 ns/op\nBenchmark" + new string('x', 300_000) + " 1 5 ns/op\nBenchmarkB 1 5 ns/op\n");

        var run = BenchmarkSamples.Read(bytes, options: new BenchmarkReadOptions { MaxLineBytes = 1000 });

        Assert.Equal(["A", "B"], run.Benchmarks.Select(benchmark => benchmark.Name.Full));
        Assert.Equal("bench.txt:2: expected a line of at most 1000 bytes", Assert.Single(run.Warnings).ToString());
    }
}
