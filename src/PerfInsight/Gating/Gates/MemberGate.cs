using PerfInsight.Comparison;
using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Gates;

/// <summary>
/// No member costs more than before by more than a share and an amount. A limit of one kind alone blocks noise in small members, or lets
/// large ones pass; and a change that may be chance blocks nothing.
/// </summary>
internal static class MemberGate
{
    private const string Title = "members that cost more";

    /// <summary>Runs it.</summary>
    public static GateOutcome Run(GateData data)
    {
        var policy = data.Request.Policy.Member;
        if ((GateOutcome.IfOff(GateIds.Member, Title, policy.Level) ?? ProfileGate.Idle(GateIds.Member, Title, data, policy.Rules.Select(static rule => rule.SampleType))) is { } idle)
            return idle;
        var (findings, seen) = (new List<GateFinding>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var rules in policy.Rules.GroupBy(static rule => (rule.SampleType, rule.IsTotal, rule.Tag)))
        {
            if (data.Comparisons.Of(rules.Key.SampleType, rules.Key.IsTotal, rules.Key.Tag) is not { } comparison)
                continue;
            MemberRule[] inOrder = [.. rules.Reverse()];
            var isAll = inOrder.Length == 1 && inOrder[0].Members.Texts is ["*"];
            foreach (var row in comparison.Members)
            {
                seen.Add(row.Member.Name);
                if (row.Verdict != Verdict.Regression)
                    continue;
                var rule = isAll ? inOrder[0] : Array.Find(inOrder, one => one.Members.Match(row.Member.Name));
                if (rule is not null && (rule.Level ?? policy.Level) is var level and not GateLevel.Off && Exceeds(row, comparison, rule) && !IsSeenAsHotspot(row, rule, level, data))
                    findings.Add(Finding(row, comparison, rule, level, data));
            }
        }

        return ProfileGate.Decided(GateIds.Member, Title, seen.Count, findings, data);
    }

    private static bool Exceeds(MemberDelta row, ProfileComparison comparison, MemberRule rule) =>
        row.Test.Ratio - 1 > rule.Relative && row.Test.Delta > Absolute(rule.Absolute, comparison);

    // Amounts are per what costs are per; a second's CPU is said as of the second.
    private static double Absolute(Amount amount, ProfileComparison comparison) =>
        amount.Kind == AmountKind.Share ? amount.Value * comparison.BaselineSum / comparison.BaselineExposure : amount.Value;

    // One thing is reported once; but what fails here is not left to a gate that only warns.
    private static bool IsSeenAsHotspot(MemberDelta row, MemberRule rule, GateLevel level, GateData data)
    {
        var hotspots = data.Request.Policy.NewHotspot;
        return row.IsNewHotspot && !rule.IsTotal && rule.Tag.Length == 0 && hotspots.Level <= level && hotspots.SampleTypes.Contains(rule.SampleType);
    }

    private static GateFinding Finding(MemberDelta row, ProfileComparison comparison, MemberRule rule, GateLevel level, GateData data)
    {
        var finding = new MemberFindings(data).Of(GateIds.Member, row, comparison, rule.Tag);
        var (verdict, severity) = FindingText.Exceeded(level);
        var figures = new ComparisonFigures(comparison);
        var change = double.IsInfinity(row.Test.Ratio) ? $"new, {figures.Delta(row.Test.Delta)}" : $"{FindingText.Change(row.Test.Ratio - 1)}, {figures.Delta(row.Test.Delta)}";
        var limit = $"{FindingText.Change(rule.Relative)} and +{Text(rule.Absolute)}";
        var what = $"{(comparison.ByTotal ? "total" : "self")} {comparison.SampleType.Kind}{(rule.Tag.Length == 0 ? "" : $" under {rule.Tag}")}";
        return finding with
        {
            Verdict = verdict,
            Severity = severity,
            Title = $"{finding.Subject.ShortName} costs more {what}",
            Measured = change,
            Limit = limit,
            Message = $"{finding.Subject.Name} costs more {what}: {finding.Measure!.BaselineText} → {finding.Measure.CandidateText} ({change}), the limit is {limit}",
        };
    }

    private static string Text(Amount amount) => amount.ToString();
}
