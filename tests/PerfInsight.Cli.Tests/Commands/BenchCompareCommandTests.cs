using System.Text.Json;
using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Tests.Commands;

public sealed class BenchCompareCommandTests : IDisposable
{
    private static readonly string Samples = Path.Combine(RepositoryRoot.Folder, "tests", "Samples", "benchmarks");

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Units_that_differ_are_compared_with_nothing_and_said()
    {
        var folder = Directory.CreateTempSubdirectory("perfinsight-tests-");
        File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), "pkg: a\nBenchmarkA 1 5 ns/op\n");
        File.WriteAllText(Path.Combine(folder.FullName, "b.txt"), "pkg: a\nBenchmarkA 1 5 MB/s\nBenchmarkB 1 5 MB/s\n");
        var (exitCode, output, _) = new Tool { Files = new DiskFileSystem(folder.FullName) }.Run(["bench", "compare", "a.txt", "b.txt"]);
        var (_, alone, _) = new Tool { Files = new DiskFileSystem(folder.FullName) }.Run(["bench", "compare", "a.txt"]);
        folder.Delete(recursive: true);

        Assert.Equal(0, exitCode);
        Assert.EndsWith("nothing is compared: no unit and configuration is on both sides\nonly a.txt has sec/op, pkg a: 1 benchmark\nonly b.txt has B/s, pkg a: 2 benchmarks\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("compared", alone, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tables_are_benchstat_s_and_verdicts_stand_below()
    {
        var (code, output, error) = Compare("benchstat", "base.txt", "cand.txt");

        var tables = Text("benchstat/base-cand.stdout");
        Assert.StartsWith(tables, output);
        Assert.Equal((0, ""), (code, error));
        var below = output[tables.Length..];
        Assert.Matches(@"regression +\+47\.3 % .* sec/op +Op042/size=16/mode=a-8\n", below);
        Assert.Matches(@"regression +\+10\.0 % +exact .* allocs/op +Op024/size=16/mode=a-8\n", below);
        Assert.Contains("only in baseline: Op031/size=256/mode=b-8\n", below);
        Assert.Contains("only in candidate: NewOnly-8\n", below);
    }

    [Fact]
    public void The_exit_code_tells_what_it_is_asked_to()
    {
        Assert.Equal(1, Compare("benchstat", "base.txt", "cand.txt", "--fail-on", "regression").ExitCode);
        Assert.Equal(1, Compare("benchstat", "base.txt", "cand.txt", "--fail-on", "inconclusive", "--csv").ExitCode);
        Assert.Equal(0, Compare("benchstat", "base.txt", "base.txt", "--fail-on", "regression").ExitCode);
        Assert.Equal(0, Compare("benchstat", "cand.txt", "base.txt", "--fail-on", "regression", "--filter", ".name:Op042").ExitCode);

        Write("base.txt", Go("X", 100, 3));
        Write("cand.txt", Go("X", 150, 3));
        var (code, output, _) = Run("base.txt", "cand.txt", "--fail-on", "inconclusive");
        Assert.Equal(4, code);
        Assert.Contains("inconclusive: 1 too few runs (--all lists them)\nwith 1 comparison a change shows from 5 runs a side on\n", output);
    }

    [Theory]
    [InlineData("40%", 0)]
    [InlineData("60%", 4)]
    [InlineData("1%,1us", 4)]
    [InlineData("1%,10ns", 0)]
    [InlineData(".name:X=60%", 4)]
    [InlineData(".name:/Y/ AND .unit:sec/op=60%", 0)]
    public void A_change_must_be_beyond_both_limits(string threshold, int regressions)
    {
        Write("base.txt", Go("X", 100, 12));
        Write("cand.txt", Go("X", 150, 12));

        // Beyond the limits it is a regression (1); within them it is none.
        Assert.Equal(regressions == 0 ? 1 : 0, Run("base.txt", "cand.txt", "--threshold", threshold, "--fail-on", "regression").ExitCode);
    }

    [Fact]
    public void Files_of_one_label_are_one_sample()
    {
        Write("a.txt", Go("X", 100, 6));
        Write("b.txt", Go("X", 100, 6));
        Write("c.txt", Go("X", 150, 12));

        var (code, output, _) = Run("old=a.txt", "old=b.txt", "new=c.txt", "--fail-on", "regression");

        Assert.Equal(1, code);
        Assert.Contains("(p=0.000 n=12)", output);
        Assert.Contains("a.txt#0", Run("a.txt", "a.txt").Out);
    }

    [Fact]
    public void A_change_that_all_share_is_the_machine_s()
    {
        var text = string.Concat(Enumerable.Range(0, 30).Select(i => Go($"Op{i}", 100 + i, 15, seed: i)));
        var slower = string.Concat(Enumerable.Range(0, 30).Select(i => Go($"Op{i}", (100 + i) * (i == 7 ? 1.4 : 1.1), 15, seed: i + 100)));
        Write("base.txt", text);
        Write("cand.txt", slower);

        var (code, output, _) = Run("base.txt", "cand.txt", "--fail-on", "regression");
        Assert.Equal(1, code);
        Assert.Contains("the machine changed: 30 of 30 benchmarks moved the same way, +", output);
        Assert.Matches(@"  regression +\+2\d\.\d % .* Op7\n\n1 regression", output);
        Assert.Contains("30 regressions", Run("base.txt", "cand.txt", "--no-drift").Out);
    }

    [Fact]
    public void Different_machines_are_said()
    {
        Write("base.txt", "cpu: Old\n" + Go("X", 100, 5));
        Write("cand.txt", "cpu: New\n" + Go("X", 100, 5));

        Assert.Contains("different machines, cpu: Old (base.txt), New (cand.txt)\n", Run("base.txt", "cand.txt", "--ignore", "cpu").Out);
    }

    [Fact]
    public void Json_has_everything_and_csv_the_tables()
    {
        Assert.Equal(Text("benchstat/base-cand.csv").Split('\n')[..40], Compare("benchstat", "base.txt", "cand.txt", "--csv").Out.Split('\n')[..40]);

        using var json = JsonDocument.Parse(Compare("benchstat", "base.txt", "cand.txt", "--json").Out);
        Assert.Equal(3, json.RootElement.GetProperty("tables").GetArrayLength());
        var finding = json.RootElement.GetProperty("findings").EnumerateArray().Single(one =>
            one.GetProperty("name").GetString() == "Op042/size=16/mode=a-8" && one.GetProperty("unit").GetString() == "sec/op");
        Assert.Equal("regression", finding.GetProperty("verdict").GetString());
        Assert.InRange(finding.GetProperty("change").GetDouble(), 0.4, 0.5);
        Assert.InRange(finding.GetProperty("adjustedP").GetDouble(), 0, 0.005);
    }

    [Fact]
    public void What_cannot_be_read_is_said_and_the_rest_compared()
    {
        Write("base.txt", Go("X", 100, 5) + "BenchmarkBroken 1 NaN ns/op\n");

        var (code, output, error) = Run("base.txt");

        Assert.Equal((0, "base.txt:6: parsing measurement: invalid syntax\n"), (code, error));
        Assert.Contains("X   ", output);
    }

    [Theory]
    [InlineData(3, "missing.txt: expected results of benchmarks, found no such file.\n", "missing.txt")]
    [InlineData(3, "junk.txt: expected results of BenchmarkDotNet (JSON) or Go benchmarks (text), found something else.\n", "junk.txt")]
    [InlineData(3, "base.txt: the filter leaves none of 1 benchmarks.\n", "base.txt", "--filter", ".name:Nothing")]
    [InlineData(2, "--filter: missing \")\"\n  (.name:X\n          ^\n", "base.txt", "--filter", "(.name:X")]
    [InlineData(2, "--table, --row, --col or --ignore: unknown order \"up\"\n  /a@up\n     ^\n", "base.txt", "--row", "/a@up")]
    [InlineData(2, "--threshold: expected [FILTER=]PERCENT[,AMOUNT] such as '5%' or '.unit:ns/op=5%,10ns', found '5'.\n", "base.txt", "--threshold", "5")]
    [InlineData(2, "--risk: expected a number between 0 and 1, such as 0.005.\n", "base.txt", "--risk", "2")]
    [InlineData(2, "expected one of --json and --csv.\n", "base.txt", "--json", "--csv")]
    public void Errors_say_what_was_expected(int exitCode, string message, params string[] args)
    {
        Write("base.txt", Go("X", 100, 5));
        Write("junk.txt", "nothing of the kind\n");

        var (code, _, error) = Run(args);

        Assert.Equal(exitCode, code);
        Assert.StartsWith(message, error);
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Samples, file)).ReplaceLineEndings("\n");

    // Runs a little apart from each other, always the same.
    private static string Go(string name, double nanoseconds, int runs, int seed = 1)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, runs).Select(_ => FormattableString.Invariant($"Benchmark{name} 1 {nanoseconds * (1 + (0.01 * random.NextDouble())):0.000} ns/op\n")));
    }

    private static (int ExitCode, string Out, string Error) Compare(string folder, params string[] args) =>
        new Tool { Files = new DiskFileSystem(Path.Combine(Samples, folder)) }.Run(["bench", "compare", .. args]);

    private (int ExitCode, string Out, string Error) Run(params string[] args) =>
        new Tool { Files = new DiskFileSystem(_folder) }.Run(["bench", "compare", .. args]);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
