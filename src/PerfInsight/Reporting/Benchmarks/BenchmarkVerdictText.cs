using PerfInsight.Comparison;

namespace PerfInsight.Reporting.Benchmarks;

/// <summary>Verdicts as people read them.</summary>
public static class BenchmarkVerdictText
{
    /// <summary>The verdict in words.</summary>
    public static string Of(BenchmarkVerdict verdict) => verdict switch
    {
        BenchmarkVerdict.OnlyInBaseline => "only in baseline",
        BenchmarkVerdict.OnlyInCandidate => "only in candidate",
        _ => verdict.ToString().ToLowerInvariant(),
    };
}
