using System.Security.Cryptography;
using System.Text;
using PerfInsight.Cli.Processes;

namespace PerfInsight.Cli.Demo;

/// <summary>One run of the sample without a profiler.</summary>
/// <param name="Output">Its standard output, which must be the same in each run.</param>
/// <param name="Costs">What it measured, by scenario.</param>
internal sealed record SampleRun(string Output, IReadOnlyList<ScenarioCost> Costs)
{
    /// <summary>Lines of output.</summary>
    public int Lines => Output.Count(static c => c == '\n');

    /// <summary>The first digits of the output's SHA-256.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Output)))[..12];

    /// <summary>Runs the sample that was built to <paramref name="output"/>.</summary>
    public static SampleRun Run(CommandContext context, DemoWorkspace workspace, string output)
    {
        // Each run has a folder of its own, so that none finds the files of another.
        var folder = Directory.CreateDirectory(workspace["run"]).FullName;
        var result = context.Processes.Run(
            new ProcessRequest(SdkHost.Program, [Path.Combine(workspace[output], DemoWorkspace.SampleDll)], folder), context.Interrupted);
        Directory.Delete(folder, recursive: true);
        if (result is not { ExitCode: 0 })
            throw new CommandException(ExitCode.Failed, $"the sample ended with exit code {result?.ExitCode}:\n{result?.Error}");
        var costs = ScenarioCost.ReadAll(result.Error);
        return costs.Count > 0
            ? new SampleRun(result.Out.ReplaceLineEndings("\n"), costs)
            : throw new CommandException(ExitCode.Failed, "the sample measured nothing: expected lines 'scenario NAME wall_ms=…' from it.");
    }
}
