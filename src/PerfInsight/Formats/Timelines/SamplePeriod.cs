using PerfInsight.Profiles;

namespace PerfInsight.Formats.Timelines;

/// <summary>
/// How long a sample of thread time is. Samples with the same stack are one piece, so that its length is that of one sample or of several: the
/// shortest pieces tell. One in twenty may be shorter, since the sampler is not exact.
/// </summary>
internal static class SamplePeriod
{
    private const int Part = 20;

    // Shorter pieces stand between two samples in dotnet-trace's files, so that they do not overlap: 50 µs, far below its sampling.
    private const decimal Shortest = 50_000;

    /// <summary>What is said of a profile, with the period.</summary>
    /// <param name="info">What is said of it without.</param>
    /// <param name="pieces">Lengths of pieces, nanoseconds.</param>
    public static ProfileInfo AddTo(ProfileInfo info, IEnumerable<decimal> pieces)
    {
        var samples = pieces.Where(static piece => piece >= Shortest).Order().ToList();
        return samples.Count == 0
            ? info
            : info with { Period = (long)Math.Min(samples[samples.Count / Part], long.MaxValue), PeriodType = new SampleType("cpu", "nanoseconds") };
    }
}
