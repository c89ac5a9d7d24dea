using PerfInsight.Comparison;
using PerfInsight.Gating.Findings;

namespace PerfInsight.Diagnoses;

/// <summary>Says what changed between two sides of profiles, and why.</summary>
public static class ComparisonDiagnosis
{
    private const int FewProfiles = 3;

    /// <summary>The diagnosis.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="causes">Root causes by member (<see cref="RootCauses"/>).</param>
    /// <param name="baseline">Files of the baseline, for the evidence and the commands.</param>
    /// <param name="candidate">Files of the candidate.</param>
    public static Diagnosis Of(
        ProfileComparison comparison, IReadOnlyDictionary<string, RootCause> causes, IReadOnlyList<string> baseline, IReadOnlyList<string> candidate)
    {
        var source = $"{string.Join(", ", baseline)} → {string.Join(", ", candidate)}";
        var regressions = comparison.Members.Where(static row => row.Verdict == Verdict.Regression).ToList();
        var sides = $"{baseline[0]} {candidate[0]}{More("--baseline", baseline)}{More("--candidate", candidate)} -t {comparison.SampleType.Kind}";
        List<string> limits = [];
        if (regressions.Count == 0)
            limits.Add($"No member surely costs more {comparison.SampleType.Kind}. That is no proof that none does: small changes need more samples.");
        if (baseline.Count < FewProfiles || candidate.Count < FewProfiles)
        {
            limits.Add($"{baseline.Count} and {candidate.Count} profiles: with fewer than {FewProfiles} a side the difference between runs is assumed, not measured. "
                + "Give more: --baseline FILE, --candidate FILE.");
        }

        return new Diagnosis(
            $"{comparison.SampleType.Kind}: {source}",
            [.. regressions.Select(row => Statement(row, comparison, causes.GetValueOrDefault(row.Member.Name), source, sides, Math.Min(baseline.Count, candidate.Count)))],
            limits);
    }

    private static DiagnosisStatement Statement(MemberDelta row, ProfileComparison comparison, RootCause? cause, string source, string sides, int profiles)
    {
        var figures = new ComparisonFigures(comparison);
        var kind = comparison.SampleType.Kind;
        var size = comparison.ByTotal ? "total" : "self";
        var (before, after) = comparison.ByTotal ? (row.Baseline.Total, row.Candidate.Total) : (row.Baseline.Self, row.Candidate.Self);
        List<EvidenceFigure> evidence =
        [
            new($"{figures.Cost(before)} → {figures.Cost(after)} ({ComparisonFigures.Ratio(row.Test)}, 95 % interval {figures.Interval(row.Test)}, {ComparisonFigures.P(row.AdjustedP)})",
                $"{source}: {kind} {size} of {row.Member.Name}"),
        ];

        // How much a cause's figure is, is in the unit of the sample type that it was read in; only this one's is at hand.
        if (cause is not null && cause.Of != row.Member.Name)
            evidence.Add(new($"{cause.Of} grew with it", $"{source}: {cause.Of} of {row.Member.Name}"));
        if (row.Parts?.Callers.FirstOrDefault(static part => part.Delta > 0) is { Name: not null } caller)
            evidence.Add(new($"called by {caller.Name}: {figures.Delta(caller.Delta)} with what it calls", $"{source}: {kind} total of {row.Member.Name} by caller"));
        var isMeasured = profiles >= FewProfiles;
        return new DiagnosisStatement
        {
            Subject = row.Member.Name,
            What = row.IsNew ? $"new: {figures.Delta(row.Test.Delta)} {kind}" : $"{figures.Delta(row.Test.Delta)} {kind} ({ComparisonFigures.Ratio(row.Test)})",
            Why = cause is null ? null : FindingText.Pattern(cause.Pattern),
            Do = cause is null ? "look at the commits that touched it and its callers; the figures show no pattern" : FindingText.Strategy(cause.Pattern),
            Confidence = cause is null ? Confidence.Low : Confidence.Medium,
            Reason = (cause is null ? "the change is significant, its cause does not show" : "the change is significant and has the pattern's signature; its line is not known")
                + (isMeasured ? "" : "; how much runs differ is assumed"),
            Evidence = evidence,
            Next = cause?.Pattern switch
            {
                RootCausePattern.ExcessAllocations => $"perfinsight explain PROJECT --member {Explained(row)}",
                RootCausePattern.Algorithmic => "perfinsight scale 1000=small.nettrace 2000=medium.nettrace 4000=large.nettrace",
                RootCausePattern.GcPressure => $"perfinsight diff {sides[..sides.LastIndexOf(" -t ", StringComparison.Ordinal)]} -t alloc_space",
                _ => $"perfinsight diff {sides} --repo .",
            },
        };
    }

    // What the framework allocates is explained where it is called.
    private static string Explained(MemberDelta row)
    {
        var name = row.Member.Name.StartsWith("System.", StringComparison.Ordinal)
            ? row.Parts?.Callers.FirstOrDefault(static part => part.Delta > 0 && !part.Name.StartsWith("System.", StringComparison.Ordinal)).Name
            : null;
        return MemberName.Short(name ?? row.Member.Name).Split('(')[0];
    }

    private static string More(string option, IReadOnlyList<string> files) => files.Count > 1 ? $" {option} {string.Join(' ', files.Skip(1))}" : "";
}
