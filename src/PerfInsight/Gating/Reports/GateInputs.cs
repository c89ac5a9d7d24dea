using PerfInsight.Comparison;

namespace PerfInsight.Gating.Reports;

/// <summary>What was compared, so that the decision can be repeated.</summary>
public sealed record GateInputs
{
    /// <summary>All files, in the order in which they were given.</summary>
    public required IReadOnlyList<GateInputFile> Files { get; init; }

    /// <summary>Commit of the baseline; null where it is not known.</summary>
    public string? BaselineCommit { get; init; }

    /// <summary>Commit of the candidate; null where it is not known.</summary>
    public string? CandidateCommit { get; init; }

    /// <summary>What profiles' costs are per, such as <c>per second</c>; empty without profiles.</summary>
    public string Per { get; init; } = "";

    /// <summary>Where the machines or runtimes of the two sides differ: times say little then.</summary>
    public IReadOnlyList<HostDifference> Hosts { get; init; } = [];

    /// <summary>The machine changed under benchmarks; that is taken off.</summary>
    public IReadOnlyList<MachineDrift> Drifts { get; init; } = [];

    /// <summary>Source files that the change touches, relative to the repository; null where no change was given.</summary>
    public IReadOnlyList<string>? ChangedFiles { get; init; }

    /// <summary>Members of the profiles that the change touches.</summary>
    public IReadOnlyList<string> ChangedMembers { get; init; } = [];
}

/// <summary>A file that was given in.</summary>
/// <param name="Path">Its name, as given.</param>
/// <param name="Role">What it was used as.</param>
/// <param name="Sha256">Hash of its bytes, lower-case hex, by which an archive finds it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Host">Machine and runtime it is from: <c>linux-x64, .NET 10.0.12</c>; empty where it does not say.</param>
/// <param name="Captured">When it was measured; null where it does not say.</param>
public sealed record GateInputFile(string Path, InputRole Role, string Sha256, long Bytes, string Host = "", DateTimeOffset? Captured = null);

/// <summary>What a file is to the gate.</summary>
public enum InputRole
{
    /// <summary>Profile of the baseline.</summary>
    BaselineProfile,

    /// <summary>Profile of the candidate.</summary>
    CandidateProfile,

    /// <summary>Benchmark results of the baseline.</summary>
    BaselineBenchmarks,

    /// <summary>Benchmark results of the candidate.</summary>
    CandidateBenchmarks,

    /// <summary>Benchmark results of earlier runs.</summary>
    History,

    /// <summary>The policy.</summary>
    Policy,

    /// <summary>The waivers.</summary>
    Waivers,

    /// <summary>A summary of a profile, for places in source.</summary>
    Summary,

    /// <summary>Diagnostics of a build, for rules and fixes.</summary>
    Diagnostics,

    /// <summary>The change, as a diff.</summary>
    Changes,
}
