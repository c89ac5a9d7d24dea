using PerfInsight.Cli.Processes;

namespace PerfInsight.Cli.Demo;

/// <summary>Runs the .NET SDK in the demo's folder.</summary>
internal sealed class DotnetSdk(CommandContext context, DemoWorkspace workspace)
{
    private const int ShownLines = 15;

    /// <summary>Builds the sample. Returns the warnings of the analyzers, costliest first; none without them.</summary>
    public IReadOnlyList<BuildWarning> Build(string output, bool analyzers)
    {
        var log = workspace[output + ".sarif"];
        Run(
            analyzers,
            "build", workspace.Project, "-c", "Release", "-o", workspace[output], "-v", "q", "--nologo", "-t:Rebuild",
            $"-p:ErrorLog={log}%2Cversion=2.1");
        return analyzers ? BuildWarning.ReadSarif(File.ReadAllText(log)) : [];
    }

    /// <summary>Applies the fixes of <paramref name="rules"/>, as a user does it.</summary>
    public void Fix(IEnumerable<string> rules) =>
        Run(true, ["format", "analyzers", workspace.Project, "--no-restore", "--diagnostics", .. rules]);

    private void Run(bool analyzers, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(SdkHost.Environment)
        {
            [DemoWorkspace.AnalyzersProperty] = analyzers ? "true" : null,
        };
        var result = context.Processes.Run(
            new ProcessRequest(SdkHost.Program, arguments, workspace.Root) { Environment = environment }, context.Interrupted);
        if (result is null)
            throw new CommandException(ExitCode.Unreadable, $"{SdkHost.Program}: expected the .NET 10 SDK, found no such program.");
        if (result.ExitCode != 0)
            throw new CommandException(ExitCode.Failed, $"'dotnet {arguments[0]}' failed with exit code {result.ExitCode}:\n{Last(result)}");
    }

    private static string Last(ProcessResult result) => string.Join(
        '\n', (result.Out + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines).Select(line => "  " + line));
}
