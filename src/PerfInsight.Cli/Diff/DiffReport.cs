using PerfInsight.Cli.History;
using PerfInsight.Comparison;
using PerfInsight.Profiles;

namespace PerfInsight.Cli.Diff;

/// <summary>A comparison with what the command adds to it.</summary>
/// <param name="Comparison">The comparison that was asked for.</param>
/// <param name="Baseline">Profiles of the baseline.</param>
/// <param name="Candidate">Profiles of the candidate.</param>
/// <param name="Causes">Root causes by name of member, of regressions that show one.</param>
internal sealed record DiffReport(
    ProfileComparison Comparison, IReadOnlyList<ProfileData> Baseline, IReadOnlyList<ProfileData> Candidate, IReadOnlyDictionary<string, RootCause> Causes)
{
    /// <summary>The commits that touched the members; null where no repository was named.</summary>
    public RangeHistory? History { get; init; }

    // The sample types whose growth tells the cause of another's.
    private static readonly string[] TellingTypes = ["cpu", "alloc_space", "contention", "blocked"];

    /// <summary>Compares, and looks at the other sample types for causes.</summary>
    public static DiffReport Of(IReadOnlyList<ProfileData> baseline, IReadOnlyList<ProfileData> candidate, ComparisonOptions options)
    {
        var comparison = ProfileComparison.Compare(baseline, candidate, options);
        var regressions = comparison.Members.Where(row => row.Verdict == Verdict.Regression).ToList();
        var causes = new Dictionary<string, RootCause>(StringComparer.Ordinal);
        if (regressions.Count > 0)
        {
            ProfileData[] all = [.. baseline, .. candidate];
            var others = TellingTypes
                .Where(kind => kind != comparison.SampleType.Kind && Array.TrueForAll(all, profile => profile.SampleTypeIndex(kind) >= 0))
                .ToDictionary(kind => kind, kind => ProfileComparison.Compare(baseline, candidate, options with { SampleType = kind, Mode = comparison.Mode }));
            foreach (var row in regressions)
            {
                if (RootCauses.Of(row, comparison, others) is { } cause)
                    causes.Add(row.Member.Name, cause);
            }
        }

        return new DiffReport(comparison, baseline, candidate, causes);
    }
}
