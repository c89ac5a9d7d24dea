using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Tests.Commands;

public sealed class BenchHistoryCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_level_that_lasts_is_listed_with_the_run_that_brought_it_and_a_spike_is_not()
    {
        var files = Series(30, run => $"BenchmarkStep 1 {Noisy(run, run < 20 ? 100 : 110)} ns/op\nBenchmarkSpike 1 {Noisy(run, run == 12 ? 300 : 100)} ns/op\nBenchmarkFast 1 {Noisy(run, run < 10 ? 50 : 60)} MB/s\n");

        var (code, output, error) = Run(files);

        Assert.Equal((0, ""), (code, error));
        Assert.Matches("""
            ^  since +verdict +change +before +after +p +unit +benchmark
              run20.txt +regression +\+(9|10)\.\d % +\d+\.\dn +1[01]\d\.\dn +< 0\.001 +sec/op +Step
              run10.txt +improvement +\+(19|20|21)\.\d % +\d\d\.\d\dMi +\d\d\.\d\dMi +(< )?0\.00\d +B/s +Fast

            2 changes in 3 series of up to 30 results
            $
            """.ReplaceLineEndings("\n"), output);
        Assert.StartsWith("  since", Run([.. files, "--min-change", "0.15"]).Out);
        Assert.DoesNotContain("Step", Run([.. files, "--min-change", "0.15"]).Out);
    }

    [Fact]
    public void Too_few_results_are_said()
    {
        Assert.Equal("0 changes in 1 series of up to 5 results; 1 are too short (fewer than 8)\n", Run(Series(5, run => $"BenchmarkX 1 {run + 1} ns/op\n")).Out);
        Assert.Equal(2, Run([.. Series(5, run => "BenchmarkX 1 1 ns/op\n"), "--persist", "2"]).ExitCode);
        Assert.Equal(3, Run([.. Series(5, run => "BenchmarkX 1 1 ns/op\n"), "--filter", ".name:Y"]).ExitCode);
    }

    private static string Noisy(int run, double level) =>
        FormattableString.Invariant($"{level * (1 + (0.01 * new Random(run).NextDouble())):0.000}");

    private string[] Series(int count, Func<int, string> text) => [.. Enumerable.Range(0, count).Select(run =>
    {
        var file = FormattableString.Invariant($"run{run:00}.txt");
        File.WriteAllText(Path.Combine(_folder, file), text(run));
        return file;
    })];

    private (int ExitCode, string Out, string Error) Run(params string[] args) =>
        new Tool { Files = new DiskFileSystem(_folder) }.Run(["bench", "history", .. args]);
}
