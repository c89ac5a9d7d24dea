using PerfInsight.Profiles;
using PerfInsight.Statistics;

namespace PerfInsight.Comparison;

/// <summary>
/// Two sides of profiles, member by member. Immutable. Says which differences the data shows for sure: samples are counts
/// (<see cref="RateTest"/>), equal profiles differ by more than counts do (see docs/comparison.md), and of many members some
/// differ by chance (<see cref="BenjaminiHochberg"/>).
/// </summary>
public sealed class ProfileComparison
{
    /// <summary>The <see cref="Variation"/> that is assumed where the members show no larger one.</summary>
    public const double AssumedVariation = Dispersion.AssumedVariation;

    private ProfileComparison()
    {
    }

    /// <summary>The sample type that was compared.</summary>
    public required SampleType SampleType { get; init; }

    /// <summary>What costs are per.</summary>
    public required ComparisonMode Mode { get; init; }

    /// <summary>True where members are judged by their total.</summary>
    public required bool ByTotal { get; init; }

    /// <summary>What the baseline's costs were divided by: seconds, operations, its sum, or 1.</summary>
    public required double BaselineExposure { get; init; }

    /// <summary>What the candidate's costs were divided by.</summary>
    public required double CandidateExposure { get; init; }

    /// <summary>The sum of the baseline's samples, in the sample type's unit, as measured.</summary>
    public required double BaselineSum { get; init; }

    /// <summary>The sum of the candidate's samples, in the sample type's unit, as measured.</summary>
    public required double CandidateSum { get; init; }

    /// <summary>
    /// Standard deviation of an unchanged member's cost between runs, over its mean (0.05 is 5 %): assumed, or more where the members
    /// show it. NaN where a side has several profiles, which show it for each member.
    /// </summary>
    public required double Variation { get; init; }

    /// <summary>The whole against the whole.</summary>
    public required RateTest All { get; init; }

    /// <summary>What is said of the whole.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The members, the largest sure change first, then by the size of the change.</summary>
    public required IReadOnlyList<MemberDelta> Members { get; init; }

    /// <summary>Compares two sides of one or more profiles each.</summary>
    /// <exception cref="ComparisonException">The sides cannot be compared as asked.</exception>
    public static ProfileComparison Compare(IReadOnlyList<ProfileData> baseline, IReadOnlyList<ProfileData> candidate, ComparisonOptions options)
    {
        var sampleType = SampleTypeOf(baseline, candidate, options);
        var mode = ModeOf([.. baseline, .. candidate], options);
        var index = new MemberIndex();
        var before = ComparedSide.Of(baseline, sampleType.Kind, mode, options.BaselineOperations, index);
        var after = ComparedSide.Of(candidate, sampleType.Kind, mode, options.CandidateOperations, index);
        if (before.Exposure <= 0 || after.Exposure <= 0)
            throw new ComparisonException($"the {(before.Exposure <= 0 ? "baseline" : "candidate")} has no {sampleType.Kind} samples, so there are no shares of them");

        var members = index.Members.Count;
        var renames = Renames.Find(baseline, candidate, before, after, index, sampleType.Kind);
        var compared = new ComparedMembers(before, after, new Dispersion(before, after, members, options.ByTotal), options);
        var spread = options.ByTotal ? new Dispersion(before, after, members, total: false) : compared.Dispersion;
        var all = RateTest.Compare(before.All, before.Exposure, after.All, after.Exposure, spread.Of(before.All, after.All), options.Alpha);
        return new ProfileComparison
        {
            SampleType = sampleType,
            Mode = mode,
            ByTotal = options.ByTotal,
            BaselineExposure = before.Exposure,
            CandidateExposure = after.Exposure,
            BaselineSum = before.All.Sum,
            CandidateSum = after.All.Sum,
            Variation = compared.Dispersion.Freedom > 0 ? double.NaN : compared.Dispersion.Variation,
            All = all,
            Verdict = mode == ComparisonMode.Share ? Verdict.Indistinguishable : compared.VerdictOf(all, all.P),
            Members = WithParts(compared.Rows(index.Members, renames, all)),
        };

        IReadOnlyList<MemberDelta> WithParts(IReadOnlyList<(MemberDelta Row, int Before, int After)> rows)
        {
            var changed = rows.TakeWhile(place => place.Row.Verdict != Verdict.Indistinguishable).Take(options.MostExplained).Select(place => (place.Before, place.After)).ToArray();
            if (changed.Length == 0)
                return [.. rows.Select(place => place.Row)];
            var parts = ChangeParts.Of(baseline, before.Exposure, candidate, after.Exposure, sampleType.Kind, changed, index, renames);
            return [.. rows.Select((place, i) => i < changed.Length ? place.Row with { Parts = parts[place.After] } : place.Row)];
        }
    }

    private static SampleType SampleTypeOf(IReadOnlyList<ProfileData> baseline, IReadOnlyList<ProfileData> candidate, ComparisonOptions options)
    {
        if (baseline.Count == 0 || candidate.Count == 0)
            throw new ArgumentException("each side needs a profile");
        var kind = options.SampleType ?? candidate[0].SampleTypes[candidate[0].DefaultSampleTypeIndex].Kind;
        SampleType? found = null;
        foreach (var (profile, side) in baseline.Select(profile => (profile, "baseline")).Concat(candidate.Select(profile => (profile, "candidate"))))
        {
            if (profile.SampleTypeIndex(kind) is not (>= 0 and var index))
                throw new ComparisonException($"the {side} has no sample type '{kind}'; it has {string.Join(", ", profile.SampleTypes.Select(type => type.Kind))}");
            var type = profile.SampleTypes[index];
            if (found is not null && found.Unit != type.Unit)
                throw new ComparisonException($"'{kind}' is measured in {found.Unit} on one side and in {type.Unit} on the other");
            found = type;
        }

        return found!;
    }

    private static ComparisonMode ModeOf(ProfileData[] profiles, ComparisonOptions options)
    {
        var haveDuration = profiles.All(profile => profile.Info.Duration > 0);
        if (options.Mode == ComparisonMode.PerSecond && !haveDuration)
            throw new ComparisonException("not every profile says how long it was captured, so nothing can be said per second");
        if (options.Mode == ComparisonMode.PerOperation && !(options.BaselineOperations > 0 && options.CandidateOperations > 0))
            throw new ComparisonException("per operation needs the number of operations of both sides");
        return options.Mode ?? (haveDuration ? ComparisonMode.PerSecond : ComparisonMode.Absolute);
    }
}
