using PerfInsight.Profiles;
using PerfInsight.Statistics;

namespace PerfInsight.Comparison;

/// <summary>How the cost of each member grows with the size of the input. Immutable.</summary>
public sealed class ProfileGrowth
{
    // A member is called super-linear where its p value, corrected for the number of members, is below this.
    private const double Alpha = 0.05;

    private ProfileGrowth()
    {
    }

    /// <summary>The sample type.</summary>
    public required SampleType SampleType { get; init; }

    /// <summary>True where members are judged by their total.</summary>
    public required bool ByTotal { get; init; }

    /// <summary>Sizes of the profiles, smallest first; a size that was measured twice is there twice.</summary>
    public required IReadOnlyList<double> Sizes { get; init; }

    /// <summary>By profile: what all samples measure, in the sample type's unit.</summary>
    public required IReadOnlyList<double> Costs { get; init; }

    /// <summary>Growth of the whole; null where there is too little to see.</summary>
    public required GrowthFit? All { get; init; }

    /// <summary>The members, super-linear ones first, then by their cost at the largest size.</summary>
    public required IReadOnlyList<MemberGrowth> Members { get; init; }

    /// <summary>Fits the growth of each member.</summary>
    /// <param name="profiles">Profiles of one program, which did the same with inputs of different sizes.</param>
    /// <param name="sampleType">Kind of the sample type; null for the one that the profile of the largest input shows by default.</param>
    /// <param name="byTotal">True to judge members by their total, false by their self.</param>
    /// <exception cref="ComparisonException">There are fewer than three sizes, or no common sample type.</exception>
    /// <exception cref="ProfileFormatException">A sample is damaged.</exception>
    public static ProfileGrowth Measure(IReadOnlyList<SizedProfile> profiles, string? sampleType = null, bool byTotal = false)
    {
        RequireSizes(profiles.Select(static profile => profile.Size));
        SizedProfile[] sorted = [.. profiles.OrderBy(profile => profile.Size)];
        var type = SampleTypeOf(sorted, sampleType);
        var index = new MemberIndex();
        var runs = Array.ConvertAll(sorted, entry => MemberCosts.Of(entry.Profile, entry.Profile.SampleTypeIndex(type.Kind), index));
        var members = index.Members.Select((member, number) =>
        {
            GrowthPoint[] points = [.. runs.Select((run, i) => Point(byTotal ? run.Total(number) : run.Self(number), run, i))];
            return new MemberGrowth(member, [.. points.Select(point => point.Cost)], [.. points.Select(point => point.Samples)], GrowthFit.Of(points));
        }).Where(static member => member.Samples.Any(static samples => samples > 0)).ToList();
        return new ProfileGrowth
        {
            SampleType = type,
            ByTotal = byTotal,
            Sizes = [.. sorted.Select(profile => profile.Size)],
            Costs = [.. runs.Select(run => run.All.Sum)],
            All = GrowthFit.Of([.. runs.Select((run, i) => Point(run.All, run, i))]),
            Members =
            [
                .. Judged(members).OrderByDescending(member => member.IsSuperLinear)
                    .ThenByDescending(member => member.Costs[^1])
                    .ThenBy(member => member.Member.Name, StringComparer.Ordinal),
            ],
        };

        GrowthPoint Point(WeightedCount cost, MemberCosts run, int i) => new(
            sorted[i].Size,
            cost.EffectiveCount,
            cost.EffectiveWeight is > 0 and var weight ? weight : run.All.EffectiveWeight is > 0 and var whole ? whole : 1);
    }

    /// <summary>Checks that there are sizes enough to see a growth.</summary>
    /// <exception cref="ComparisonException">There are not.</exception>
    internal static void RequireSizes(IEnumerable<double> sizes)
    {
        double[] distinct = [.. sizes.Distinct()];
        if (Array.Exists(distinct, size => !(size > 0) || !double.IsFinite(size)))
            throw new ComparisonException("expected sizes above 0");
        if (distinct.Length < 3)
            throw new ComparisonException($"expected profiles of at least three input sizes, found {distinct.Length}: two lie on any line");
    }

    // Of many linear members some look super-linear by chance.
    private static IEnumerable<MemberGrowth> Judged(List<MemberGrowth> members)
    {
        var fitted = members.Where(member => member.Fit is not null).ToList();
        var adjusted = fitted.Zip(BenjaminiHochberg.Adjust([.. fitted.Select(member => member.Fit!.P)])).ToDictionary(pair => pair.First, pair => pair.Second);
        return members.Select(member => adjusted.TryGetValue(member, out var p)
            ? member with { AdjustedP = p, IsSuperLinear = p < Alpha && member.Fit!.Interval.Lower > 1 }
            : member);
    }

    private static SampleType SampleTypeOf(SizedProfile[] profiles, string? asked)
    {
        var largest = profiles[^1].Profile;
        if (largest.SampleTypes.Count == 0)
            throw new ComparisonException("the profile of the largest input has no sample types: it is empty");
        var kind = asked ?? largest.SampleTypes[largest.DefaultSampleTypeIndex].Kind;
        SampleType? found = null;
        foreach (var (size, profile) in profiles)
        {
            if (profile.SampleTypeIndex(kind) is not (>= 0 and var index))
                throw new ComparisonException($"the profile of size {size} has no sample type '{kind}'; it has {string.Join(", ", profile.SampleTypes.Select(type => type.Kind))}");
            if (found is not null && found.Unit != profile.SampleTypes[index].Unit)
                throw new ComparisonException($"'{kind}' is measured in {found.Unit} and in {profile.SampleTypes[index].Unit}");
            found = profile.SampleTypes[index];
        }

        return found!;
    }
}

/// <summary>A profile and the size of the input that was processed meanwhile.</summary>
/// <param name="Size">Size of the input, in whatever it is counted, above 0.</param>
/// <param name="Profile">The profile.</param>
public sealed record SizedProfile(double Size, ProfileData Profile);

/// <summary>How the cost of a member grows.</summary>
/// <param name="Member">The member.</param>
/// <param name="Costs">By profile: its cost, in the sample type's unit.</param>
/// <param name="Samples">By profile: the samples that found it.</param>
/// <param name="Fit">The power law; null where there is too little to see.</param>
public sealed record MemberGrowth(Member Member, IReadOnlyList<double> Costs, IReadOnlyList<double> Samples, GrowthFit? Fit)
{
    /// <summary>P value of an exponent above 1, corrected for the number of members (<see cref="BenjaminiHochberg"/>); 1 without a fit.</summary>
    public double AdjustedP { get; init; } = 1;

    /// <summary>True where it surely grows faster than the input: the interval lies above 1, and <see cref="AdjustedP"/> is below 0.05.</summary>
    public bool IsSuperLinear { get; init; }
}
