using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PerfInsight.Comparison;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;
using PerfInsight.Units;

namespace PerfInsight.Gating.Findings;

/// <summary>Words and figures of findings, everywhere the same.</summary>
internal static class FindingText
{
    /// <summary>The stable id of a finding.</summary>
    public static string Id(string gate, FindingSubject subject, string metric)
    {
        var text = string.Join('\0', gate, subject.Kind.ToString(), subject.Name, metric);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16].ToLowerInvariant();
    }

    /// <summary>A member as a subject.</summary>
    public static FindingSubject Member(string name) => new(SubjectKind.Member, name, MemberName.Short(name));

    /// <summary>A change with its sign: <c>+50 %</c>, <c>+4.1 %</c>; <c>new</c> from nothing.</summary>
    public static string Change(double change) => double.IsNaN(change) ? "–"
        : double.IsInfinity(change) ? "new"
        : Math.Abs(change) >= 9.995 ? (change * 100).ToString("+#,0;-#,0", CultureInfo.InvariantCulture) + " %"
        : (change * 100).ToString(Math.Abs(change) >= 0.0995 ? "+0;-0" : "+0.0;-0.0;±0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A share: <c>8.1 %</c>.</summary>
    public static string Share(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A limit as the policy has it: <c>5 %</c>.</summary>
    public static string Limit(double share) => NumberText.Shortest(Math.Round(share * 100, 6)) + " %";

    /// <summary>A p value: <c>p &lt; 0.001</c>.</summary>
    public static string P(double p) => ComparisonFigures.P(p);

    /// <summary>A count with its noun.</summary>
    public static string Count(double count, string noun) =>
        $"{QuantityText.Count((long)Math.Round(count))} {noun}{(Math.Round(count) == 1 ? "" : "s")}";

    /// <summary>What a level makes of an exceeded limit.</summary>
    public static (FindingVerdict Verdict, FindingSeverity Severity) Exceeded(GateLevel level) =>
        level == GateLevel.Fail ? (FindingVerdict.Fail, FindingSeverity.Error) : (FindingVerdict.Warning, FindingSeverity.Warning);

    /// <summary>A pattern in words.</summary>
    public static string Pattern(RootCausePattern pattern) => pattern switch
    {
        RootCausePattern.Algorithmic => "algorithmic",
        RootCausePattern.ExcessAllocations => "excess allocations",
        RootCausePattern.LockContention => "lock contention",
        RootCausePattern.IoBound => "I/O bound",
        _ => "GC pressure",
    };

    /// <summary>What a fix of a pattern does (playbook, section 4).</summary>
    public static string Strategy(RootCausePattern pattern) => pattern switch
    {
        RootCausePattern.Algorithmic => "change the data structure",
        RootCausePattern.ExcessAllocations => "reuse buffers, pool",
        RootCausePattern.LockContention => "shard the lock, narrow the critical section",
        RootCausePattern.IoBound => "parallelise, pipeline",
        _ => "fewer transient allocations",
    };
}
