using PerfInsight.Benchmarks;
using PerfInsight.Comparison;
using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Gates;

/// <summary>Benchmarks reach the critical members (playbook, section 9); those that none reaches are named, with a benchmark to start from.</summary>
internal static class CoverageGate
{
    private const string Metric = "coverage";
    private const string Kind = "cpu";
    private const int MostNamed = 20;

    private static readonly string[] Frameworks = ["System.", "Microsoft.", "Interop.", "runtime.", "BenchmarkDotNet."];

    /// <summary>Runs it.</summary>
    public static GateOutcome Run(GateData data)
    {
        var policy = data.Request.Policy.Coverage;
        var title = $"critical members that benchmarks reach, at least {FindingText.Limit(policy.Least)}";
        if ((GateOutcome.IfOff(GateIds.Coverage, title, policy.Level) ?? ProfileGate.Idle(GateIds.Coverage, title, data, [Kind])) is { } idle)
            return idle;
        var benchmarks = data.Request.CandidateBenchmarks.SelectMany(static run => run.Benchmarks).ToList();
        if (benchmarks.Count == 0)
            return GateOutcome.Idle(GateIds.Coverage, title, "the candidate has no benchmark results");
        var reached = benchmarks.Select(data.Reach.Of).OfType<Reach.Reached>().Distinct().ToList();
        if (reached.Count == 0)
            return GateOutcome.Idle(GateIds.Coverage, title, $"nothing tells what any of {FindingText.Count(benchmarks.Count, "benchmark")} reaches: say it in 'benchmarks: reach:' of the policy");

        var critical = data.Comparisons.Of(Kind)!.Members
            .Where(row => row.Candidate.Total > 0 && (policy.Members.Match(row.Member.Name) || (row.Candidate.SelfShare >= policy.Critical && IsOfProgram(row.Member, benchmarks))))
            .OrderByDescending(static row => row.Candidate.SelfShare).ThenBy(static row => row.Member.Name, StringComparer.Ordinal).ToList();
        var missing = critical.Where(row => !reached.Exists(one => one.Members.Contains(row.Member.Name))).ToList();
        var covered = critical.Count - missing.Count;
        var findings = new List<GateFinding>();
        if (critical.Count > 0 && covered < policy.Least * critical.Count)
            findings.Add(Whole(critical, missing, policy));
        findings.AddRange(missing.Take(MostNamed).Select(row => Missing(row, data)));
        return new GateOutcome(GateIds.Coverage, title)
        {
            Checked = critical.Count,
            Findings = findings,
            Remark = critical.Count == 0 ? "no member is critical" : $"{covered} of {critical.Count} reached" + (missing.Count > MostNamed ? $", {missing.Count - MostNamed} of those missing are not listed" : ""),
        };
    }

    private static bool IsOfProgram(Member member, IReadOnlyList<Benchmark> benchmarks) =>
        member.Name != MemberName.Unknown
        && !Array.Exists(Frameworks, prefix => member.Name.StartsWith(prefix, StringComparison.Ordinal) || member.Module.StartsWith(prefix, StringComparison.Ordinal))
        && !benchmarks.Any(benchmark => member.Name.StartsWith(benchmark.Name.Base, StringComparison.Ordinal));

    private static GateFinding Whole(List<MemberDelta> critical, List<MemberDelta> missing, Policies.CoveragePolicy policy)
    {
        var subject = new FindingSubject(SubjectKind.Program, "critical members", "critical members");
        var (verdict, severity) = FindingText.Exceeded(policy.Level);
        var share = 1 - ((double)missing.Count / critical.Count);
        return new GateFinding
        {
            Id = FindingText.Id(GateIds.Coverage, subject, Metric),
            Gate = GateIds.Coverage,
            Subject = subject,
            Metric = Metric,
            Verdict = verdict,
            Severity = severity,
            Title = "benchmarks reach too few critical members",
            Measured = $"{critical.Count - missing.Count} of {critical.Count}, {FindingText.Share(share)}",
            Limit = $"at least {FindingText.Limit(policy.Least)}",
            Certainty = "by calls seen",
            Message = $"benchmarks reach {critical.Count - missing.Count} of {critical.Count} critical members ({FindingText.Share(share)}), the limit is {FindingText.Limit(policy.Least)}",
            Share = 1 - share,
            Evidence = [.. missing.Select(static row => $"{row.Member.Name}: {FindingText.Share(row.Candidate.SelfShare)} of {Kind} flat").Take(MostNamed)],
            NextCommand = Skeleton(FindingText.Id(GateIds.Coverage, FindingText.Member(missing[0].Member.Name), Metric)),
        };
    }

    private static GateFinding Missing(MemberDelta row, GateData data)
    {
        var subject = FindingText.Member(row.Member.Name);
        var share = $"{FindingText.Share(row.Candidate.SelfShare)} of {Kind} flat";
        var id = FindingText.Id(GateIds.Coverage, subject, Metric);
        return new GateFinding
        {
            Id = id,
            Gate = GateIds.Coverage,
            Subject = subject,
            Metric = Metric,
            Verdict = FindingVerdict.Note,
            Severity = FindingSeverity.Note,
            Title = $"no benchmark reaches {subject.ShortName}",
            Measured = share,
            Limit = "a benchmark",
            Certainty = FindingText.Count(row.Candidate.Samples, "sample"),
            Message = $"no benchmark reaches {subject.Name}, which is {share}",
            Share = row.Candidate.SelfShare,
            Place = data.Code.PlaceOf(row.Member.Name),
            SuggestedCode = BenchmarkSkeleton.For(row.Member.Name),
            NextCommand = Skeleton(id),
        };
    }

    private static string Skeleton(string id) => $"perfinsight bench skeleton report.json {id[..8]}";
}
