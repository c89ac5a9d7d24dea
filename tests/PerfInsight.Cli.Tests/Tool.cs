using PerfInsight.Cli.Collecting;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Processes;

namespace PerfInsight.Cli.Tests;

/// <summary>Runs the tool in this process, over writers in memory.</summary>
internal sealed class Tool
{
    /// <summary>
    /// Columns of the terminal that standard output is; null for a pipe. Standard error is always a pipe here: progress
    /// on a terminal depends on the clock (ProgressLineTests has its own).
    /// </summary>
    public int? Width { get; init; }

    public bool HasColor { get; init; }

    public IFileSystem Files { get; init; } = new DiskFileSystem();

    public IProcessRunner Processes { get; init; } = new ProcessRunner();

    public ITraceCollector Collector { get; init; } = new LiveCollector();

    public CancellationToken Interrupted { get; init; }

    /// <summary>Variables of the environment; none unless a test sets some.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    public (int ExitCode, string Out, string Error) Run(params string[] args)
    {
        // Expected texts are written with line feeds.
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLine.Run(args, new CommandContext
        {
            Out = output,
            Error = error,
            OutWidth = Width,
            HasColor = HasColor,
            Files = Files,
            Processes = Processes,
            Collector = Collector,
            Interrupted = Interrupted,
            Variable = Variable,
        });
        return (exitCode, output.ToString(), error.ToString());
    }
}
