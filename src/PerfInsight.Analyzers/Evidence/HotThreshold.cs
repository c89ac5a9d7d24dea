using System.Runtime.CompilerServices;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>
/// From which share on a cost is hot: a fixed one, or with <c>auto</c> the share of the last member that is needed to
/// cover a part of the profile (as clang's <c>-fdiagnostics-hotness-threshold=auto</c> does with profile counts).
/// </summary>
internal static class HotThreshold
{
    private static readonly ConditionalWeakTable<Scenario, double[][]> SharesOfScenario = new();

    // With "auto" a pattern inside a hot member is worth a word from this share on.
    private const double AutoPatternThreshold = 0.01;

    /// <summary>True where the cost of a pattern or a line, inside a hot member, reaches the threshold.</summary>
    public static bool IsCostly(MeasuredCost cost, EvidenceOptions options) =>
        cost.Value > 0 && cost.Share >= (options.HotThreshold ?? AutoPatternThreshold);

    /// <summary>True where the cost of a member reaches the threshold.</summary>
    public static bool IsHot(MeasuredCost cost, EvidenceOptions options) =>
        cost.Value > 0 && cost.Share >= (options.HotThreshold ?? Auto(cost.Scenario, cost.Kind, options.AutoCoverage));

    private static double Auto(Scenario scenario, SampleKind kind, double coverage)
    {
        var shares = SharesOfScenario.GetValue(scenario, static scenario => Array.ConvertAll(
            (SampleKind[])Enum.GetValues(typeof(SampleKind)), kind => SortedShares(scenario, kind)))[(int)kind];
        double covered = 0;
        var wanted = coverage * shares.Sum();
        foreach (var share in shares)
        {
            covered += share;
            if (covered >= wanted)
                return share;
        }

        return 1;
    }

    private static double[] SortedShares(Scenario scenario, SampleKind kind) => scenario.Methods
        .Select(method => MeasuredCost.ShareOf(kind, method[kind].Own, scenario))
        .Where(share => share > 0)
        .OrderByDescending(share => share)
        .ToArray();
}
