using PerfInsight.Benchmarks;
using PerfInsight.Comparison;
using PerfInsight.Gating.Changes;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;
using PerfInsight.Profiles;

namespace PerfInsight.Gating;

/// <summary>All that a decision depends on. What is left away is not looked at, and the report says so.</summary>
public sealed record GateRequest
{
    /// <summary>The limits.</summary>
    public GatePolicy Policy { get; init; } = new();

    /// <summary>Regressions that are accepted for a while.</summary>
    public IReadOnlyList<WaiverRow> Waivers { get; init; } = [];

    /// <summary>The day that waivers are judged by.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Profiles of the baseline.</summary>
    public IReadOnlyList<ProfileData> BaselineProfiles { get; init; } = [];

    /// <summary>Profiles of the candidate.</summary>
    public IReadOnlyList<ProfileData> CandidateProfiles { get; init; } = [];

    /// <summary>Operations that the baseline's profiles saw, where costs are per operation.</summary>
    public double BaselineOperations { get; init; }

    /// <summary>Operations that the candidate's profiles saw.</summary>
    public double CandidateOperations { get; init; }

    /// <summary>Benchmark results of the baseline; of several runs one sample is made, so that no lucky run decides.</summary>
    public IReadOnlyList<BenchmarkRun> BaselineBenchmarks { get; init; } = [];

    /// <summary>Benchmark results of the candidate.</summary>
    public IReadOnlyList<BenchmarkRun> CandidateBenchmarks { get; init; } = [];

    /// <summary>Benchmark results of earlier runs, the oldest first.</summary>
    public IReadOnlyList<LabelledRun> History { get; init; } = [];

    /// <summary>The change; null where it is not known.</summary>
    public SourceChanges? Changes { get; init; }

    /// <summary>Source files of the repository, relative to it, with forward slashes.</summary>
    public IReadOnlyList<string> RepositoryFiles { get; init; } = [];

    /// <summary>Members with their places, from a summary of a profile.</summary>
    public IReadOnlyList<SourceMember> SourceMembers { get; init; } = [];

    /// <summary>Diagnostics of the analyzers, from a build of the candidate.</summary>
    public IReadOnlyList<RuleHint> Diagnostics { get; init; } = [];

    /// <summary>The files behind all this, for the report.</summary>
    public IReadOnlyList<GateInputFile> Files { get; init; } = [];

    /// <summary>Commit of the baseline.</summary>
    public string? BaselineCommit { get; init; }

    /// <summary>Commit of the candidate.</summary>
    public string? CandidateCommit { get; init; }

    /// <summary>Where the inputs are archived under their hashes; empty where they are not.</summary>
    public string Archive { get; init; } = "";

    /// <summary>What was updated on the dashboard, such as a link; empty where nothing was.</summary>
    public string DashboardUpdate { get; init; } = "";

    /// <summary>Whether to inject synthetic regressions, which the gates must report.</summary>
    public bool Prove { get; init; }
}
