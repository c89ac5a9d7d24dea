using PerfInsight.Cli.Processes;

namespace PerfInsight.Cli.Tests;

/// <summary>A real repository in a folder.</summary>
internal sealed class Git(string folder)
{
    public void Commit(string message)
    {
        Run("add", "src");
        Run("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", message);
    }

    public void Run(params string[] arguments)
    {
        var result = new ProcessRunner().Run(new ProcessRequest("git", arguments, folder), CancellationToken.None);
        Assert.True(result is { ExitCode: 0 }, result?.Error ?? "git is not installed");
    }
}
