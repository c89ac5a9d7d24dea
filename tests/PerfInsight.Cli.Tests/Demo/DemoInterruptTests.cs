using System.Diagnostics;

namespace PerfInsight.Cli.Tests.Demo;

/// <summary>The demo as a process, ended in the middle.</summary>
public sealed class DemoInterruptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void Ctrl_C_removes_the_folder_and_ends_what_was_started()
    {
        Skip.IfNot(File.Exists("/usr/bin/setsid"), "needs setsid: apt-get install util-linux");
        var work = Path.Combine(_folder, "work");
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var cli = Path.Combine(AppContext.BaseDirectory, "PerfInsight.Cli.dll");

        // Who runs the tests in the background of a script has SIGINT ignored, and .NET keeps that.
        using var demo = Start("/usr/bin/env", "--default-signal=INT", "/usr/bin/setsid", dotnet, cli, "demo", "--work", work);
        Assert.StartsWith("The sample program Storefront in ", demo.StandardOutput.ReadLine());
        Assert.True(
            SpinWait.SpinUntil(() => Directory.Exists(Path.Combine(work, "Storefront", "obj")), TimeSpan.FromMinutes(2)),
            "the build did not begin");
        using (var kill = Start("/bin/kill", "-INT", "--", "-" + demo.Id))
            kill.WaitForExit();
        var error = demo.StandardError.ReadToEnd();
        demo.WaitForExit();

        Assert.Equal(130, demo.ExitCode);
        Assert.Equal("Stopped.\n", error);
        Assert.False(Directory.Exists(work));
        Assert.True(SpinWait.SpinUntil(() => !IsGroupAlive(demo.Id), TimeSpan.FromSeconds(30)), "a process is still running");
    }

    // Signal 0 only asks whether there is anyone.
    private static bool IsGroupAlive(int group)
    {
        using var kill = Start("/bin/kill", "-0", "--", "-" + group);
        kill.WaitForExit();
        return kill.ExitCode == 0;
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
