using System.Globalization;
using PerfInsight.Benchmarks;
using PerfInsight.Comparison;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Findings;

/// <summary>Reads causes off benchmarks: cost that grows with a parameter is algorithmic, bytes that grew too are allocations.</summary>
internal static class BenchmarkCause
{
    // The largest input must have become worse by this much more than the smallest, so that noise is no growth.
    private const double LeastGrowth = 1.5;

    /// <summary>The cause of a regression; null where the figures show none.</summary>
    public static FindingCause? Of(BenchmarkFinding finding, BenchmarkDecisions decisions)
    {
        if (finding.Unit is "B/op" or "allocs/op")
            return Allocations($"{finding.Unit} {FindingText.Change(finding.Change ?? 0)}");
        if (Growth(finding, decisions) is { } growth)
            return new FindingCause(RootCausePattern.Algorithmic, $"algorithmic: {growth}", FindingText.Strategy(RootCausePattern.Algorithmic), []);
        var index = ByName.GetValue(decisions, static made => made.Failing.Findings.ToLookup(static other => (BenchmarkDecisions.NameOf(other), other.Unit)));
        foreach (var unit in new[] { "B/op", "allocs/op" })
        {
            if (index[(BenchmarkDecisions.NameOf(finding), unit)].FirstOrDefault() is { Verdict: BenchmarkVerdict.Regression } grown)
                return Allocations($"{unit} {FindingText.Change(grown.Change ?? 0)} too");
        }

        return null;
    }

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<BenchmarkDecisions, ILookup<(string, string), BenchmarkFinding>> ByName = [];

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<BenchmarkDecisions, ILookup<(string, string, string), (double Size, BenchmarkFinding Finding)>> BySize = [];

    private static FindingCause Allocations(string text) =>
        new(RootCausePattern.ExcessAllocations, $"excess allocations: {text}", FindingText.Strategy(RootCausePattern.ExcessAllocations), []);

    // Of benchmarks that differ in one number alone, whether they got the worse the larger it is.
    private static string? Growth(BenchmarkFinding finding, BenchmarkDecisions decisions)
    {
        var sizes = BySize.GetValue(decisions, static made => made.Failing.Findings.Where(static other => other.Change is > -1 && Size(other) is not null)
            .Select(static other => (Size: Size(other)!.Value, Finding: other))
            .ToLookup(static one => (BenchmarkDecisions.NameOf(one.Finding.Table, one.Size.Family), one.Size.Key, one.Finding.Unit), static one => (one.Size.Value, one.Finding)));
        if (Size(finding) is not { } size)
            return null;
        var series = sizes[(BenchmarkDecisions.NameOf(finding.Table, size.Family), size.Key, finding.Unit)].OrderBy(static one => one.Size).ToList();
        if (series.Count < 2 || (1 + series[^1].Finding.Change) / (1 + series[0].Finding.Change) < LeastGrowth)
            return null;
        for (var i = 1; i < series.Count; i++)
        {
            if (series[i].Finding.Change <= series[i - 1].Finding.Change)
                return null;
        }

        return $"the larger {size.Key}, the worse: " + string.Join(", ", series.Select(one =>
            $"{size.Key}={one.Size.ToString(CultureInfo.InvariantCulture)} {FindingText.Change(one.Finding.Change ?? 0)}"));
    }

    // The last part of a name that is a number: "/N=1000".
    private static (string Family, string Key, double Value)? Size(BenchmarkFinding finding)
    {
        var name = new BenchmarkName(finding.Label);
        foreach (var part in name.Parts().Reverse())
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (part[0] == '/' && equals > 0 && double.TryParse(part.AsSpan(equals + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                return (finding.Label.Replace(part, $"{part[..equals]}=*", StringComparison.Ordinal), part[1..equals], value);
        }

        return null;
    }
}
