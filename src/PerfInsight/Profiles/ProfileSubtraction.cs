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

    /// <summary>One profile with the samples of some, and those of others with their sign turned.</summary>
    /// <param name="profiles">The profiles; several are added up.</param>
    /// <param name="others">What is taken from them; several are added up.</param>
    /// <param name="kind">What shares are parts of afterwards.</param>
    /// <param name="isNormalized">True to scale the profiles so that they measure as much as the others, in each sample type.</param>
    /// <exception cref="ProfileMergeException">They have no sample type in common, or measure it in units that do not fit.</exception>
    /// <exception cref="ProfileFormatException">A sample is damaged.</exception>
    public static Profile Subtract(IReadOnlyList<ProfileData> profiles, IReadOnlyList<ProfileData> others, SubtractionKind kind, bool isNormalized = false)
    {
        ProfileData[] sides = [ProfileMerger.Merge(profiles), ProfileMerger.Merge(others)];
        var types = ProfileMerger.CommonTypes(sides);
        sides = Array.ConvertAll(sides, side => side.SampleTypes.SequenceEqual(types) ? side : ProfileMerger.Merge([side], types));

        var builder = new ProfileBuilder(types);
        Add(sides[0], isNormalized ? Ratios(sides[0], sides[1]) : Constant(1), label: null);
        Add(sides[1], Constant(-1), kind == SubtractionKind.Comparison ? Label.Of(BaseKey, BaseText) : null);
        var difference = builder.Build(ProfileMerger.CommonInfo(sides, types), [.. sides.SelectMany(static side => side.Warnings).Distinct()]);

        // Samples of both sides that are equal become one, which may measure nothing: merging leaves it out.
        return ProfileMerger.Merge([difference]);

        double[] Constant(double factor) => [.. types.Select(_ => factor)];

        void Add(ProfileData side, double[] factors, Label? label)
        {
            var importer = new ProfileImporter(builder, side, [.. types.Select(static (_, i) => new SampleColumn(i))]) { SkipsZeros = true };
            side.VisitSamples(new ScaledSamples(importer, factors, label));
        }
    }

    private static double[] Ratios(ProfileData profile, ProfileData other)
    {
        var (sums, otherSums) = (SampleSums.Of(profile), SampleSums.Of(other));
        return [.. sums.Zip(otherSums, static (sum, otherSum) => sum == 0 ? 0 : (double)otherSum / sum)];
    }

    private sealed class SampleSums(int sampleTypes) : ISampleVisitor
    {
        private readonly long[] _sums = new long[sampleTypes];

        public static long[] Of(ProfileData profile)
        {
            var sums = new SampleSums(profile.SampleTypes.Count);
            profile.VisitSamples(sums);
            return sums._sums;
        }

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            for (var i = 0; i < values.Length; i++)
                _sums[i] += values[i];
        }
    }

    /// <summary>Shows a visitor samples with their values multiplied, and with a label more.</summary>
    private sealed class ScaledSamples(ISampleVisitor next, double[] factors, Label? label) : ISampleVisitor
    {
        private readonly long[] _values = new long[factors.Length];
        private readonly bool _isScaled = Array.Exists(factors, static factor => factor != 1);

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            // pprof looks only at the values that it multiplied to see whether any is left.
            var isLeft = !_isScaled;
            for (var i = 0; i < values.Length; i++)
            {
                _values[i] = factors[i] switch
                {
                    1 => values[i],
                    -1 => -values[i],
                    var factor => (long)Math.Round(values[i] * factor, MidpointRounding.AwayFromZero),
                };
                isLeft |= factors[i] != 1 && _values[i] != 0;
            }

            if (isLeft)
                next.Visit(stack, _values, label is { } more ? [.. labels, more] : labels);
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
