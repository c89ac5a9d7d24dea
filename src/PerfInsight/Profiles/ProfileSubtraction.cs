namespace PerfInsight.Profiles;

/// <summary>
/// Takes profiles from others, by the rules of pprof (fetchProfiles in internal/driver/fetch.go, Normalize in profile/merge.go of
/// https://github.com/google/pprof): what costs less than before is negative.
/// </summary>
public static class ProfileSubtraction
{
    /// <summary>Key of the label, with the text <see cref="BaseText"/>, that marks samples which were taken off for a comparison.</summary>
    public const string BaseKey = "pprof::base";

    /// <summary>Text of the label that marks samples which were taken off for a comparison.</summary>
    public const string BaseText = "true";

    /// <summary>
    /// One profile with the samples of some, and those of others with their sign turned. Those of a comparison stay where they are, and equal ones
    /// are not added up: millions of stacks cost no memory.
    /// </summary>
    /// <param name="profiles">The profiles; several are added up.</param>
    /// <param name="others">What is taken from them; several are added up.</param>
    /// <param name="kind">What shares are parts of afterwards.</param>
    /// <param name="isNormalized">True to scale the profiles so that they measure as much as the others, in each sample type.</param>
    /// <exception cref="ProfileMergeException">They have no sample type in common, or measure it in units that do not fit.</exception>
    /// <exception cref="ProfileFormatException">A sample is damaged.</exception>
    public static ProfileData Subtract(IReadOnlyList<ProfileData> profiles, IReadOnlyList<ProfileData> others, SubtractionKind kind, bool isNormalized = false)
    {
        if (profiles.Count == 0 || others.Count == 0)
            throw new ProfileMergeException("expected a profile on either side, found none");
        var types = ProfileMerger.CommonTypes([.. profiles, .. others]);
        double[] same = [.. types.Select(static _ => 1.0)];
        double[] negative = [.. types.Select(static _ => -1.0)];
        var factors = isNormalized ? Ratios(Join(profiles, same, null), Join(others, same, null)) : same;
        Label? label = kind == SubtractionKind.Comparison ? Label.Of(BaseKey, BaseText) : null;
        var joined = JoinedProfile.Of([.. Parts(profiles, factors, null), .. Parts(others, negative, label)], types);

        // What is left of equal samples of both sides is what shares are parts of. In a comparison their labels differ.
        return kind == SubtractionKind.Comparison ? joined : joined.ToProfile();

        JoinedProfile Join(IReadOnlyList<ProfileData> side, double[] scale, Label? mark) => JoinedProfile.Of([.. Parts(side, scale, mark)], types);

        IEnumerable<JoinedPart> Parts(IReadOnlyList<ProfileData> side, double[] scale, Label? mark) =>
            side.Select(profile => new JoinedPart(profile, ProfileMerger.ColumnsOf(profile, types), scale, mark));
    }

    private static double[] Ratios(ProfileData profile, ProfileData other)
    {
        var (sums, otherSums) = (SampleSums.Of(profile), SampleSums.Of(other));
        return [.. sums.Zip(otherSums, static (sum, otherSum) => sum == 0 ? 0 : (double)otherSum / sum)];
    }

    private sealed class SampleSums(int sampleTypes) : IPartVisitor<SampleSums>
    {
        private readonly long[] _sums = new long[sampleTypes];

        public static long[] Of(ProfileData profile) => ParallelPass.Run(profile, () => new SampleSums(profile.SampleTypes.Count))._sums;

        public void Add(SampleSums next)
        {
            for (var i = 0; i < _sums.Length; i++)
                _sums[i] += next._sums[i];
        }

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            for (var i = 0; i < values.Length; i++)
                _sums[i] += values[i];
        }
    }
}

/// <summary>What shares of a difference are parts of.</summary>
public enum SubtractionKind
{
    /// <summary>Of what changed, added up without signs (pprof: base). Fits profiles that grow from one to the next.</summary>
    Difference,

    /// <summary>Of what was taken off (pprof: diff_base). Fits two versions of a program.</summary>
    Comparison,
}
