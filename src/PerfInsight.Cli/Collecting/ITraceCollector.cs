using PerfInsight.NetTrace.Collection;

namespace PerfInsight.Cli.Collecting;

/// <summary>Records traces of running programs.</summary>
internal interface ITraceCollector
{
    /// <summary>Records until <paramref name="stop"/> or the end of the program; the trace is complete either way.</summary>
    /// <exception cref="CommandException">There is no such process or program, or it cannot be profiled.</exception>
    CollectedTrace Collect(CollectTarget target, CollectionProfile profile, Stream trace, CancellationToken stop);
}

/// <summary>What is profiled.</summary>
internal abstract record CollectTarget
{
    /// <summary>A process that runs already.</summary>
    internal sealed record Running(int ProcessId) : CollectTarget;

    /// <summary>A program that is started, and profiled from its first instruction.</summary>
    internal sealed record Started(string Program, IReadOnlyList<string> Arguments, string Folder) : CollectTarget
    {
        /// <summary>True to keep what the program prints off the terminal.</summary>
        public bool IsQuiet { get; init; }
    }
}

/// <summary>How a recording ended.</summary>
/// <param name="ExitCode">Exit code of a started program that ended by itself; null for others.</param>
internal sealed record CollectedTrace(int? ExitCode);
