using PerfInsight.Comparison;
using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;
using PerfInsight.Profiles;

namespace PerfInsight.Gating.Proving;

/// <summary>
/// Shows that the gates can fail: makes the candidate worse by twice what each gate allows at least, runs them, and looks whether they say
/// so. A gate that passes whatever happens is worse than none.
/// </summary>
internal static class SyntheticRegressions
{
    private const string Injected = "PerfInsight.Proof.InjectedHotspot";

    /// <summary>Tries each gate that is to fail, and has something to look at.</summary>
    public static GateProof Prove(GateRequest request)
    {
        var steps = new List<ProofStep>();
        var policy = request.Policy;
        var data = new GateData(request);
        if (policy.NewHotspot.Level == GateLevel.Fail)
        {
            foreach (var kind in policy.NewHotspot.SampleTypes.Where(kind => data.Comparisons.Of(kind) is not null))
                steps.Add(NewHotspot(request, kind, policy.NewHotspot.Flat));
        }

        if (policy.Member.Level != GateLevel.Off)
        {
            foreach (var rules in policy.Member.Rules.GroupBy(static rule => (rule.SampleType, rule.IsTotal, rule.Tag)))
            {
                if (data.Comparisons.Of(rules.Key.SampleType, rules.Key.IsTotal, rules.Key.Tag) is { } comparison && Member(request, comparison, [.. rules]) is { } step)
                    steps.Add(step);
            }
        }

        if (policy.GcPause.Level == GateLevel.Fail && request.BaselineProfiles.Count > 0 && request.BaselineProfiles.Concat(request.CandidateProfiles).All(static profile => profile is Profile { Gc: not null, Info.Duration: > 0 }))
            steps.Add(GcPause(request));

        if (data.Benchmarks is { } decisions)
        {
            var isApart = policy.UnrelatedBenchmark.Level != GateLevel.Off;
            if (policy.Benchmark.Level == GateLevel.Fail)
                steps.AddRange(Benchmark(request, decisions, GateIds.Benchmark, finding => !isApart || decisions.RelationOf(finding) != Relation.Unrelated));
            if (policy.UnrelatedBenchmark.Level == GateLevel.Fail)
                steps.AddRange(Benchmark(request, decisions, GateIds.UnrelatedBenchmark, finding => decisions.RelationOf(finding) == Relation.Unrelated));
        }

        return steps.Count == 0
            ? new GateProof(false, [new ProofStep("", "nothing", false, "no gate that may fail has anything to look at: give profiles or benchmark results of both sides")])
            : new GateProof(steps.TrueForAll(static step => step.IsReported), steps);
    }

    private static ProofStep NewHotspot(GateRequest request, string kind, double flat)
    {
        // Of all in the candidate with it, it takes twice the limit, or half of all.
        var share = Math.Min(0.5, 2 * flat);
        var worse = request with { CandidateProfiles = [.. request.CandidateProfiles.Select(profile => new WorseProfile(profile, kind, share / (1 - share), Injected))] };
        return Step(worse, GateIds.NewHotspot, $"a member of {FindingText.Share(share)} of {kind}", finding => finding.Subject.Name == Injected && finding.Metric == $"{kind}.self");
    }

    // The member with the most samples: where even that is too few, the gate can never fail.
    private static ProofStep? Member(GateRequest request, ProfileComparison comparison, MemberRule[] rules)
    {
        var policy = request.Policy;
        var hotspots = policy.NewHotspot;
        foreach (var row in comparison.Members.Where(static row => row.RenamedFrom is null && row.Baseline.Self > 0 && row.Candidate.Self > 0).OrderByDescending(static row => row.Baseline.Samples).ThenBy(static row => row.Member.Name, StringComparer.Ordinal))
        {
            if (Array.FindLast(rules, rule => rule.Members.Match(row.Member.Name)) is not { } rule || (rule.Level ?? policy.Member.Level) != GateLevel.Fail)
                continue;
            var factor = Math.Max(2, 2 * (1 + rule.Relative)) * Math.Max(1, row.Baseline.Self / row.Candidate.Self);
            var worse = request with { CandidateProfiles = [.. request.CandidateProfiles.Select(profile => new WorseProfile(profile, row.Member.Name, factor - 1))] };
            var metric = MemberFindings.Metric(comparison, rule.Tag);
            return Step(worse, GateIds.Member, $"{metric} of {row.Member.Name} × {factor:0.#}", finding => finding.Subject.Name == row.Member.Name && finding.Metric == metric, mayBeHotspot: hotspots.Level == GateLevel.Fail);
        }

        return null;
    }

    // As many pauses more as double the limits, of the length that they have.
    private static ProofStep GcPause(GateRequest request)
    {
        var policy = request.Policy.GcPause;
        var longest = request.BaselineProfiles.Concat(request.CandidateProfiles).Cast<Profile>().Max(static profile => profile.Gc!.Pause / (double)profile.Info.Duration);
        var share = (2 * policy.Absolute) + (longest * 2 * (1 + policy.Relative));
        var worse = request with
        {
            CandidateProfiles =
            [
                .. request.CandidateProfiles.Cast<Profile>().Select(profile =>
                {
                    var (gc, pause) = (profile.Gc!, (long)(share * profile.Info.Duration));
                    var mean = gc.Pause / (double)Math.Max(1, gc.Gen0 + gc.Gen1 + gc.Gen2);
                    var count = mean > 0 ? Math.Max(1, (int)Math.Min(1e9, pause / mean)) : 1000;
                    return new Profile
                    {
                        Info = profile.Info, SampleTypes = profile.SampleTypes, Modules = profile.Modules, Functions = profile.Functions, Locations = profile.Locations, LabelSets = profile.LabelSets,
                        Stacks = profile.Stacks, Samples = profile.Samples, Gc = new Summaries.GcSummary(count, 0, 0, pause, Math.Min(pause, gc.LongestPause)),
                    };
                }),
            ],
        };
        return Step(worse, GateIds.GcPause, $"pauses of {FindingText.Share(share)} of the time", static _ => true);
    }

    private static IEnumerable<ProofStep> Benchmark(GateRequest request, BenchmarkDecisions decisions, string gate, Func<BenchmarkFinding, bool> isMine)
    {
        // One with as many runs as any has: where even that is too few, the gate can never fail.
        var chosen = decisions.Failing.Findings.Where(finding => finding.Change is not null && finding.Candidate > 0 && finding.Unit.StartsWith("sec", StringComparison.Ordinal) && isMine(finding))
            .MaxBy(static finding => Math.Min(finding.N1, finding.N2));
        if (chosen is null || BenchmarkDecisions.Origin(chosen) is not { } origin)
            yield break;

        // Apart from the bulk whatever it was before; and from the scatter of the build, which widens a limit threefold at most.
        var factor = Math.Max(2, 1 + (6 * chosen.Threshold.Relative)) * Math.Max(1, chosen.Baseline!.Value / chosen.Candidate!.Value);
        var worse = request with
        {
            CandidateBenchmarks =
            [
                .. request.CandidateBenchmarks.Select(run => run with
                {
                    Benchmarks = [.. run.Benchmarks.Select(benchmark => benchmark.Name == origin.Name && benchmark.Configuration["job"] == origin.Configuration["job"] && benchmark.Configuration["namespace"] == origin.Configuration["namespace"]
                        ? benchmark with { Series = [.. benchmark.Series.Select(series => series.Unit == chosen.Unit ? series with { Values = [.. series.Values.Select(value => value * factor)] } : series)] }
                        : benchmark)],
                }),
            ],
        };
        yield return Step(worse, gate, $"{chosen.Unit} of {BenchmarkDecisions.NameOf(chosen)} × {factor:0.#}", finding => finding.Subject.Name == BenchmarkDecisions.NameOf(chosen) && finding.Metric == chosen.Unit);
    }

    private static ProofStep Step(GateRequest worse, string gate, string injected, Func<GateFinding, bool> isMeant, bool mayBeHotspot = false)
    {
        // What is grown so much may count as a new hotspot, which is reported once.
        var outcomes = Gate.Run(new GateData(worse));
        var meant = outcomes.Where(outcome => outcome.Id == gate || (mayBeHotspot && outcome.Id == GateIds.NewHotspot)).SelectMany(static outcome => outcome.Findings).Where(isMeant).ToList();
        if (meant.Find(static finding => finding.Verdict == FindingVerdict.Fail) is { } reported)
            return new ProofStep(gate, injected, true, $"{reported.Measured}, {reported.Certainty}");
        var outcome = outcomes.First(outcome => outcome.Id == gate);
        var reason = meant.FirstOrDefault() is { } weak ? $"not sure enough: {weak.Certainty}{(outcome.Remark.Length == 0 ? "" : $"; {outcome.Remark}")}"
            : outcome.Undecided.Length > 0 ? outcome.Undecided : outcome.Remark.Length > 0 ? outcome.Remark : "nothing was reported";
        return new ProofStep(gate, injected, false, reason);
    }
}
