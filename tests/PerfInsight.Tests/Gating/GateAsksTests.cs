using System.Globalization;
using System.Text;
using PerfInsight.Benchmarks;
using PerfInsight.Comparison;
using PerfInsight.Gating;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;
using PerfInsight.Profiles;
using PerfInsight.Summaries;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Gating;

/// <summary>What users of other gates ask for, each by a test: an exit code, a gate that can fail, no alarm on a lucky run or another machine.</summary>
public sealed class GateAsksTests
{
    [Fact]
    public void A_gate_that_can_never_fail_is_called_out()
    {
        var report = Gate.Decide(Benchmarks(static (_, _) => 1, runs: 3) with { Prove = true });

        Assert.False(report.Proof!.IsProven);
        Assert.Equal(1, report.ExitCode);
        Assert.Contains("too few runs", Assert.Single(report.Proof.Steps).Text, StringComparison.Ordinal);
        Assert.StartsWith("The gate did not report what was injected", report.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_runs_are_inconclusive_and_the_exit_code_is_what_the_policy_says()
    {
        foreach (var (policy, verdict, exitCode) in new[]
        {
            (InconclusivePolicy.Pass, GateVerdict.Inconclusive, 0), (InconclusivePolicy.Report, GateVerdict.Inconclusive, 4), (InconclusivePolicy.Fail, GateVerdict.Fail, 1),
        })
        {
            var report = Gate.Decide(Benchmarks(static (_, _) => 1.5, runs: 3) with { Policy = new GatePolicy { Inconclusive = policy } });
            Assert.Equal((verdict, exitCode), (report.Verdict, report.ExitCode));
        }
    }

    [Fact]
    public void Many_untouched_benchmarks_that_move_one_way_are_the_machine()
    {
        var report = Gate.Decide(Benchmarks(static (_, _) => 1.08));

        Assert.Equal(GateVerdict.Pass, report.Verdict);
        Assert.Contains(report.Warnings, static warning => warning.StartsWith("the machine changed: 20 of 20 benchmarks moved the same way", StringComparison.Ordinal));
    }

    [Fact]
    public void One_benchmark_that_got_slower_fails_alone()
    {
        var report = Gate.Decide(Benchmarks(static (benchmark, _) => benchmark == 7 ? 1.15 : 1));

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("Bench7.Run-8", "sec/op", FindingVerdict.Fail), (finding.Subject.ShortName, finding.Metric, finding.Verdict));
        Assert.Equal("app.Bench7.Run-8", finding.Subject.Name);
    }

    [Fact]
    public void Between_the_limit_that_warns_and_the_one_that_fails_it_is_told_and_passes()
    {
        var report = Gate.Decide(Benchmarks(static (benchmark, _) => benchmark == 7 ? 1.045 : 1));

        Assert.Equal((GateVerdict.Pass, 0), (report.Verdict, report.ExitCode));
        Assert.Equal(FindingVerdict.Warning, Assert.Single(report.Findings).Verdict);
    }

    // The parent ran on a good day: against the five runs before nothing changed.
    [Fact]
    public void One_lucky_baseline_among_several_decides_nothing()
    {
        var steady = Benchmarks(static (_, _) => 1);
        var lucky = Run(5, static benchmark => benchmark == 7 ? 0.85 : 1);

        Assert.Equal(GateVerdict.Fail, Gate.Decide(steady with { BaselineBenchmarks = [lucky] }).Verdict);
        Assert.Equal(GateVerdict.Pass, Gate.Decide(steady with { BaselineBenchmarks = [lucky, .. Enumerable.Range(20, 5).Select(seed => Run(seed, static _ => 1))] }).Verdict);
    }

    [Fact]
    public void Of_a_hundred_unchanged_pull_requests_at_most_one_fails()
    {
        var failed = Enumerable.Range(0, 100).Count(seed => Gate.Decide(Benchmarks(static (_, _) => 1) with { CandidateBenchmarks = [Run(1000 + seed, static _ => 1)] }).Verdict == GateVerdict.Fail);

        Assert.InRange(failed, 0, 1);
    }

    [Fact]
    public void Benchmarks_of_one_side_are_said()
    {
        var request = Benchmarks(static (_, _) => 1);
        var report = Gate.Decide(request with
        {
            CandidateBenchmarks = [request.CandidateBenchmarks[0] with { Benchmarks = [.. request.CandidateBenchmarks[0].Benchmarks.Skip(1)] }],
        });

        var gone = Assert.Single(report.Findings);
        Assert.Equal(("1 benchmark gone", FindingVerdict.Warning), (gone.Title, gone.Verdict));
        Assert.Equal(["app.Bench0.Run-8"], gone.Evidence);
    }

    [Fact]
    public void A_baseline_of_zero_is_no_error_and_what_grew_from_it_is_reported()
    {
        static GateRequest Of(string before, string after) => new()
        {
            Today = new DateOnly(2026, 11, 23),
            BaselineBenchmarks = [BenchmarkSamples.Go(string.Concat(Enumerable.Repeat($"BenchmarkA 1 {before}\n", 10)))],
            CandidateBenchmarks = [BenchmarkSamples.Go(string.Concat(Enumerable.Repeat($"BenchmarkA 1 {after}\n", 10)))],
        };

        var grown = Assert.Single(Gate.Decide(Of("0 allocs/op", "3 allocs/op")).Findings);
        Assert.Equal((FindingVerdict.Fail, "new allocs/op"), (grown.Verdict, grown.Measured));
        Assert.Equal(double.PositiveInfinity, grown.Growth);
        Assert.Empty(Gate.Decide(Of("0 ns/op", "0 ns/op")).Findings);
        Assert.Equal(FindingVerdict.Fail, Gate.Decide(Of("0 ns/op", "5 ns/op")).Findings.Single().Verdict);
    }

    [Fact]
    public void Units_that_differ_are_compared_with_nothing_and_said()
    {
        var report = Gate.Decide(new GateRequest
        {
            Today = new DateOnly(2026, 11, 23),
            BaselineBenchmarks = [BenchmarkSamples.Go("BenchmarkA 1 5 ns/op\n")],
            CandidateBenchmarks = [BenchmarkSamples.Go("BenchmarkA 1 5 B/op\n")],
        });

        Assert.Equal((GateVerdict.Inconclusive, "no benchmark is on both sides"), (report.Verdict, report.Gates.Single(static gate => gate.Id == GateIds.Benchmark).Reason));
    }

    // Of another package: benchmarks of the same name are in tables of their own.
    [Fact]
    public void Benchmarks_under_another_configuration_are_compared_with_nothing_and_said()
    {
        var report = Gate.Decide(Benchmarks(static (_, _) => 1) with { CandidateBenchmarks = [Run(2, static _ => 1, package: "other")] });

        Assert.Equal(GateVerdict.Inconclusive, report.Verdict);
        Assert.Equal("no benchmark is on both sides", report.Gates.Single(static gate => gate.Id == GateIds.Benchmark).Reason);
    }

    [Theory]
    [InlineData(40, 80, false)] // +100 %, and 0.4 % of all
    [InlineData(4000, 4200, false)] // +5 %, and 2 % of all
    [InlineData(2000, 2800, true)] // +40 %, and 8 % of all
    public void Both_a_relative_and_an_absolute_limit_must_be_crossed(int before, int after, bool fails)
    {
        var report = Gate.Decide(Profiles(Program(before), Program(after)));

        Assert.Equal(fails, report.Findings.Any(static finding => finding is { Verdict: FindingVerdict.Fail, Subject.Name: "App.Work" }));
    }

    [Fact]
    public void A_small_change_of_few_samples_is_no_finding()
    {
        // +25 % and 1 % of all, but of forty samples.
        Assert.Empty(Gate.Decide(Profiles(Program(40, scale: 0.1), Program(50, scale: 0.1))).Findings);
    }

    [Fact]
    public void A_longer_capture_is_no_regression_per_second_and_one_per_run()
    {
        var request = Profiles(Program(2000), Program(4000, rest: 2, seconds: 120));

        Assert.Equal(GateVerdict.Pass, Gate.Decide(request).Verdict);
        Assert.Equal(GateVerdict.Pass, Gate.Decide(request with { Policy = new GatePolicy { Per = ComparisonMode.Share } }).Verdict);
        Assert.Equal(GateVerdict.Fail, Gate.Decide(request with { Policy = new GatePolicy { Per = ComparisonMode.Absolute } }).Verdict);
    }

    [Fact]
    public void A_new_hotspot_fails_unless_it_is_justified()
    {
        var request = Profiles(Program(0), Program(1500));
        var justified = new GatePolicy { NewHotspot = new NewHotspotPolicy { Justified = [new Justification("App.Work", "moved here")] } };

        Assert.Equal(GateIds.NewHotspot, Assert.Single(Gate.Decide(request).Findings).Gate);
        var report = Gate.Decide(request with { Policy = justified });
        Assert.Equal((GateVerdict.Pass, FindingVerdict.Note), (report.Verdict, Assert.Single(report.Findings).Verdict));
    }

    [Fact]
    public void What_fails_as_a_member_is_not_left_to_a_gate_of_hotspots_that_only_warns()
    {
        var report = Gate.Decide(Profiles(Program(0), Program(1500)) with { Policy = new GatePolicy { NewHotspot = new NewHotspotPolicy { Level = GateLevel.Warn } } });

        Assert.Equal([(GateIds.Member, FindingVerdict.Fail), (GateIds.NewHotspot, FindingVerdict.Warning)], report.Findings.Select(static finding => (finding.Gate, finding.Verdict)));
    }

    [Fact]
    public void The_last_rule_that_fits_a_member_holds()
    {
        var rules = new GatePolicy { Member = new MemberPolicy { Rules = [new("cpu.self"), new("cpu.self") { Members = new NamePatterns(["App.*"]), Relative = 0.6 }] } };
        var request = Profiles(Program(2000), Program(2800)) with { Policy = rules };

        Assert.Empty(Gate.Decide(request).Findings);
        Assert.Single(Gate.Decide(request with { Policy = rules with { Member = new MemberPolicy { Rules = [.. rules.Member.Rules.Reverse()] } } }).Findings);
    }

    [Fact]
    public void A_rule_of_a_tag_looks_at_its_samples_alone()
    {
        var rule = new GatePolicy { Member = new MemberPolicy { Rules = [new("cpu.total") { Tag = "endpoint=/pay", Absolute = new Amount(AmountKind.Share, 0.005) }] }, NewHotspot = new NewHotspotPolicy { Level = GateLevel.Off } };
        var request = Profiles(Program(2000, endpoint: "/pay"), Program(2800, endpoint: "/pay")) with { Policy = rule };

        var finding = Gate.Decide(request).Findings.Single(static finding => finding.Subject.Name == "App.Work");
        Assert.Equal("cpu.total[endpoint=/pay]", finding.Metric);
        Assert.DoesNotContain(Gate.Decide(Profiles(Program(2000, endpoint: "/other"), Program(2800, endpoint: "/other")) with { Policy = rule }).Findings, static finding => finding.Gate == GateIds.Member);
    }

    [Fact]
    public void Too_few_profiles_for_the_policy_are_inconclusive()
    {
        var report = Gate.Decide(Profiles(Program(2000), Program(2800)) with { Policy = new GatePolicy { LeastProfiles = 3, Inconclusive = InconclusivePolicy.Report } });

        Assert.Equal((GateVerdict.Inconclusive, 4), (report.Verdict, report.ExitCode));
        Assert.Equal(FindingVerdict.Inconclusive, Assert.Single(report.Findings).Verdict);
    }

    [Fact]
    public void A_baseline_that_measured_nothing_decides_nothing()
    {
        var report = Gate.Decide(Profiles(Program(0, scale: 0), Program(2000)));

        Assert.Equal(GateVerdict.Inconclusive, report.Verdict);
        Assert.Empty(report.Findings);
        Assert.Contains("the baseline measured nothing of cpu", string.Join('\n', report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Pauses_of_the_collector_that_grew_surely_fail()
    {
        static Profile WithGc(Profile profile, int collections, long pause) => new()
        {
            Info = profile.Info,
            SampleTypes = profile.SampleTypes,
            Modules = profile.Modules,
            Functions = profile.Functions,
            Locations = profile.Locations,
            Stacks = profile.Stacks,
            Samples = profile.Samples,
            LabelSets = profile.LabelSets,
            Gc = new GcSummary(collections, 0, 0, pause, pause / Math.Max(1, collections) * 2),
        };
        var (before, after) = (Program(2000), Program(2000));

        var finding = Assert.Single(Gate.Decide(Profiles(WithGc(before, 400, 1_200_000_000), WithGc(after, 1200, 4_800_000_000))).Findings);
        Assert.Equal((GateIds.GcPause, "gc.pause", FindingVerdict.Fail, RootCausePattern.GcPressure), (finding.Gate, finding.Metric, finding.Verdict, finding.Cause!.Pattern));
        Assert.Empty(Gate.Decide(Profiles(WithGc(before, 400, 1_200_000_000), WithGc(after, 410, 1_300_000_000))).Findings);

        // Three long pauses may be chance.
        Assert.Empty(Gate.Decide(Profiles(WithGc(before, 2, 600_000_000), WithGc(after, 3, 1_500_000_000))).Findings);
    }

    [Fact]
    public void Sample_types_that_are_measured_differently_cannot_be_compared()
    {
        var other = Profiles(Program(2000), Program(2000, unit: "count"));

        Assert.Contains("'cpu' is measured in", Assert.Throws<ComparisonException>(() => Gate.Decide(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_nothing_to_look_at_nothing_is_decided()
    {
        var report = Gate.Decide(new GateRequest { Today = new DateOnly(2026, 1, 1), Prove = true });

        Assert.Equal((GateVerdict.Inconclusive, false), (report.Verdict, report.Proof!.IsProven));
        Assert.Equal(4, Gate.Decide(new GateRequest { Today = new DateOnly(2026, 1, 1) }).ExitCode);
        Assert.All(report.Gates, static gate => Assert.NotEmpty(gate.Reason));
    }

    private static GateRequest Profiles(Profile baseline, Profile candidate) => new() { Today = new DateOnly(2026, 11, 23), BaselineProfiles = [baseline], CandidateProfiles = [candidate] };

    // A program of ten thousand samples in which App.Work has as many as are asked for; beside it stand members that do not change.
    private static Profile Program(int work, double scale = 1, double rest = 1, int seconds = 60, string? endpoint = null, string unit = "nanoseconds")
    {
        const long Interval = 10_000_000;
        var builder = new ProfileBuilder([new SampleType("cpu", unit)]);
        Add("App.Work", (long)(work * scale), endpoint is null ? [] : [Label.Of("endpoint", endpoint)]);
        for (var i = 0; i < 20; i++)
            Add($"App.Part{i}", (long)(400 * scale * rest), []);
        return builder.Build(new ProfileInfo { SourceFormat = "pprof", Duration = seconds * 1_000_000_000L, Period = Interval, PeriodType = new SampleType("cpu", unit) });

        void Add(string name, long samples, Label[] labels)
        {
            var location = builder.Add(new Location(builder.Add(new Function(-1, 0, "", name, ""))));
            if (samples > 0)
                builder.AddSample(builder.AddStack([location]), [samples * Interval], labels);
        }
    }

    private static GateRequest Benchmarks(Func<int, int, double> factor, int runs = 15) => new()
    {
        Today = new DateOnly(2026, 11, 23),
        BaselineBenchmarks = [Run(1, static _ => 1, runs)],
        CandidateBenchmarks = [Run(2, benchmark => factor(benchmark, 0), runs)],
    };

    private static BenchmarkRun Run(int seed, Func<int, double> factor, int runs = 15, string package = "app")
    {
        var random = new Random(seed);
        var text = new StringBuilder($"pkg: {package}\n");
        for (var run = 0; run < runs; run++)
        {
            for (var i = 0; i < 20; i++)
            {
                var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                text.Append(CultureInfo.InvariantCulture, $"BenchmarkBench{i}.Run-8 1000 {1000 * factor(i) * (1 + (0.01 * normal)):0.00} ns/op\n");
            }
        }

        return BenchmarkSamples.Go(text.ToString());
    }
}
