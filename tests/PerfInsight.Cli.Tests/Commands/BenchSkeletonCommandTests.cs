using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Tests.Commands;

public sealed class BenchSkeletonCommandTests : IDisposable
{
    // Of the coverage of Shop.Parts.Part7.Write.
    private const string Finding = "8d133e6f";

    private static readonly string Samples = Path.GetDirectoryName(RepositoryRoot.Profiles)!;

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_hot_member_without_a_benchmark_gets_one_to_start_from()
    {
        WriteReport();
        var (printed, code, _) = Run("bench", "skeleton", "report.json", Finding);
        var (written, output, _) = Run("bench", "skeleton", "report.json", Finding, "--output", "Part7Benchmarks.cs");

        Assert.Equal((0, 0), (printed, written));
        Assert.Contains("public class Part7Benchmarks", code, StringComparison.Ordinal);
        Assert.Equal(code, File.ReadAllText(In("Part7Benchmarks.cs")));
        Assert.Equal("Part7Benchmarks.cs: benchmark of Part7.Write to fill in.\n", output);
    }

    [Fact]
    public void A_file_that_is_there_stays()
    {
        WriteReport();
        File.WriteAllText(In("Part7Benchmarks.cs"), "mine");
        var (exitCode, _, error) = Run("bench", "skeleton", "report.json", Finding, "-o", "Part7Benchmarks.cs");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("Part7Benchmarks.cs: there is one already.", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(In("Part7Benchmarks.cs")));
    }

    [Theory]
    [InlineData("cd496d51", "'Router.Route costs more self cpu' lacks no benchmark.")]
    [InlineData("zzz", "found 0 with 'zzz'. It has:\n")]
    public void A_finding_that_lacks_none_is_told(string finding, string message)
    {
        WriteReport();
        var (exitCode, _, error) = Run("bench", "skeleton", "report.json", finding);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_in_which_nothing_lacks_one_is_told()
    {
        var text = Path.Combine(Samples, "gate", "shop-baseline.txt");
        Run("ci", "--baseline", text, "--candidate", text, "--today", "2026-11-23", "--json", "report.json");
        var (exitCode, _, error) = Run("bench", "skeleton", "report.json", Finding);

        Assert.Equal(2, exitCode);
        Assert.Contains("It has none that this could be done with.", error, StringComparison.Ordinal);
    }

    private void WriteReport() => Run(
        "ci", "--baseline", Path.Combine(Samples, "profiles", "shop-baseline.pb.gz"), Path.Combine(Samples, "gate", "shop-baseline.txt"),
        "--candidate", Path.Combine(Samples, "profiles", "shop-candidate.pb.gz"), Path.Combine(Samples, "gate", "shop-candidate.txt"),
        "--changes", Path.Combine(Samples, "gate", "shop.diff"), "--today", "2026-11-23", "--json", "report.json");

    private string In(string file) => Path.Combine(_folder, file);

    private (int ExitCode, string Out, string Error) Run(params string[] args) =>
        new Tool { Files = new DiskFileSystem(_folder), Processes = new FakeGit(null, "3f2c1ab0") }.Run(args);
}
