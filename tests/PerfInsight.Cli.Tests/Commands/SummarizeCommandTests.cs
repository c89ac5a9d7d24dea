using PerfInsight.Cli.Files;
using PerfInsight.Summaries;

namespace PerfInsight.Cli.Tests.Commands;

/// <summary>Real traces with their dll, PDB and sources.</summary>
public sealed class SummarizeCommandTests : IDisposable
{
    private static readonly string Workload = Path.Combine(RepositoryRoot.Samples, "workload");

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    private string Output => Path.Combine(_folder, "app.perfinsight.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_trace_becomes_hotspots_with_places_in_the_repository()
    {
        var (exitCode, output, error) = Summarize(Trace("rich"), "--root", Workload, "--commit", "3f2c1ab");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches($@"^{Output}: \d+ hotspots in 1 scenario, \d+ KB\nNext: perfinsight hotspots {Output}\n$", output);
        var scenario = Assert.Single(Read().Scenarios);
        Assert.Equal(("rich", "3f2c1ab", 1), (scenario.Name, scenario.Commit, scenario.Traces));
        var hot = scenario.Methods.Single(method => method.Id == "M:W.Lines.Hot(System.Int32)");
        Assert.Equal("Lines.cs", hot.File!.Path);
        Assert.NotNull(hot.Fingerprint);
        Assert.NotEmpty(hot.Lines);
    }

    [Fact]
    public void Traces_without_a_name_are_one_scenario_and_named_ones_are_kept_apart()
    {
        var (exitCode, output, _) = Summarize(
            Trace("kinds"), Trace("rich"), "idle=" + Trace("waits"), "--name", "load", "--root", Workload);

        Assert.Equal(0, exitCode);
        Assert.Contains("in 2 scenarios", output);
        Assert.Equal([("load", 2), ("idle", 1)], Read().Scenarios.Select(scenario => (scenario.Name, scenario.Traces)));
    }

    [Fact]
    public void The_same_traces_give_the_same_file()
    {
        Summarize(Trace("kinds"), Trace("rich"), "--name", "load", "--root", Workload);
        var first = File.ReadAllText(Output);

        Summarize(Trace("rich"), Trace("kinds"), "--name", "load", "--root", Workload);

        Assert.Equal(first, File.ReadAllText(Output));
    }

    [Fact]
    public void The_floor_decides_what_is_listed()
    {
        Summarize(Trace("kinds"), "--root", Workload, "--floor", "0%");
        var all = Read().Scenarios[0];

        Summarize(Trace("kinds"), "--root", Workload, "--floor", "50%");
        var few = Read().Scenarios[0];

        Assert.True(few.Methods.Count < all.Methods.Count);
        Assert.Equal(all.Methods.Count + all.Omitted, few.Methods.Count + few.Omitted);
    }

    [Fact]
    public void Symbols_are_found_where_the_user_says_they_are()
    {
        var trace = CopyTrace();
        var symbols = Directory.CreateDirectory(Path.Combine(_folder, "symbols", "release")).FullName;
        Copy("W.dll", symbols);
        Copy("W.pdb", symbols);

        Summarize(trace, "--root", Workload, "--symbols", Path.Combine(_folder, "symbols"));

        Assert.Contains(Read().Scenarios[0].Methods, method => method.Id == "M:W.Lines.Hot(System.Int32)");
    }

    [Fact]
    public void A_PDB_elsewhere_than_its_dll_is_found()
    {
        var trace = CopyTrace();
        Copy("W.dll", _folder);
        Copy("W.pdb", Directory.CreateDirectory(Path.Combine(_folder, "pdbs")).FullName);

        var (exitCode, _, error) = Summarize(trace, "--root", Workload, "--symbols", Path.Combine(_folder, "pdbs"));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(Read().Scenarios[0].Methods, method => method.Id == "M:W.Lines.Hot(System.Int32)");
    }

    [Fact]
    public void Without_symbols_members_have_names_and_the_output_says_so()
    {
        var (exitCode, output, _) = Summarize(CopyTrace(), "--root", _folder);

        Assert.Equal(0, exitCode);
        Assert.Matches(@"\n\d+ of them have no symbols: they are matched by name, without lines\. Say where", output);
        var scenario = Read().Scenarios[0];
        Assert.All(scenario.Methods, method => Assert.Null(method.Id));
        Assert.Contains(scenario.Methods, method => method.Name == "W.Lines.Hot(Int32)");
    }

    [Fact]
    public void A_dll_of_another_build_is_named_and_not_used()
    {
        var trace = CopyTrace();
        var other = Path.Combine(_folder, "W.dll");
        File.Copy(typeof(SummarizeCommandTests).Assembly.Location, other);

        var (exitCode, _, error) = Summarize(trace, "--root", _folder);

        Assert.Equal(0, exitCode);
        Assert.StartsWith($"{other}: not the W that ran: it was built anew since.", error);
        Assert.All(Read().Scenarios[0].Methods, method => Assert.Null(method.Id));
    }

    [Fact]
    public void A_missing_PDB_is_named()
    {
        var trace = CopyTrace();
        var dll = Copy("W.dll", _folder);

        var (exitCode, _, error) = Summarize(trace, "--root", _folder);

        Assert.Equal(0, exitCode);
        Assert.StartsWith($"{dll}: the PDB is missing, and none is embedded in the dll. Its members are matched by name", error);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_damaged_PDB_is_named()
    {
        var trace = CopyTrace();
        var dll = Copy("W.dll", _folder);
        File.WriteAllText(Path.Combine(_folder, "W.pdb"), "BSJB or not");

        var (exitCode, _, error) = Summarize(trace, "--root", _folder);

        Assert.Equal(0, exitCode);
        Assert.StartsWith($"{dll}: the dll or PDB is damaged: ", error);
    }

    [Fact]
    public void The_commit_and_the_root_are_asked_of_git()
    {
        var git = new FakeGit(Workload, "0123456789abcdef");

        var (exitCode, _, _) = new Tool { Processes = git }.Run("summarize", Trace("rich"), "-o", Output);

        Assert.Equal(0, exitCode);
        Assert.Equal("0123456789abcdef", Read().Scenarios[0].Commit);
        Assert.Contains(Read().Files, file => file.Path == "Lines.cs");
    }

    [Fact]
    public void Without_git_there_is_no_commit()
    {
        var (exitCode, _, _) = new Tool { Processes = new FakeGit(null, null) }.Run(
            "summarize", Trace("rich"), "-o", Output, "--root", Workload);

        Assert.Equal(0, exitCode);
        Assert.Null(Read().Scenarios[0].Commit);
    }

    [Theory]
    [InlineData("summarize", "TRACE")]
    [InlineData("summarize a.nettrace", "--output")]
    [InlineData("summarize a.nettrace -o app.json", "app.json: expected a name that ends in .perfinsight.json")]
    [InlineData("summarize a.nettrace -o no/where/app.perfinsight.json", "there is no folder 'no/where'")]
    [InlineData("summarize a.nettrace -o app.perfinsight.json --root no/where", "no/where: expected a folder, found none.")]
    [InlineData("summarize a.nettrace -o app.perfinsight.json --symbols no/where", "no/where: expected a folder, found none.")]
    [InlineData("summarize a.nettrace -o app.perfinsight.json --floor 2", "--floor: expected a percentage such as 0.2%, found '2'.")]
    public void A_command_line_that_makes_no_sense_is_exit_code_2(string arguments, string expected)
    {
        var (exitCode, output, error) = new Tool { Files = new DiskFileSystem(_folder) }.Run(arguments.Split(' '));

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(expected, error);
        Assert.EndsWith("Help: perfinsight summarize --help\n", error);
    }

    private static string Trace(string name) => Path.Combine(RepositoryRoot.Samples, name + ".nettrace");

    private string CopyTrace() => Copy("rich.nettrace", _folder);

    private static string Copy(string name, string folder)
    {
        var target = Path.Combine(folder, name);
        File.Copy(Path.Combine(RepositoryRoot.Samples, name), target);
        File.SetAttributes(target, FileAttributes.Normal);
        return target;
    }

    private (int ExitCode, string Out, string Error) Summarize(params string[] args) =>
        new Tool().Run(["summarize", .. args, "-o", Output]);

    private Summary Read() => SummaryFile.Read(new DiskFileSystem(), Output);
}
