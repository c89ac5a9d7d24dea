using PerfInsight.Gating.Reports;

namespace PerfInsight.Reporting.Gates;

/// <summary>Findings as workflow commands of GitHub Actions, which shows them at their lines (<c>::error file=…,line=…,title=…::…</c>).</summary>
public static class GithubAnnotations
{
    /// <summary>What GitHub shows of one step: as many errors, and as many warnings.</summary>
    public const int MostOfAKind = 10;

    /// <summary>The commands, the most important first; notes are none.</summary>
    public static IReadOnlyList<string> Of(GateReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var errors = report.Findings.Where(static finding => finding.Verdict == FindingVerdict.Fail).Take(MostOfAKind).Select(static finding => Command("error", finding));
        var warnings = report.Findings.Where(static finding => finding.Verdict is FindingVerdict.Warning or FindingVerdict.Inconclusive or FindingVerdict.Waived)
            .Take(MostOfAKind).Select(static finding => Command("warning", finding));
        return [.. errors, .. warnings];
    }

    private static string Command(string kind, GateFinding finding)
    {
        var place = finding.Place is { } at ? $"file={Property(at.File)},line={at.Line}," : "";
        return FormattableString.Invariant($"::{kind} {place}title={Property(finding.Title)}::{Data(finding.Message)}");
    }

    // The escapes of the actions toolkit: data, and properties, which end at a comma or colon as well.
    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
