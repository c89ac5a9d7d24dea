using PerfInsight.Formats;

namespace PerfInsight.Fuzz.Targets;

/// <summary>A target for each reader. A new reader of profiles or of benchmarks is among them once its library lists it.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. ProfileTarget.Readers.Select(ProfileTarget.Of),
        .. BenchmarkFormats.Readers.Select(BenchmarkTarget.Of),
        SummaryTarget.Create(),
        PolicyTarget.Create(),
        WaiverTarget.Create(),
    ];

    /// <summary>The target of a name.</summary>
    public static FuzzTarget Of(string name) => All.Single(target => target.Name == name);
}
