using PerfInsight.Gating.Changes;
using PerfInsight.Gating.Reach;
using PerfInsight.Profiles;

namespace PerfInsight.Gating.Gates;

/// <summary>The request with what several gates make of it; each made once, and only where it is asked for.</summary>
internal sealed class GateData
{
    private readonly Lazy<CodeMap> _code;
    private readonly Lazy<BenchmarkReach> _reach;
    private readonly Lazy<BenchmarkDecisions?> _benchmarks;

    /// <summary>Looks at nothing yet.</summary>
    public GateData(GateRequest request)
    {
        Request = request;
        Comparisons = new ProfileComparisons(request);
        ProfileData[] all = [.. request.BaselineProfiles, .. request.CandidateProfiles];

        // Lines are the candidate's: the baseline's code is another.
        _code = new(() => new CodeMap(request.CandidateProfiles, request.SourceMembers, request.RepositoryFiles, request.Changes));
        _reach = new(() => new BenchmarkReach(new CallReach(all), request.Policy.Reach));
        _benchmarks = new(() => BenchmarkDecisions.Of(this));
    }

    /// <summary>What was asked.</summary>
    public GateRequest Request { get; }

    /// <summary>Comparisons of profiles.</summary>
    public ProfileComparisons Comparisons { get; }

    /// <summary>Places of members.</summary>
    public CodeMap Code => _code.Value;

    /// <summary>What benchmarks reach.</summary>
    public BenchmarkReach Reach => _reach.Value;

    /// <summary>Decisions on benchmarks; null without results on both sides.</summary>
    public BenchmarkDecisions? Benchmarks => _benchmarks.Value;
}
