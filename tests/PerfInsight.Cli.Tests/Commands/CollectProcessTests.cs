using System.Diagnostics;
using PerfInsight.NetTrace;
using PerfInsight.Summaries;

namespace PerfInsight.Cli.Tests.Commands;

/// <summary>The tool as a process of its own, profiling another.</summary>
public sealed class CollectProcessTests : IDisposable
{
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static readonly string CliDll = Path.Combine(AppContext.BaseDirectory, "PerfInsight.Cli.dll");

    private static readonly string BusyDll = Path.Combine(AppContext.BaseDirectory, "Busy.dll");

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    private string Trace => Path.Combine(_folder, "t.nettrace");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_launched_program_is_profiled_to_its_end_and_its_output_passes_through()
    {
        using var tool = Start(Dotnet, CliDll, "collect", "-o", Trace, "--", Dotnet, BusyDll, "500", "7");
        var output = tool.StandardOutput.ReadToEnd();
        var error = tool.StandardError.ReadToEnd();
        tool.WaitForExit();

        Assert.Equal((0, "ready\ndone\n"), (tool.ExitCode, output.ReplaceLineEndings("\n")));
        Assert.Contains("the program ended with exit code 7", error);
        Assert.EndsWith($"Next: perfinsight summarize {Trace} -o app.perfinsight.json{Environment.NewLine}", error);
        AssertComplete();
    }

    [SkippableFact]
    public void Ctrl_C_on_the_terminal_keeps_a_complete_trace_and_ends_the_program()
    {
        Skip.IfNot(File.Exists("/usr/bin/setsid"), "needs setsid: apt-get install util-linux");

        // A terminal sends SIGINT to the whole process group, so the tool and the program get one of their own. Who runs the tests in the
        // background of a script has SIGINT ignored, and .NET keeps that.
        using var tool = Start("/usr/bin/env", "--default-signal=INT", "/usr/bin/setsid", Dotnet, CliDll, "collect", "-o", Trace, "--", Dotnet, BusyDll, "-");

        // On a busy machine the runtime itself says that it waits to be connected to.
        string? line;
        do
            line = tool.StandardOutput.ReadLine();
        while (line is not (null or "ready"));
        Assert.Equal("ready", line);
        WaitForSamples(Trace + ".part");
        using (var kill = Start("/bin/kill", "-INT", "--", "-" + tool.Id))
            kill.WaitForExit();
        var rest = tool.StandardOutput.ReadToEnd();
        var error = tool.StandardError.ReadToEnd();
        tool.WaitForExit();

        Assert.Equal((0, ""), (tool.ExitCode, rest));
        Assert.EndsWith($"Next: perfinsight summarize {Trace} -o app.perfinsight.json\n", error);
        AssertComplete();
    }

    [Fact]
    public void A_running_process_is_profiled_for_a_while_and_goes_on()
    {
        using var busy = Start(Dotnet, BusyDll, "-");
        try
        {
            Assert.Equal("ready", busy.StandardOutput.ReadLine());

            var (exitCode, _, error) = new Tool().Run(
                "collect", "--pid", busy.Id.ToString(), "--profile", "cpu", "--duration", "1s", "-o", Trace);

            Assert.Equal(0, exitCode);
            Assert.StartsWith(Trace + ": ", error);
            Assert.False(busy.HasExited);
            AssertComplete();
        }
        finally
        {
            busy.Kill();
        }
    }

    [Theory]
    [InlineData("no-such-program-anywhere")]
    [InlineData("./no/such/program")]
    public void A_program_that_does_not_exist_is_said_so_and_leaves_nothing_behind(string program)
    {
        var start = Request(Dotnet, CliDll, "collect", "-o", Trace, "--", program);
        start.Environment["TMPDIR"] = _folder; // Where the port of the collection is.
        using var tool = Process.Start(start)!;
        var error = tool.StandardError.ReadToEnd();
        tool.WaitForExit();

        Assert.Equal(3, tool.ExitCode);
        Assert.StartsWith($"'{program}' cannot be started: ", error);
        Assert.Empty(Directory.GetFileSystemEntries(_folder, "*.sock"));
        Assert.Empty(Directory.GetFileSystemEntries(_folder, "t.*"));
    }

    [Fact]
    public void A_process_that_does_not_exist_is_said_so()
    {
        var (exitCode, _, error) = new Tool().Run("collect", "-o", Trace, "--pid", "2147483647");

        Assert.Equal(3, exitCode);
        Assert.StartsWith("there is no process 2147483647.", error);
    }

    private void AssertComplete()
    {
        using var stream = File.OpenRead(Trace);
        var profile = NetTraceReader.Read(stream, Trace);

        Assert.Empty(profile.Warnings);
        Assert.Contains(profile.Functions, function => function is { Namespace: "Busy.Work", Name: "Sum" });
        Assert.True(profile.SampleTypeIndex(SampleKinds.Key(SampleKind.Cpu)) >= 0);
        Assert.DoesNotContain(Directory.GetFiles(_folder), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    // The runtime sends its buffers about every 100 ms; the first block is there after the head of the file.
    private static void WaitForSamples(string file) =>
        Assert.True(
            SpinWait.SpinUntil(() => File.Exists(file) && new FileInfo(file).Length > 20_000, TimeSpan.FromSeconds(60)),
            "no samples arrived within a minute");

    private static Process Start(string program, params string[] arguments) => Process.Start(Request(program, arguments))!;

    private static ProcessStartInfo Request(string program, params string[] arguments) => new(program, arguments)
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
