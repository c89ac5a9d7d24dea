using System.Globalization;
using PerfInsight.Comparison;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Findings;

/// <summary>Makes findings of members that a comparison of profiles shows.</summary>
internal sealed class MemberFindings(GateData data)
{
    // Parts of a change that are named, and the share of the change from which on they are.
    private const int MostParts = 3;
    private const double LeastPart = 0.15;

    /// <summary>A finding without what its gate says of the limit.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="row">The member.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="tag">Label of the samples; empty for all.</param>
    public GateFinding Of(string gate, MemberDelta row, ProfileComparison comparison, string tag = "")
    {
        var subject = FindingText.Member(row.Member.Name);
        var metric = Metric(comparison, tag);
        var measure = Measure(row, comparison);
        return new GateFinding
        {
            Id = FindingText.Id(gate, subject, metric),
            Gate = gate,
            Subject = subject,
            Metric = metric,
            Verdict = FindingVerdict.Note,
            Severity = FindingSeverity.Note,
            Title = "",
            Measured = "",
            Limit = "",
            Message = "",
            Certainty = $"{FindingText.Count(row.Candidate.Samples, "sample")}, {FindingText.P(row.AdjustedP)}",
            Measure = measure,
            Growth = measure.Change,
            Share = comparison.ByTotal ? row.Candidate.TotalShare : row.Candidate.SelfShare,
            Place = PlaceOf(row),
            Cause = CauseOf(row, comparison),
            Evidence = [.. Evidence(row, comparison)],
            NextCommand = Next(comparison),
        };
    }

    /// <summary>The figures of a member.</summary>
    public static Measure Measure(MemberDelta row, ProfileComparison comparison)
    {
        var figures = new ComparisonFigures(comparison);
        var (before, after) = comparison.ByTotal ? (row.Baseline.Total, row.Candidate.Total) : (row.Baseline.Self, row.Candidate.Self);
        return new Measure
        {
            Unit = comparison.Mode == ComparisonMode.Share ? "share" : comparison.SampleType.Unit,
            Per = Per(comparison.Mode),
            Baseline = before,
            Candidate = after,
            Change = row.Test.Ratio - 1,
            ChangeLower = row.Test.RatioInterval.Lower - 1,
            ChangeUpper = row.Test.RatioInterval.Upper - 1,
            P = row.AdjustedP,
            BaselineCount = row.Baseline.Samples,
            CandidateCount = row.Candidate.Samples,
            BaselineText = figures.Cost(before),
            CandidateText = figures.Cost(after),
        };
    }

    /// <summary>Sample type and self or total; with the label of its samples.</summary>
    public static string Metric(ProfileComparison comparison, string tag) =>
        $"{comparison.SampleType.Kind}.{(comparison.ByTotal ? "total" : "self")}{(tag.Length == 0 ? "" : $"[{tag}]")}";

    /// <summary>What costs are per, in a word; empty for as measured.</summary>
    public static string Per(ComparisonMode mode) => mode switch
    {
        ComparisonMode.PerSecond => "second",
        ComparisonMode.PerOperation => "operation",
        ComparisonMode.Share => "all",
        _ => "",
    };

    private SourcePlace? PlaceOf(MemberDelta row)
    {
        if (data.Code.PlaceOf(row.Member.Name, CostliestLine(row)) is { } place)
            return place;

        // Code of a framework has no place here; who calls it has.
        foreach (var caller in row.Parts?.Callers ?? [])
        {
            if (caller.Delta > 0 && data.Code.PlaceOf(caller.Name) is { } calling)
                return calling;
        }

        return null;
    }

    private static long CostliestLine(MemberDelta row) =>
        row.Parts?.Lines is [{ Delta: > 0 } first, ..] && long.TryParse(first.Name.AsSpan("line ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 0;

    private FindingCause? CauseOf(MemberDelta row, ProfileComparison comparison)
    {
        if (row.Verdict != Verdict.Regression)
            return null;
        var others = data.Comparisons.BySelf().Where(pair => pair.Key != comparison.SampleType.Kind).ToDictionary();
        var (cause, of) = (RootCauses.Of(row, comparison, others), comparison);

        // What a member calls shows in its total only.
        if (cause is null && !comparison.ByTotal && data.Comparisons.Of(comparison.SampleType.Kind, isTotal: true) is { } total
            && total.Members.FirstOrDefault(other => other.Member.Name == row.Member.Name) is { Verdict: Verdict.Regression } whole)
        {
            (cause, of) = (RootCauses.Of(whole, total, others), total);
        }

        return cause is null ? null : RootCauseText.Of(cause, row, of, others, data);
    }

    private static IEnumerable<string> Evidence(MemberDelta row, ProfileComparison comparison)
    {
        var figures = new ComparisonFigures(comparison);
        yield return $"{(comparison.ByTotal ? "total" : "self")} {figures.Cost(Compared(row.Baseline, comparison))} → {figures.Cost(Compared(row.Candidate, comparison))}, "
            + $"ratio {ComparisonFigures.Ratio(row.Test)}, interval {figures.Interval(row.Test)}";
        if (row.RenamedFrom is { } former)
            yield return $"renamed from {former.Name}";
        if (row.Parts is not { } parts)
            yield break;
        foreach (var (name, list) in new[] { ("called by", parts.Callers), ("calls", parts.Callees), ("at", parts.Lines), ("allocates", parts.AllocatedTypes) })
        {
            if (name == "calls" && !comparison.ByTotal)
                continue;
            var telling = list.Where(part => part.Delta >= LeastPart * row.Test.Delta && part.Name != ChangeParts.OwnCode).Take(MostParts).Select(part => $"{part.Name} {figures.Delta(part.Delta)}").ToList();
            if (telling.Count > 0)
                yield return $"{name} {string.Join(", ", telling)}";
        }
    }

    private static double Compared(MemberCost cost, ProfileComparison comparison) => comparison.ByTotal ? cost.Total : cost.Self;

    private string Next(ProfileComparison comparison)
    {
        var (before, after) = (Paths(InputRole.BaselineProfile), Paths(InputRole.CandidateProfile));
        if (before.Count == 0 || after.Count == 0)
            return "";
        var more = before.Skip(1).Select(static path => $" --baseline {path}").Concat(after.Skip(1).Select(static path => $" --candidate {path}"));
        return $"perfinsight diff {before[0]} {after[0]}{string.Concat(more)} -t {comparison.SampleType.Kind}{(comparison.ByTotal ? "" : " --total")}";
    }

    private List<string> Paths(InputRole role) => [.. data.Request.Files.Where(file => file.Role == role).Select(static file => file.Path.Contains(' ', StringComparison.Ordinal) ? $"\"{file.Path}\"" : file.Path)];
}
