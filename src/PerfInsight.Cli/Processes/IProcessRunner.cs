namespace PerfInsight.Cli.Processes;

/// <summary>Runs other programs.</summary>
internal interface IProcessRunner
{
    /// <summary>
    /// Runs a program to its end. A cancelled run ends the program and what it started, then throws
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <returns>Null where there is no such program.</returns>
    ProcessResult? Run(ProcessRequest request, CancellationToken cancellation);
}

/// <summary>A program to run.</summary>
/// <param name="Program">File name or path.</param>
/// <param name="Arguments">Arguments, as the program sees them.</param>
/// <param name="Folder">Working folder.</param>
internal sealed record ProcessRequest(string Program, IReadOnlyList<string> Arguments, string Folder)
{
    /// <summary>Variables added to the environment; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}

/// <summary>What a program left.</summary>
/// <param name="ExitCode">Exit code.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProcessResult(int ExitCode, string Out, string Error);
