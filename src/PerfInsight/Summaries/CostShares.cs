namespace PerfInsight.Summaries;

/// <summary>Shares of a scenario: waits of its wall time, everything else of the total.</summary>
internal sealed class CostShares(long[] totals, long duration)
{
    /// <summary>The highest share over all kinds, 0 to 1 (waits of many threads may exceed 1).</summary>
    public double Highest(long[] values) => SampleKinds.All.Max(kind => Share(kind, values));

    /// <summary>
    /// What hotspots are sorted by: the highest share of what the function does itself. That a thread sleeps is often just
    /// as it should be, so plain waiting ranks behind CPU, bytes and contended locks.
    /// </summary>
    public (double Work, double Waits, double Total) Rank(FunctionCost cost) => (
        new[] { SampleKind.Cpu, SampleKind.AllocSpace, SampleKind.Contention }.Max(kind => Share(kind, cost.Own)),
        Share(SampleKind.Blocked, cost.Own),
        Share(SampleKind.Cpu, cost.Total));

    private double Share(SampleKind kind, long[] values)
    {
        var whole = kind is SampleKind.Blocked or SampleKind.Contention && duration > 0 ? duration : totals[(int)kind];
        return whole > 0 ? (double)values[(int)kind] / whole : 0;
    }
}
