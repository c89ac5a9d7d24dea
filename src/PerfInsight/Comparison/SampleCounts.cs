using PerfInsight.Profiles;

namespace PerfInsight.Comparison;

/// <summary>
/// How many samples stand behind the values of a row. Profiles add equal samples up, so a row of 3 s may be one sample or
/// three thousand; how sure a difference is depends on which.
/// </summary>
internal sealed class SampleCounts
{
    // The runtime samples an allocation each 100 KB on average.
    // Source: docs of GCAllocationTick_V4 (.NET) and of AllocationSampled (.NET 10), both 102,400 bytes.
    private const double AllocationInterval = 102_400;

    private readonly int _type;
    private readonly int _counts;
    private readonly int _space;
    private readonly double _interval;

    private SampleCounts(int type, int counts, int space, double interval) =>
        (_type, _counts, _space, _interval) = (type, counts, space, interval);

    /// <summary>How the samples of one sample type are counted.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="type">Index of the sample type.</param>
    public static SampleCounts Of(ProfileData profile, int type)
    {
        var (kind, unit) = profile.SampleTypes[type];
        if (kind is "alloc_space" or "alloc_objects" or "inuse_space" or "inuse_objects")
        {
            // A sample stands for an interval of bytes, however many objects these are.
            var interval = profile.Info is { Period: > 0, PeriodType: { Unit: "bytes" } } ? profile.Info.Period
                : profile.Info.SourceFormat == "nettrace" ? AllocationInterval : 0;
            var space = profile.SampleTypeIndex(kind.Replace("objects", "space", StringComparison.Ordinal));
            if (interval > 0 && space >= 0)
                return new SampleCounts(type, counts: -1, space, interval);
        }
        else if (unit == "count")
        {
            return new SampleCounts(type, counts: type, space: -1, 0);
        }

        var companion = kind switch
        {
            "contention" or "delay" => "contentions",
            "alloc_space" or "alloc_objects" => "alloc_samples",
            "inuse_space" or "inuse_objects" => "inuse_samples",
            _ => "samples",
        };
        var column = profile.SampleTypeIndex(companion);
        if (column >= 0 && profile.SampleTypes[column].Unit == "count")
            return new SampleCounts(type, column, space: -1, 0);
        return profile.Info is { Period: > 0, PeriodType: { } period } && period.Unit == unit && IsCountedBy(kind, period.Kind)
            ? new SampleCounts(type, counts: -1, space: type, profile.Info.Period)
            : new SampleCounts(type, counts: -1, space: -1, 0);
    }

    // The sampler of .nettrace looks at waiting threads as often as at running ones.
    private static bool IsCountedBy(string kind, string period) => period == kind || period.Length == 0 || (kind == "blocked" && period == "cpu");

    /// <summary>
    /// Samples behind a row, at least 1 where it measures anything. Where the profile does not say, a row is one sample: that
    /// makes differences less sure, never more.
    /// </summary>
    public double Of(ReadOnlySpan<long> values)
    {
        if (values[_type] == 0)
            return 0;
        var count = _counts >= 0 ? Math.Abs((double)values[_counts]) : _space >= 0 ? Math.Abs(values[_space] / _interval) : 1;
        return Math.Max(1, count);
    }
}
