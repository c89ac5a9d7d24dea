using PerfInsight.Comparison;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Findings;

/// <summary>Says a root cause with its figures, and which diagnostics of the analyzers stand where it is.</summary>
internal static class RootCauseText
{
    /// <summary>The cause of a finding.</summary>
    public static FindingCause Of(RootCause cause, MemberDelta row, ProfileComparison comparison, IReadOnlyDictionary<string, ProfileComparison> others, GateData data)
    {
        var grown = others.GetValueOrDefault(cause.Of) ?? comparison;
        var what = cause.Of == row.Member.Name || others.ContainsKey(cause.Of) || cause.Of == comparison.SampleType.Kind ? cause.Of : MemberName.Short(cause.Of);
        return new FindingCause(
            cause.Pattern,
            $"{FindingText.Pattern(cause.Pattern)}: {what} {new ComparisonFigures(grown).Delta(cause.Delta)}{WholeOf(grown, cause.Delta)}",
            FindingText.Strategy(cause.Pattern),
            Rules(row, cause.Pattern, data));
    }

    // Diagnostics of the pattern's family in a member and, where it is of a framework, in who calls it; those with a fix first.
    private static IReadOnlyList<RuleHint> Rules(MemberDelta row, RootCausePattern pattern, GateData data)
    {
        string[] members = [row.Member.Name, .. (row.Parts?.Callers ?? []).Where(static part => part.Delta > 0).Select(static part => part.Name)];
        foreach (var member in members)
        {
            var rules = data.Request.Diagnostics.Where(hint => IsOf(pattern, hint.Rule) && data.Code.Contains(member, hint.Place.File, hint.Place.Line)).ToList();
            if (rules.Count > 0)
                return [.. rules.OrderByDescending(static hint => hint.HasFix).ThenBy(static hint => hint.Place.Line).ThenBy(static hint => hint.Rule, StringComparer.Ordinal)];
        }

        return [];
    }

    // The first digit of a rule is its family; fewer allocations are what helps the collector, too.
    private static bool IsOf(RootCausePattern pattern, string rule) => rule.Length > 2 && pattern switch
    {
        RootCausePattern.ExcessAllocations => rule[2] == '1',
        RootCausePattern.Algorithmic => rule[2] == '2',
        RootCausePattern.LockContention => rule[2] == '3',
        RootCausePattern.IoBound => rule[2] == '4',
        _ => rule[2] is '1' or '5',
    };

    private static string WholeOf(ProfileComparison comparison, double delta)
    {
        var whole = comparison.BaselineSum / comparison.BaselineExposure;
        return whole > 0 ? $" ({FindingText.Share(delta / whole)} of all {comparison.SampleType.Kind} before)" : "";
    }
}
