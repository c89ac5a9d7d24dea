using PerfInsight.Comparison;

namespace PerfInsight.Reporting.Benchmarks;

/// <summary>Verdicts as people read them.</summary>
public static class VerdictText
{
    /// <summary>The verdict in words.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.OnlyInBaseline => "only in baseline",
        Verdict.OnlyInCandidate => "only in candidate",
        _ => verdict.ToString().ToLowerInvariant(),
    };
}
