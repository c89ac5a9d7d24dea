using PerfInsight.Comparison;
using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Reports;
using PerfInsight.Profiles;
using PerfInsight.Units;

namespace PerfInsight.Gating.Gates;

/// <summary>Garbage collections pause the program no more than before.</summary>
internal static class GcPauseGate
{
    private const string Title = "share of time that collections pause";
    private const string Metric = "gc.pause";

    // What is assumed of the difference between runs, as of members (docs/comparison.md).
    private const double AssumedVariation = 0.05;

    /// <summary>Runs it.</summary>
    public static GateOutcome Run(GateData data)
    {
        var policy = data.Request.Policy.GcPause;
        if ((GateOutcome.IfOff(GateIds.GcPause, Title, policy.Level) ?? ProfileGate.Idle(GateIds.GcPause, Title, data, data.Comparisons.SampleTypes)) is { NotRun.Length: > 0 } idle)
            return idle;
        var (baseline, candidate) = (Pauses.Of(data.Request.BaselineProfiles), Pauses.Of(data.Request.CandidateProfiles));
        if (baseline is null || candidate is null)
            return GateOutcome.Idle(GateIds.GcPause, Title, $"the {(baseline is null ? "baseline" : "candidate")}'s profiles do not tell garbage collections (those of 'perfinsight collect' do)");

        // The spread of run to run counts as further variance, beside that of the count of pauses.
        var (before, after) = (baseline.Count.EffectiveCount, candidate.Count.EffectiveCount);
        var dispersion = 1 + (before + after == 0 ? 0 : 2 * AssumedVariation * AssumedVariation * before * after / (before + after));
        var test = RateTest.Compare(baseline.Count, baseline.Time, candidate.Count, candidate.Time, dispersion);
        if (test.P >= data.Request.Policy.ProfileAlpha || test.Ratio - 1 <= policy.Relative || candidate.Share - baseline.Share <= policy.Absolute)
            return ProfileGate.Decided(GateIds.GcPause, Title, 1, [], data);

        var subject = new FindingSubject(SubjectKind.Program, "garbage collections", "garbage collections");
        var (verdict, severity) = FindingText.Exceeded(policy.Level);
        var measured = $"{FindingText.Share(candidate.Share)} of the time ({FindingText.Change(test.Ratio - 1)})";
        var limit = $"{FindingText.Change(policy.Relative)} and +{FindingText.Limit(policy.Absolute)} of the time";
        return ProfileGate.Decided(
            GateIds.GcPause,
            Title,
            1,
            [
                new GateFinding
                {
                    Id = FindingText.Id(GateIds.GcPause, subject, Metric),
                    Gate = GateIds.GcPause,
                    Subject = subject,
                    Metric = Metric,
                    Verdict = verdict,
                    Severity = severity,
                    Title = "garbage collections pause the program longer",
                    Measured = measured,
                    Limit = limit,
                    Certainty = $"{candidate.Collections} collections, {FindingText.P(test.P)}",
                    Message = $"garbage collections pause the program {FindingText.Share(baseline.Share)} → {measured}, the limit is {limit}",
                    Measure = new Measure
                    {
                        Unit = "share",
                        Baseline = baseline.Share,
                        Candidate = candidate.Share,
                        Change = test.Ratio - 1,
                        ChangeLower = test.RatioInterval.Lower - 1,
                        ChangeUpper = test.RatioInterval.Upper - 1,
                        P = test.P,
                        BaselineCount = baseline.Collections,
                        CandidateCount = candidate.Collections,
                        BaselineText = FindingText.Share(baseline.Share),
                        CandidateText = FindingText.Share(candidate.Share),
                    },
                    Growth = test.Ratio - 1,
                    Share = candidate.Share,
                    Cause = new FindingCause(
                        RootCausePattern.GcPressure,
                        $"GC pressure: {baseline.Text} → {candidate.Text}",
                        FindingText.Strategy(RootCausePattern.GcPressure),
                        []),
                    Evidence = [$"before: {baseline.Text}", $"now: {candidate.Text}"],
                },
            ],
            data);
    }

    private sealed record Pauses(WeightedCount Count, double Time, double Share, int Collections, string Text)
    {
        public static Pauses? Of(IReadOnlyList<ProfileData> profiles)
        {
            var known = profiles.OfType<Profile>().Where(static profile => profile is { Gc: not null, Info.Duration: > 0 }).ToList();
            if (known.Count != profiles.Count)
                return null;
            var (pause, squares, collections, longest, time) = (0.0, 0.0, 0, 0L, 0.0);
            foreach (var profile in known)
            {
                var gc = profile.Gc!;
                var count = gc.Gen0 + gc.Gen1 + gc.Gen2;
                pause += gc.Pause;
                collections += count;
                longest = Math.Max(longest, gc.LongestPause);
                time += profile.Info.Duration;

                // Single pauses are not known: they vary as waiting times do (variance is the square of the mean), or more where one is that long.
                squares += count == 0 ? 0 : Math.Max(2.0 * gc.Pause * gc.Pause / count, (double)gc.LongestPause * gc.LongestPause);
            }

            var text = $"{QuantityText.Duration(pause)} in {QuantityText.Count(collections)} collections, the longest {QuantityText.Duration(longest)}";
            return new Pauses(new WeightedCount(pause, squares), time, pause / time, collections, text);
        }
    }
}
