using PerfInsight.Gating.Gates;

namespace PerfInsight.Gating.Findings;

/// <summary>What to know of the inputs before one believes the verdict.</summary>
internal static class ReportWarnings
{
    /// <summary>The warnings.</summary>
    public static IReadOnlyList<string> Of(GateData data) => [.. All(data)];

    private static IEnumerable<string> All(GateData data)
    {
        var request = data.Request;
        foreach (var drift in data.Benchmarks?.Failing.Drifts ?? [])
        {
            yield return $"the machine changed: {drift.Moved} of {drift.Count} benchmarks moved the same way, {FindingText.Change(drift.Ratio - 1)} in the middle ({drift.Unit}); that is taken off. "
                + "Measure both sides in turns on one machine";
        }

        foreach (var host in data.Benchmarks?.Hosts ?? [])
            yield return $"benchmarks are from different machines, {host}";
        foreach (var (kind, side) in data.Comparisons.OneSided)
            yield return $"only the {side} has {kind}: it is not compared";
        foreach (var kind in data.Comparisons.SampleTypes)
        {
            if (data.Comparisons.Of(kind) is null)
                yield return $"the baseline measured nothing of {kind}: everything would be new, so nothing is decided of it";
        }

        if (data.Comparisons.HasBoth && request.BaselineProfiles.Count + request.CandidateProfiles.Count == 2)
            yield return "one profile a side: how much runs of one program differ is assumed, not measured. Three a side measure it";
        foreach (var (name, of) in new[] { ("runtime", (Func<Profiles.ProfileInfo, string?>)(static info => info.Runtime)), ("system", static info => info.Os) })
        {
            var (before, after) = (Values(request.BaselineProfiles, of), Values(request.CandidateProfiles, of));
            if (before.Length > 0 && after.Length > 0 && before != after)
                yield return $"profiles are of different {name}s: {before} (baseline), {after} (candidate)";
        }

        foreach (var warning in request.BaselineProfiles.Concat(request.CandidateProfiles).SelectMany(static profile => profile.Warnings).Distinct())
            yield return warning;
        foreach (var warning in request.BaselineBenchmarks.Concat(request.CandidateBenchmarks).SelectMany(static run => run.Warnings).Select(static warning => warning.ToString()).Distinct())
            yield return warning;
    }

    private static string Values(IEnumerable<Profiles.ProfileData> profiles, Func<Profiles.ProfileInfo, string?> of) =>
        string.Join(", ", profiles.Select(profile => of(profile.Info)).Where(static value => !string.IsNullOrEmpty(value)).Distinct().Order(StringComparer.Ordinal));
}
