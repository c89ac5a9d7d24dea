using PerfInsight.Cli.Processes;

namespace PerfInsight.Cli.Demo;

/// <summary>Runs the .NET SDK in the demo's folder.</summary>
internal sealed class DotnetSdk(CommandContext context, DemoWorkspace workspace)
{
    private const int ShownLines = 15;

    // No servers stay behind: they would outlive the demo and hold its files. Messages are read, so they are English.
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",

        // Set for this tool by 'dotnet run', they would lead the SDK of the sample astray.
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBuildSDKsPath"] = null,
    };

    /// <summary>The program that runs dlls: the one that runs this tool.</summary>
    public static string Host => System.Environment.ProcessPath is { } path
        && Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? path
            : System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

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
        var environment = new Dictionary<string, string?>(Environment)
        {
            [DemoWorkspace.AnalyzersProperty] = analyzers ? "true" : null,
        };
        var result = context.Processes.Run(
            new ProcessRequest(Host, arguments, workspace.Root) { Environment = environment }, context.Interrupted);
        if (result is null)
            throw new CommandException(ExitCode.Unreadable, $"{Host}: expected the .NET 10 SDK, found no such program.");
        if (result.ExitCode != 0)
            throw new CommandException(ExitCode.Failed, $"'dotnet {arguments[0]}' failed with exit code {result.ExitCode}:\n{Last(result)}");
    }

    private static string Last(ProcessResult result) => string.Join(
        '\n', (result.Out + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines).Select(line => "  " + line));
}
