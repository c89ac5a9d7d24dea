namespace PerfInsight.Analyzers.Rules;

/// <summary>The families of rules; a family is a descriptor's category.</summary>
internal static class RuleFamily
{
    /// <summary>The family of a rule id, by its first digit.</summary>
    public static string Of(string id) => id[2] switch
    {
        '0' => "PerfInsight.Health",
        '1' => "PerfInsight.Allocations",
        '2' => "PerfInsight.Algorithmic",
        '3' => "PerfInsight.LockContention",
        '4' => "PerfInsight.IoBound",
        '5' => "PerfInsight.GcPressure",
        _ => throw new ArgumentException("no family for " + id, nameof(id)),
    };
}
