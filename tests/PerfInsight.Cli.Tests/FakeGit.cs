using PerfInsight.Cli.Processes;

namespace PerfInsight.Cli.Tests;

/// <summary>Answers as git does in a repository; with null as where there is none.</summary>
internal sealed class FakeGit(string? root, string? commit) : IProcessRunner
{
    public ProcessResult? Run(ProcessRequest request, CancellationToken cancellation)
    {
        Assert.Equal(("git", "rev-parse"), (request.Program, request.Arguments[0]));
        var answer = request.Arguments.Contains("--show-toplevel") ? root : commit;
        return answer is null ? new ProcessResult(128, "", "fatal: not a git repository\n") : new ProcessResult(0, answer + "\n", "");
    }
}
