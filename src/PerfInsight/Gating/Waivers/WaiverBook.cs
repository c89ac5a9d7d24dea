using System.Globalization;
using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Waivers;

/// <summary>Holds waivers against findings, and says which of them nobody needs.</summary>
internal static class WaiverBook
{
    private const string Title = "waivers that are expired or not used";

    /// <summary>The findings with their waivers, and the gate of the waivers themselves.</summary>
    public static (IReadOnlyList<GateOutcome> Outcomes, GateOutcome Waivers) Apply(IReadOnlyList<GateOutcome> outcomes, GateRequest request)
    {
        var rows = request.Waivers.ToDictionary(static row => (row.Gate, row.Subject, row.Metric));
        var used = new HashSet<WaiverRow>(ReferenceEqualityComparer.Instance);
        var applied = outcomes.Select(outcome => outcome with
        {
            Findings =
            [
                .. outcome.Findings.Select(finding =>
                {
                    if (finding.Verdict is not (FindingVerdict.Fail or FindingVerdict.Warning or FindingVerdict.Inconclusive)
                        || !rows.TryGetValue((finding.Gate, finding.Subject.Name, finding.Metric), out var row))
                    {
                        return finding;
                    }

                    used.Add(row);
                    return Waive(finding, row, request.Today);
                }),
            ],
        }).ToList();
        return (applied, Gate(applied, used, request));
    }

    private static GateFinding Waive(GateFinding finding, WaiverRow row, DateOnly today)
    {
        var ceiling = WaiverWriter.Ceiling(row.Ceiling, row.IsGrowth);
        var file = $"{row.Issue}, owner {row.Owner}";
        if (row.Expires < today)
        {
            return finding with
            {
                Waiver = new WaiverUse(WaiverState.Expired, row, $"its waiver expired on {Day(row.Expires)} ({file})"),
                Message = $"{finding.Message}; its waiver expired on {Day(row.Expires)}",
            };
        }

        // A value that the finding does not have is over any ceiling: what has no growth, or what is no share, was not accepted.
        var measured = row.IsGrowth ? finding.Growth : finding.Share;
        if (!(measured <= row.Ceiling))
        {
            var found = double.IsNaN(measured) ? $"which is no {(row.IsGrowth ? "growth" : "share")} here" : row.IsGrowth ? FindingText.Change(measured) : FindingText.Share(measured);
            return finding with
            {
                Waiver = new WaiverUse(WaiverState.OverCeiling, row, $"over the ceiling {ceiling} of its waiver: {found} ({file})"),
                Message = $"{finding.Message}; over the ceiling {ceiling} of its waiver",
            };
        }

        return finding with
        {
            Verdict = FindingVerdict.Waived,
            Severity = FindingSeverity.Note,
            Waiver = new WaiverUse(WaiverState.Active, row, $"waived until {Day(row.Expires)} up to {ceiling} ({file}): {row.Reason}"),
            Message = $"{finding.Message}; waived until {Day(row.Expires)} ({file})",
        };
    }

    private static GateOutcome Gate(IReadOnlyList<GateOutcome> outcomes, HashSet<WaiverRow> used, GateRequest request)
    {
        if (GateOutcome.IfOff(GateIds.Waiver, Title, request.Policy.Waiver) is { } off)
            return off;
        if (request.Waivers.Count == 0)
            return GateOutcome.Idle(GateIds.Waiver, Title, "no waivers were given");
        var ran = outcomes.Where(static outcome => outcome.NotRun.Length == 0 && outcome.Undecided.Length == 0).Select(static outcome => outcome.Id).ToHashSet(StringComparer.Ordinal);
        var findings = new List<GateFinding>();
        foreach (var row in request.Waivers)
        {
            if (row.Expires < request.Today)
                findings.Add(Finding(row, request, WaiverState.Expired, $"expired on {Day(row.Expires)}", used.Contains(row) ? "fix the regression, or agree on a new day" : "remove it"));
            else if (!used.Contains(row) && ran.Contains(row.Gate))
                findings.Add(Finding(row, request, WaiverState.Unused, "no finding needs it", "remove it"));
        }

        return new GateOutcome(GateIds.Waiver, Title) { Checked = request.Waivers.Count, Findings = findings };
    }

    private static GateFinding Finding(WaiverRow row, GateRequest request, WaiverState state, string what, string remedy)
    {
        var subject = new FindingSubject(SubjectKind.Waiver, $"{row.Gate} {row.Subject} {row.Metric}", row.Subject);
        var (verdict, severity) = FindingText.Exceeded(request.Policy.Waiver);
        return new GateFinding
        {
            Id = FindingText.Id(GateIds.Waiver, subject, ""),
            Gate = GateIds.Waiver,
            Subject = subject,
            Metric = "",
            Verdict = verdict,
            Severity = severity,
            Title = $"waiver of {row.Subject} ({row.Metric}): {what}",
            Measured = what,
            Limit = state == WaiverState.Expired ? $"until {Day(row.Expires)}" : "in use",
            Certainty = "exact",
            Message = $"the waiver of {row.Subject} ({row.Gate}, {row.Metric}, {row.Issue}, owner {row.Owner}): {what}; {remedy}",
            Place = row.Place,
            Waiver = new WaiverUse(state, row, what),
        };
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
