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
            Rules(row, data));
    }

    /// <summary>Diagnostics in a member and, where it is of a framework, in who calls it; those with a fix first.</summary>
    private static IReadOnlyList<RuleHint> Rules(MemberDelta row, GateData data)
    {
        string[] members = [row.Member.Name, .. (row.Parts?.Callers ?? []).Where(static part => part.Delta > 0).Select(static part => part.Name)];
        foreach (var member in members)
        {
            var rules = data.Request.Diagnostics.Where(hint => data.Code.Contains(member, hint.Place.File, hint.Place.Line)).ToList();
            if (rules.Count > 0)
                return [.. rules.OrderByDescending(static hint => hint.HasFix).ThenBy(static hint => hint.Place.Line).ThenBy(static hint => hint.Rule, StringComparer.Ordinal)];
        }

        return [];
    }

    private static string WholeOf(ProfileComparison comparison, double delta)
    {
        var whole = comparison.BaselineSum / comparison.BaselineExposure;
        return whole > 0 ? $" ({FindingText.Share(delta / whole)} of all {comparison.SampleType.Kind} before)" : "";
    }
}
