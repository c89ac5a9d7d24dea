using System.Globalization;
using PerfInsight.Comparison;
using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Policies;
using PerfInsight.Profiles;
using PerfInsight.Units;

namespace PerfInsight.Gating.Intake;

/// <summary>Makes hypotheses of what teams are alarmed by. Triggers are shares: 0.2 for 20 %.</summary>
public static class Intakes
{
    /// <summary>Trigger of an alert on p95 latency.</summary>
    public const double SloTrigger = 0.20;

    /// <summary>Trigger of a benchmark's time per operation.</summary>
    public const double BenchTrigger = 0.06;

    /// <summary>Trigger of a new hotspot, flat.</summary>
    public const double DriftTrigger = 0.04;

    /// <summary>Trigger of CPU time.</summary>
    public const double CostTrigger = 0.12;

    private const int MostRows = 10;
    private const int Reproductions = 15;

    /// <summary>An alert of a service level: a latency rose.</summary>
    /// <param name="before">p95 latency before, in seconds; above 0.</param>
    /// <param name="now">p95 latency now, in seconds.</param>
    /// <param name="tag">Label of the endpoint in profiles, <c>key=value</c>; empty where there is none.</param>
    /// <param name="profile">A profile of now, to list the endpoint's hotspots; null where there is none.</param>
    /// <param name="file">Its name, for commands.</param>
    /// <param name="trigger">The trigger.</param>
    public static Hypothesis Slo(double before, double now, string tag, ProfileData? profile, string file, double trigger = SloTrigger)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(before);
        var change = (now / before) - 1;
        var isTriggered = change >= trigger;
        var evidence = new List<string> { $"p95 {QuantityText.Duration(before * 1e9)} → {QuantityText.Duration(now * 1e9)} ({FindingText.Change(change)})" };
        if (profile is not null && isTriggered)
            evidence.AddRange(Hotspots(profile, tag));
        var focus = tag.Length == 0 ? "" : $" --tagfocus {tag}";
        var trace = file.Length == 0 ? "trace.nettrace" : file;
        return new Hypothesis
        {
            Source = "slo",
            Trigger = $"p95 latency up {FindingText.Limit(trigger)}",
            IsTriggered = isTriggered,
            What = isTriggered ? $"something that {(tag.Length == 0 ? "requests" : tag)} runs through got slower: look where its time goes" : "the latency is within what is usual",
            Evidence = evidence,
            Next = !isTriggered ? [] : file.Length == 0
                ? ["perfinsight collect --pid PID -o trace.nettrace", $"perfinsight top {trace}{focus}", $"perfinsight top {trace} -t blocked{focus}"]
                : [$"perfinsight top {trace}{focus}", .. profile?.SampleTypeIndex("blocked") >= 0 ? [$"perfinsight top {trace} -t blocked{focus}"] : Array.Empty<string>(), $"perfinsight tree {trace}{focus}"],
        };
    }

    /// <summary>Benchmarks differ: what may be worse by the trigger is to be measured again, with enough runs.</summary>
    /// <param name="request">Benchmark results of both sides.</param>
    /// <param name="trigger">The trigger.</param>
    public static Hypothesis Bench(GateRequest request, double trigger = BenchTrigger)
    {
        var decisions = new GateData(request with { Policy = new GatePolicy { Benchmark = new BenchmarkPolicy { Relative = trigger, Warn = trigger, Rules = [] } } }).Benchmarks;
        var worse = (decisions?.Failing.Findings ?? []).Where(finding => finding.Unit.StartsWith("sec", StringComparison.Ordinal) && BenchmarkFindings.Worsening(finding) >= trigger && finding.Verdict is BenchmarkVerdict.Regression or BenchmarkVerdict.Inconclusive)
            .OrderByDescending(static finding => finding.Verdict == BenchmarkVerdict.Regression).ThenByDescending(BenchmarkFindings.Worsening).ToList();
        var types = worse.Select(static finding => finding.Label.Split('/', '-')[0]).Distinct().Take(MostRows).ToList();
        return new Hypothesis
        {
            Source = "bench",
            Trigger = $"time per operation up {FindingText.Limit(trigger)}",
            IsTriggered = worse.Count > 0,
            What = worse.Count > 0 ? $"{FindingText.Count(worse.Count, "benchmark")} may be slower: reproduce that here, with {Reproductions} runs a side" : "no benchmark is slower by that",
            Evidence =
            [
                .. worse.Take(MostRows).Select(static finding => $"{finding.Label} {FindingText.Change(finding.Change ?? 0)}, {(finding.Verdict == BenchmarkVerdict.Regression ? "sure" : "not sure")}"
                    + $" ({(finding.AdjustedP is { } p ? FindingText.P(p) : "exact")}, n {finding.N1}+{finding.N2}{(finding.Remarks.Count > 0 ? $", {finding.Remarks[0]}" : "")})"),
                .. worse.Count > MostRows ? new[] { $"and {worse.Count - MostRows} more" } : [],
            ],
            Next = worse.Count == 0 ? [] :
            [
                .. types.Select(static name => $"dotnet run -c Release -- --filter '*{name}*' --iterationCount {Reproductions} --exporters json"),
                "perfinsight bench compare baseline.json candidate.json",
            ],
        };
    }

    /// <summary>A profile drifted: a new hotspot asks for the commits that touched it.</summary>
    /// <param name="request">Profiles of both sides.</param>
    /// <param name="trigger">The trigger.</param>
    public static Hypothesis Drift(GateRequest request, double trigger = DriftTrigger)
    {
        var data = new GateData(request with { Policy = request.Policy with { NewHotspot = new NewHotspotPolicy { Flat = trigger, SampleTypes = ["cpu"] } } });
        var hotspots = (data.Comparisons.Of("cpu")?.Members ?? []).Where(static row => row.IsNewHotspot).OrderByDescending(static row => row.Candidate.SelfShare).ToList();
        var (since, until) = (Captured(request.BaselineProfiles, earliest: true), Captured(request.CandidateProfiles, earliest: false));
        var between = (since is null ? "" : $" --since {since}") + (until is null ? "" : $" --until {until}");
        return new Hypothesis
        {
            Source = "drift",
            Trigger = $"a new hotspot over {FindingText.Limit(trigger)} flat",
            IsTriggered = hotspots.Count > 0,
            What = hotspots.Count > 0 ? $"a commit{(since is null ? "" : $" between {since} and {until}")} made {MemberName.Short(hotspots[0].Member.Name)} hot" : "no member became hot",
            Evidence = [.. hotspots.Take(MostRows).Select(row => $"{row.Member.Name}: {FindingText.Share(row.Candidate.SelfShare)} of cpu flat, {FindingText.Share(row.Baseline.SelfShare)} before ({FindingText.P(row.AdjustedP)}){Called(row)}")],
            Next =
            [
                .. hotspots.Take(MostRows).Select(row => (row.Member, Place: data.Code.PlaceOf(row.Member.Name) ?? row.Parts?.Callers.Select(part => data.Code.PlaceOf(part.Name)).FirstOrDefault(static place => place is not null)))
                    .Where(static pair => pair.Place is not null).Select(pair => $"git log --oneline{between} -- {pair.Place!.File}").Distinct(),
                .. hotspots.Count > 0 ? new[] { "perfinsight diff BASELINE CANDIDATE -t cpu --total" } : [],
            ],
        };
    }

    /// <summary>CPU time costs more: allocations and collections side by side.</summary>
    /// <param name="request">Profiles of both sides.</param>
    /// <param name="trigger">The trigger.</param>
    public static Hypothesis Cost(GateRequest request, double trigger = CostTrigger)
    {
        var data = new GateData(request);
        var cpu = data.Comparisons.Of("cpu");
        var change = cpu is null ? double.NaN : cpu.All.Ratio - 1;
        var isTriggered = change >= trigger;
        var churn = data.Comparisons.Of("alloc_space");
        var isChurn = isTriggered && churn is not null && churn.All.Ratio - 1 >= trigger;
        return new Hypothesis
        {
            Source = "cost",
            Trigger = $"CPU time up {FindingText.Limit(trigger)}",
            IsTriggered = isTriggered,
            What = cpu is null ? "not both sides have cpu samples"
                : !isTriggered ? "the CPU time is within what is usual"
                : isChurn ? "allocations grew with the CPU time: what allocates, and its collections, may be what costs"
                : "the CPU time grew, allocations did not: look at what computes",
            Evidence = [.. ReportTotals.Of(data).Where(static total => total.Baseline.Length > 0).Select(static total => $"{total.Name} {total.Baseline} → {total.Candidate} ({FindingText.Change(total.Change)}, {total.Verdict.ToString().ToLowerInvariant()})"), .. Collections(request)],
            Next = !isTriggered ? [] : isChurn
                ? ["perfinsight diff BASELINE CANDIDATE -t alloc_space", "perfinsight explain PROJECT"]
                : ["perfinsight diff BASELINE CANDIDATE -t cpu --total"],
        };
    }

    private static string Called(MemberDelta row) =>
        row.Parts?.Callers.FirstOrDefault() is { Delta: > 0 } caller ? $", called by {caller.Name}" : "";

    private static IEnumerable<string> Collections(GateRequest request)
    {
        foreach (var (side, profiles) in new[] { ("baseline", request.BaselineProfiles), ("candidate", request.CandidateProfiles) })
        {
            foreach (var profile in profiles.OfType<Profile>().Where(static profile => profile is { Gc: not null, Info.Duration: > 0 }))
            {
                var gc = profile.Gc!;
                yield return string.Create(CultureInfo.InvariantCulture, $"collections of the {side}: {gc.Gen0} + {gc.Gen1} + {gc.Gen2} (generations 0, 1, 2) in {QuantityText.Duration(profile.Info.Duration)}, pauses {QuantityText.Duration(gc.Pause)}, {FindingText.Share((double)gc.Pause / profile.Info.Duration)} of the time");
            }
        }
    }

    private static IEnumerable<string> Hotspots(ProfileData profile, string tag)
    {
        var kind = profile.SampleTypeIndex("cpu") >= 0 ? "cpu" : profile.SampleTypes[profile.DefaultSampleTypeIndex].Kind;
        ProfileData[] side = [tag.Length == 0 ? profile : new TaggedProfile(profile, tag)];

        // Of a side with itself: costs by member, without a change.
        var costs = ProfileComparison.Compare(side, side, new ComparisonOptions { SampleType = kind, Mode = ComparisonMode.Absolute });
        if (costs.BaselineSum == 0)
        {
            yield return $"no {kind} sample has the label {tag}: 'perfinsight tags' lists those that there are";
            yield break;
        }

        foreach (var row in costs.Members.Where(static row => row.Candidate.Self > 0).OrderByDescending(static row => row.Candidate.Self).ThenBy(static row => row.Member.Name, StringComparer.Ordinal).Take(MostRows))
            yield return $"{FindingText.Share(row.Candidate.SelfShare)} of {kind} flat, {FindingText.Share(row.Candidate.TotalShare)} with what it calls: {row.Member.Name}";
    }

    private static string? Captured(IReadOnlyList<ProfileData> profiles, bool earliest)
    {
        var times = profiles.Select(static profile => profile.Info.Captured).OfType<DateTimeOffset>().Order().ToList();
        return times.Count == 0 ? null : (earliest ? times[0] : times[^1]).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
    }
}
