using PerfInsight.Cli.Collecting;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Processes;

namespace PerfInsight.Cli;

/// <summary>All that a command may touch outside its own memory, so that tests can stand in for it.</summary>
internal sealed record CommandContext
{
    /// <summary>Results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress, warnings and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Columns of the terminal that <see cref="Out"/> writes to; null for a file or pipe.</summary>
    public int? OutWidth { get; init; }

    /// <summary>True where <see cref="Out"/> shows colours.</summary>
    public bool HasColor { get; init; }

    /// <summary>Columns of the terminal that <see cref="Error"/> writes to; null for a file or pipe.</summary>
    public int? ErrorWidth { get; init; }

    /// <summary>Time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Files.</summary>
    public IFileSystem Files { get; init; } = new DiskFileSystem();

    /// <summary>Other programs.</summary>
    public IProcessRunner Processes { get; init; } = new ProcessRunner();

    /// <summary>Traces.</summary>
    public ITraceCollector Collector { get; init; } = new LiveCollector();

    /// <summary>Variables of the environment.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Set by Ctrl-C and by a request to terminate.</summary>
    public CancellationToken Interrupted { get; init; }
}
