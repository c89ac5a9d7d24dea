using PerfInsight.Cli.Processes;

namespace PerfInsight.Cli.Tests.Processes;

public class ProcessRunnerTests
{
    private static readonly string Folder = AppContext.BaseDirectory;

    [Fact]
    public void A_program_that_does_not_exist_is_no_exception() =>
        Assert.Null(new ProcessRunner().Run(new ProcessRequest("no-such-program-anywhere", [], Folder), default));

    [SkippableFact]
    public void Returns_both_outputs_and_the_exit_code()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs sh: install it with 'winget install Git.Git'");

        var result = new ProcessRunner().Run(
            new ProcessRequest("sh", ["-c", "echo out $X; echo err >&2; exit 7"], Folder)
            {
                Environment = new Dictionary<string, string?> { ["X"] = "42" },
            },
            default);

        Assert.Equal(new ProcessResult(7, "out 42\n", "err\n"), result);
    }

    [SkippableFact]
    public void A_cancelled_run_ends_the_program_and_what_it_started()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs sh: install it with 'winget install Git.Git'");
        var pidFile = Path.GetTempFileName();
        using var cancellation = new CancellationTokenSource();

        var run = Task.Run(() => new ProcessRunner().Run(
            new ProcessRequest("sh", ["-c", $"sleep 600 & echo $! > {pidFile}; wait"], Folder), cancellation.Token));
        int child;
        while (!int.TryParse(File.ReadAllText(pidFile), out child))
            Thread.Yield();
        cancellation.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => run.GetAwaiter().GetResult());
        Assert.True(SpinWait.SpinUntil(() => !IsRunning(child), TimeSpan.FromSeconds(30)), $"process {child} is still running");
        File.Delete(pidFile);
    }

    // A killed orphan may stay a zombie until init collects it.
    private static bool IsRunning(int pid)
    {
        var status = $"/proc/{pid}/stat";
        return File.Exists(status) && File.ReadAllText(status).Split(") ")[1][0] is not 'Z';
    }
}
