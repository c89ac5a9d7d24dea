namespace PerfInsight.Cli;

/// <summary>What the tool tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>A check said no, or a step of the demo failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>An input is missing or cannot be read, or a process cannot be profiled.</summary>
    public const int Unreadable = 3;

    /// <summary>There is too little to decide on.</summary>
    public const int Inconclusive = 4;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
