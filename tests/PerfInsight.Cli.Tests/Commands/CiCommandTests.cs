using System.Text.Json;
using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Tests.Commands;

public sealed class CiCommandTests : IDisposable
{
    private static readonly string[] Shop =
    [
        "ci", "--baseline", "shop-baseline.pb.gz", "shop-baseline.txt", "--candidate", "shop-candidate.pb.gz", "shop-candidate.txt", "--today", "2026-11-23",
    ];

    private static readonly string[] Change = ["--changes", "shop.diff", "--diagnostics", "shop-build.sarif"];

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public CiCommandTests()
    {
        foreach (var file in Directory.GetFiles(RepositoryRoot.Profiles).Concat(Directory.GetFiles(RepositoryRoot.Gate)))
        {
            File.Copy(file, In(Path.GetFileName(file)));
            File.SetAttributes(In(Path.GetFileName(file)), FileAttributes.Normal);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null, "shop.txt", "")]
    [InlineData(120, "shop.terminal-120.txt", "")]
    [InlineData(null, "shop.all.txt", "--all --prove")]
    public void Writes_the_report_as_the_golden_text_has_it(int? width, string golden, string options)
    {
        var (exitCode, output, error) = Run(width, [.. Shop, .. Change, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((1, ""), (exitCode, error));
        Golden.Matches($"Gating/{golden}", output);
    }

    [Fact]
    public void A_candidate_that_is_the_baseline_passes()
    {
        var (exitCode, output, _) = Run(null, "ci", "--baseline", "shop-baseline.pb.gz", "shop-baseline.txt", "--candidate", "shop-baseline.pb.gz", "shop-baseline.txt");

        Assert.Equal(0, exitCode);
        Assert.StartsWith("Performance: ✓ gate passed · rating 5.0 / 10", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_is_waived_until_its_day()
    {
        Assert.Equal(1, Run(null, [.. Shop, "--json", "report.json"]).ExitCode);
        var ids = Findings("report.json").Where(static finding => finding.GetProperty("verdict").GetString() == "fail").Select(static finding => finding.GetProperty("id").GetString()!).ToList();
        foreach (var id in ids)
        {
            var (exitCode, output, error) = Run(null, "waive", "report.json", id, "--reason", "the new cache", "--owner", "platform", "--issue", "PERF-7", "--expires", "2026-12-31", "--today", "2026-11-23");
            Assert.Equal((0, ""), (exitCode, error));
            Assert.Contains("is waived until 2026-12-31 up to ", output, StringComparison.Ordinal);
        }

        var (waived, text, _) = Run(null, Shop);
        Assert.Equal(0, waived);
        Assert.Contains("PERF-7, owner platform", text, StringComparison.Ordinal);
        Assert.Equal(1, Run(null, [.. Shop[..^1], "2027-01-01"]).ExitCode);
    }

    [Theory]
    [InlineData("zzz", "expected the id of one finding, found 0 with 'zzz'. It has:")]
    [InlineData("", "expected the id of one finding, found ")]
    public void A_finding_that_is_none_is_told_with_those_that_are(string id, string message)
    {
        Run(null, [.. Shop, "--json", "report.json"]);
        var (exitCode, _, error) = Run(null, "waive", "report.json", id, "--reason", "r", "--owner", "o", "--issue", "i", "--expires", "2026-12-31", "--today", "2026-11-23");

        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains("new hotspot", error, StringComparison.Ordinal);
        Assert.False(File.Exists(In("perfinsight-waivers.yml")));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"version\": 7")]
    [InlineData("hello")]
    public void A_report_that_is_none_is_exit_code_3(string text)
    {
        File.WriteAllText(In("report.json"), text);
        var (exitCode, _, error) = Run(null, "waive", "report.json", "a", "--reason", "r", "--owner", "o", "--issue", "i", "--expires", "2099-12-31");

        Assert.Equal(3, exitCode);
        Assert.StartsWith("report.json: ", error, StringComparison.Ordinal);
        Assert.Contains("expected a report as 'perfinsight ci --json' writes it", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Init_writes_a_policy_once_and_ci_takes_it()
    {
        Assert.Equal(0, Run(null, "init").ExitCode);
        var (again, _, error) = Run(null, "init");
        Assert.Equal(2, again);
        Assert.Contains("perfinsight.yml: there is one already", error, StringComparison.Ordinal);
        Assert.Equal(0, Run(null, "init", "--force").ExitCode);

        File.WriteAllText(In("perfinsight.yml"), File.ReadAllText(In("perfinsight.yml")).Replace("level: fail", "level: warn", StringComparison.Ordinal));
        var (exitCode, output, _) = Run(null, Shop);
        Assert.Equal(0, exitCode);
        Assert.Contains("  !  new hotspot Cache.Rehash", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("perfinsight.yml", "version: 1\ngates:\n  coverage: {least: much}", "perfinsight.yml:3:21: gates.coverage.least: expected a percentage")]
    [InlineData("perfinsight.yml", "version: [", "perfinsight.yml:2:1: this is no YAML: ")]
    [InlineData("perfinsight.yml", "", "perfinsight.yml:1:1: expected keys with values, found an empty file.")]
    [InlineData("perfinsight-waivers.yml", "version: 1\nwaivers:\n  - gate: member", "perfinsight-waivers.yml:3:5: waivers[0]: expected 'subject', which is missing.")]
    [InlineData("shop.diff", "hello", "shop.diff: expected a unified diff")]
    [InlineData("shop-build.sarif", "hello", "shop-build.sarif: expected a SARIF log")]
    [InlineData("shop-baseline.txt", "pkg: a\nBenchmarkA 1 NaN ns/op\n", "shop-baseline.txt: expected results of benchmarks, found none: shop-baseline.txt:2: ")]
    [InlineData("shop-baseline.txt", "pkg: a\nBenchmarkA 1 -3 ns/op\n", "shop-baseline.txt: expected results of benchmarks, found none: shop-baseline.txt:2: ")]
    [InlineData("shop-baseline.txt", "hello", "shop-baseline.txt: offset 0: expected a profile")]
    [InlineData("shop-baseline.txt", "", "shop-baseline.txt: ")]
    public void An_input_that_makes_no_sense_is_exit_code_3(string file, string text, string message)
    {
        File.WriteAllText(In(file), text);
        var (exitCode, output, error) = Run(null, [.. Shop, .. Change]);

        Assert.Equal((3, ""), (exitCode, output));
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--config none.yml", 3, "none.yml: expected a policy, found no such file.")]
    [InlineData("--waivers none.yml", 3, "none.yml: expected waivers, found no such file.")]
    [InlineData("--changes main", 3, "main: expected a diff, or a commit of a git repository")]
    [InlineData("--today tomorrow", 2, "--today: expected a day such as 2026-12-31, found 'tomorrow'.")]
    [InlineData("--ops 0", 2, "--ops: expected a number above 0")]
    [InlineData("--archive none", 2, "--archive: there is no folder 'none'")]
    [InlineData("--json none/report.json", 2, "there is no folder 'none'")]
    public void What_makes_no_sense_is_said(string options, int expected, string message)
    {
        var (exitCode, _, error) = Run(null, [.. Shop[..^2], .. options.Split(' ')]);

        Assert.Equal(expected, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_side_alone_is_no_question()
    {
        var (exitCode, _, error) = Run(null, "ci", "--candidate", "shop-candidate.pb.gz");

        Assert.Equal(2, exitCode);
        Assert.Contains("expected --baseline FILE… and --candidate FILE…", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Per_second_needs_to_know_how_long_profiles_are()
    {
        File.WriteAllText(In("perfinsight.yml"), "version: 1\nprofiles: {per: operation}");
        var (exitCode, _, error) = Run(null, Shop);

        Assert.Equal(3, exitCode);
        Assert.Contains("per operation needs the number of operations of both sides", error, StringComparison.Ordinal);
        Assert.Equal(1, Run(null, [.. Shop, "--ops", "1000"]).ExitCode);
    }

    [Fact]
    public void Inputs_are_archived_under_their_hash_although_the_gate_fails()
    {
        Directory.CreateDirectory(In("store"));
        var (exitCode, output, _) = Run(null, [.. Shop, "--archive", "store", "--json", "report.json"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("[x] baseline and candidate profiles are archived: store: ", output, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(File.ReadAllText(In("report.json")));
        foreach (var file in report.RootElement.GetProperty("inputs").GetProperty("files").EnumerateArray())
        {
            var kept = Directory.GetFiles(In("store"), file.GetProperty("sha256").GetString() + "*").Single();
            Assert.Equal(File.ReadAllBytes(In(file.GetProperty("path").GetString()!)), File.ReadAllBytes(kept));
        }

        Assert.Equal(4, Directory.GetFiles(In("store")).Length);
        Run(null, [.. Shop, "--archive", "store"]);
        Assert.Equal(4, Directory.GetFiles(In("store")).Length);
    }

    [Fact]
    public void A_folder_stands_for_the_files_in_it()
    {
        foreach (var side in new[] { "baseline", "candidate" })
        {
            Directory.CreateDirectory(In(side));
            File.Move(In($"shop-{side}.pb.gz"), In($"{side}/profile.pb.gz"));
            File.Move(In($"shop-{side}.txt"), In($"{side}/benchmarks.txt"));
        }

        Directory.CreateDirectory(In("empty"));
        Assert.Equal(1, Run(null, "ci", "--baseline", "baseline", "--candidate", "candidate").ExitCode);
        var (exitCode, _, error) = Run(null, "ci", "--baseline", "empty", "--candidate", "candidate");
        Assert.Equal(3, exitCode);
        Assert.Contains("expected a folder with profiles or results of benchmarks, found no files in it", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Git_tells_the_change_since_the_branch_left()
    {
        var git = new Git(_folder);
        Directory.CreateDirectory(In("src/Shop"));
        File.WriteAllLines(In("src/Shop/Cache.cs"), Enumerable.Range(1, 40).Select(static line => $"// {line}"));
        File.WriteAllLines(In("src/Shop/Router.cs"), Enumerable.Range(1, 40).Select(static line => $"// {line}"));
        git.Run("init", "-q", "-b", "main");
        git.Commit("baseline");
        git.Run("checkout", "-q", "-b", "faster");
        File.WriteAllLines(In("src/Shop/Cache.cs"), Enumerable.Range(1, 40).Select(static line => line == 27 ? "changed" : $"// {line}"));
        git.Commit("candidate");

        var tool = new Tool { Files = new DiskFileSystem(_folder) };
        var (exitCode, _, error) = tool.Run([.. Shop, "--changes", "main", "--json", "report.json"]);

        Assert.Equal((1, ""), (exitCode, error));
        using var report = JsonDocument.Parse(File.ReadAllText(In("report.json")));
        var inputs = report.RootElement.GetProperty("inputs");
        Assert.Equal(["src/Shop/Cache.cs"], inputs.GetProperty("changedFiles").EnumerateArray().Select(static file => file.GetString()));
        Assert.Equal(40, inputs.GetProperty("baselineCommit").GetString()!.Length);
        Assert.NotEqual(inputs.GetProperty("baselineCommit").GetString(), inputs.GetProperty("candidateCommit").GetString());

        var (unknown, _, message) = tool.Run([.. Shop, "--changes", "nowhere"]);
        Assert.Equal(3, unknown);
        Assert.Contains("git does not know 'nowhere' well enough to compare with it", message, StringComparison.Ordinal);
    }

    private string In(string file) => Path.Combine(_folder, file);

    private List<JsonElement> Findings(string file)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(In(file)));
        return [.. report.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => finding.Clone())];
    }

    private (int ExitCode, string Out, string Error) Run(int? width, params string[] args) =>
        new Tool { Width = width, Files = new DiskFileSystem(_folder), Processes = new FakeGit(null, null) }.Run(args);
}
