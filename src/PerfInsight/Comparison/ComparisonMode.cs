namespace PerfInsight.Comparison;

/// <summary>What the costs of two sides are compared per.</summary>
public enum ComparisonMode
{
    /// <summary>As measured: both sides did the same work.</summary>
    Absolute,

    /// <summary>Per second of capture: both sides were under the same load, however long they were looked at.</summary>
    PerSecond,

    /// <summary>Per operation, as the user counts them.</summary>
    PerOperation,

    /// <summary>Share of all that the side measured: machines or loads differ.</summary>
    Share,
}
