using PerfInsight.Summaries;
using PerfInsight.Units;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>Measured costs in the words of messages.</summary>
internal static class CostText
{
    /// <summary>What a pattern does, as the profile shows it: "takes 36 % of CPU (4.1 s of 11.4 s in 'load', commit 3f2c1ab)".</summary>
    public static string Confirmed(MeasuredCost cost) => cost.Kind switch
    {
        SampleKind.AllocSpace or SampleKind.AllocObjects => "allocates " + Share(cost) + " " + Details(cost),
        SampleKind.Blocked or SampleKind.Contention => "makes threads wait " + Amount(cost.Kind, cost.Value) + " " + WaitDetails(cost),
        SampleKind.Exceptions or SampleKind.Contentions => "causes " + Share(cost) + " " + Details(cost),
        _ => "takes " + Share(cost) + " " + Details(cost),
    };

    /// <summary>What is known of a pattern whose own cost is not visible.</summary>
    public static string Likely(MeasuredCost member, bool ofLine, Freshness freshness)
    {
        var reason = freshness switch
        {
            Freshness.Changed => "the member changed since the profile",
            Freshness.NameOnly => "the profile knows the member by name only",
            _ => "its own cost is not visible in the profile",
        };
        var where = ofLine ? "its line" : "its member";
        var what = member.Kind is SampleKind.Blocked or SampleKind.Contention
            ? where + " waits " + Amount(member.Kind, member.Value) + " " + WaitDetails(member)
            : where + " has " + Share(member) + " " + Details(member);
        return "is likely costly (" + what + "; " + reason + ")";
    }

    /// <summary>The share with its name: "36 % of CPU".</summary>
    public static string Share(MeasuredCost cost) => QuantityText.Percent(cost.Share) + " of " + cost.Kind switch
    {
        SampleKind.Cpu => "CPU",
        SampleKind.AllocSpace => "all bytes",
        SampleKind.AllocObjects => "all objects",
        SampleKind.Contentions => "all contentions",
        SampleKind.Exceptions => "all exceptions",
        _ => cost.IsOfWallTime ? "wall time" : "all waits",
    };

    /// <summary>A value with its unit.</summary>
    public static string Amount(SampleKind kind, long value) => kind switch
    {
        SampleKind.AllocSpace => QuantityText.Bytes(value),
        SampleKind.AllocObjects or SampleKind.Contentions or SampleKind.Exceptions => QuantityText.Count(value),
        _ => QuantityText.Duration(value),
    };

    /// <summary>The scenario and its commit: "'checkout-load', commit 3f2c1ab".</summary>
    public static string Origin(Scenario scenario) =>
        "'" + scenario.Name + "'" + (scenario.Commit is { Length: > 0 } commit ? ", commit " + Short(commit) : "");

    private static string Details(MeasuredCost cost) =>
        "(" + Amount(cost.Kind, cost.Value) + " of " + Amount(cost.Kind, cost.Scenario.Totals[cost.Kind]) + " in " + Origin(cost.Scenario) + ")";

    private static string WaitDetails(MeasuredCost cost) => "(" + Share(cost) + " in " + Origin(cost.Scenario) + ")";

    private static string Short(string commit) => commit.Length > 7 ? commit.Substring(0, 7) : commit;
}
