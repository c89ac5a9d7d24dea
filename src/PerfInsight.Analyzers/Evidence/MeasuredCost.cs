using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>A measured value and what it is part of.</summary>
/// <param name="Kind">What was measured.</param>
/// <param name="Value">How much, in the unit of the kind.</param>
/// <param name="Scenario">Where it was measured.</param>
internal readonly record struct MeasuredCost(SampleKind Kind, long Value, Scenario Scenario)
{
    /// <summary>Part of the scenario, 0 to 1: of the wall time for waits, else of the total of the kind.</summary>
    public double Share => ShareOf(Kind, Value, Scenario);

    /// <summary>True where the share of a wait is one of the wall time.</summary>
    public bool IsOfWallTime => IsWait(Kind) && Scenario.Duration > 0;

    /// <summary>The part of the scenario that a value is.</summary>
    public static double ShareOf(SampleKind kind, long value, Scenario scenario)
    {
        // Waits of many threads add up, and a total of 1 ms of waits has no costly part: wall time is the measure.
        var whole = IsWait(kind) && scenario.Duration > 0 ? scenario.Duration : scenario.Totals[kind];
        return whole > 0 ? (double)value / whole : 0;
    }

    private static bool IsWait(SampleKind kind) => kind is SampleKind.Blocked or SampleKind.Contention;
}
