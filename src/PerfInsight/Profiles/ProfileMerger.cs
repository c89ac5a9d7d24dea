using PerfInsight.Units;

namespace PerfInsight.Profiles;

/// <summary>Adds profiles up, by the rules of pprof (profile/merge.go of https://github.com/google/pprof).</summary>
public static class ProfileMerger
{
    /// <summary>
    /// One profile with the samples of all; those with equal stacks and labels are added up. It has the sample types that all of them
    /// have, in the finest unit of each; the first time and the sum of durations; the first profile's filters.
    /// </summary>
    /// <exception cref="ProfileMergeException">They have no sample type in common, or measure it in units that do not fit.</exception>
    /// <exception cref="ProfileFormatException">A sample is damaged.</exception>
    public static Profile Merge(IReadOnlyList<ProfileData> profiles)
    {
        if (profiles.Count == 0)
            throw new ProfileMergeException("expected a profile, found none");
        var types = CommonTypes(profiles);
        var builder = new ProfileBuilder(types);
        foreach (var profile in profiles)
            profile.VisitSamples(new ProfileImporter(builder, profile, ColumnsOf(profile, types)) { SkipsZeros = true });
        return builder.Build(CommonInfo(profiles, types), [.. profiles.SelectMany(static profile => profile.Warnings).Distinct()]);
    }

    /// <summary>
    /// One profile that shows the samples of all, one profile after another: as <see cref="Merge"/>, but equal samples are not added up, and
    /// millions of stacks cost no memory. For views of costs, which add up themselves.
    /// </summary>
    /// <exception cref="ProfileMergeException">They have no sample type in common, or measure it in units that do not fit.</exception>
    public static ProfileData Join(IReadOnlyList<ProfileData> profiles)
    {
        if (profiles.Count == 0)
            throw new ProfileMergeException("expected a profile, found none");
        var types = CommonTypes(profiles);
        double[] factors = [.. types.Select(static _ => 1.0)];
        return JoinedProfile.Of([.. profiles.Select(profile => new JoinedPart(profile, ColumnsOf(profile, types), factors))], types);
    }

    /// <summary>The sample types that all profiles have, in the finest unit of each.</summary>
    internal static List<SampleType> CommonTypes(IReadOnlyList<ProfileData> profiles)
    {
        var types = profiles[0].SampleTypes.Where(type => profiles.All(profile => profile.SampleTypeIndex(type.Kind) >= 0)).ToList();
        if (types.Count == 0)
        {
            var found = profiles.Select(static profile => "(" + string.Join(", ", profile.SampleTypes.Select(static type => type.Kind)) + ")");
            throw new ProfileMergeException($"expected profiles with a sample type in common, found {string.Join(" and ", found.Distinct())}");
        }

        return types.ConvertAll(type => profiles.Select(profile => profile.SampleTypes[profile.SampleTypeIndex(type.Kind)]).Aggregate(Finer));
    }

    private static SampleType Finer(SampleType x, SampleType y) => PprofQuantity.Factor(y.Unit, x.Unit) switch
    {
        null => throw new ProfileMergeException($"expected units of '{x.Kind}' that can be converted, found '{x.Unit}' and '{y.Unit}'"),
        < 1 => y,
        _ => x,
    };

    /// <summary>Where the values of sample types come from in a profile that has them all.</summary>
    internal static SampleColumn[] ColumnsOf(ProfileData profile, IReadOnlyList<SampleType> types) => [.. types.Select(type =>
    {
        var index = profile.SampleTypeIndex(type.Kind);
        return new SampleColumn(index, PprofQuantity.Factor(profile.SampleTypes[index].Unit, type.Unit) ?? 1);
    })];

    /// <summary>What is said of profiles together.</summary>
    internal static ProfileInfo CommonInfo(IReadOnlyList<ProfileData> profiles, IReadOnlyList<SampleType> types)
    {
        var infos = profiles.Select(static profile => profile.Info).ToList();
        var periodTypes = infos.Select(static info => info.PeriodType).Distinct().ToList();
        var captured = infos.Select(static info => info.CapturedNanoseconds).Where(static time => time != 0).ToList();
        return infos[0] with
        {
            CapturedNanoseconds = captured.Count == 0 ? 0 : captured.Min(),
            Duration = infos.Aggregate(0L, static (sum, info) => sum + info.Duration),

            // Samples of different periods have none in common.
            PeriodType = periodTypes.Count == 1 ? periodTypes[0] : null,
            Period = periodTypes.Count == 1 ? infos.Max(static info => info.Period) : 0,
            DefaultSampleType = infos.Select(static info => info.DefaultSampleType).FirstOrDefault(kind => types.Any(type => type.Kind == kind)) ?? "",
            Comments = [.. infos.SelectMany(static info => info.Comments).Distinct()],
            DocUrl = infos.Select(static info => info.DocUrl).FirstOrDefault(static url => url.Length > 0) ?? "",
        };
    }
}

/// <summary>Profiles that cannot be added up. The message says what was expected.</summary>
public sealed class ProfileMergeException(string message) : Exception(message);
