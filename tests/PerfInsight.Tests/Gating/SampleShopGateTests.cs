using System.Runtime.CompilerServices;
using PerfInsight.Benchmarks;
using PerfInsight.Comparison;
using PerfInsight.Gating;
using PerfInsight.Gating.Changes;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;
using PerfInsight.Reporting.Gates;
using PerfInsight.Tests.Comparison;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Gating;

/// <summary>The gate over the sample shop: profiles, benchmarks and the change between them.</summary>
public sealed class SampleShopGateTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static readonly Lazy<GateReport> Shop = new(() => Gate.Decide(Request()));

    [Theory]
    [InlineData("baseline")]
    [InlineData("candidate")]
    public void The_sample_files_are_the_shop_s_benchmarks(string side)
    {
        var text = SampleShopBenchmarks.Text(side == "candidate");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Path.Combine(Source(), $"shop-{side}.txt"), text);
        Assert.Equal(File.ReadAllText(Path.Combine("Samples", "gate", $"shop-{side}.txt")).ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void All_that_got_worse_is_found_and_nothing_else()
    {
        Assert.Equal(GateVerdict.Fail, Shop.Value.Verdict);
        Assert.Equal(1, Shop.Value.ExitCode);
        Assert.Equal(
            [
                "benchmark CacheBenchmarks.Find/N=100-8 B/op", "benchmark CacheBenchmarks.Find/N=100-8 allocs/op", "benchmark CacheBenchmarks.Find/N=100-8 sec/op",
                "benchmark CacheBenchmarks.Find/N=1000-8 B/op", "benchmark CacheBenchmarks.Find/N=1000-8 allocs/op", "benchmark CacheBenchmarks.Find/N=1000-8 sec/op",
                "benchmark CacheBenchmarks.Find/N=10000-8 B/op", "benchmark CacheBenchmarks.Find/N=10000-8 allocs/op", "benchmark CacheBenchmarks.Find/N=10000-8 sec/op",
                "member Cache.Rehash cpu.self", "member Dictionary`2.Resize cpu.self", "member Router.Route cpu.self",
                "new-hotspot Cache.Rehash alloc_space.self", "new-hotspot Dictionary`2.Resize alloc_space.self", "unrelated-benchmark Part1Benchmarks.Write-8 sec/op",
            ],
            Shop.Value.Findings.Where(static finding => finding.Verdict == FindingVerdict.Fail).Select(static finding => $"{finding.Gate} {finding.Subject.ShortName} {finding.Metric}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_finding_has_an_id_of_its_own_that_does_not_depend_on_what_was_measured()
    {
        var request = Request();
        var slower = Gate.Decide(request with { CandidateBenchmarks = [BenchmarkSamples.Go(SampleShopBenchmarks.Text(isCandidate: true).Replace(" 1 allocs/op", " 2 allocs/op", StringComparison.Ordinal))] });

        Assert.Distinct(Shop.Value.Findings.Select(static finding => finding.Id));
        Assert.All(Shop.Value.Findings.Where(static finding => finding.Verdict == FindingVerdict.Fail), finding => Assert.Contains(slower.Findings, other => other.Id == finding.Id));
        Assert.All(Shop.Value.Findings, static finding => Assert.Matches("^[0-9a-f]{16}$", finding.Id));
    }

    [Fact]
    public void A_finding_names_place_cause_rule_triage_and_next_command()
    {
        var rehash = Finding(GateIds.NewHotspot, "Shop.Cache.Rehash");

        Assert.Equal(new SourcePlace("src/Shop/Cache.cs", 26, IsChanged: true, IsDeclaration: false), rehash.Place);
        Assert.Equal(RootCausePattern.ExcessAllocations, rehash.Cause!.Pattern);
        Assert.StartsWith("excess allocations: alloc_space +235 MB", rehash.Cause.Text, StringComparison.Ordinal);
        Assert.Equal(["PI1002", "PI1007"], rehash.Cause.Rules.Select(static rule => rule.Rule));
        Assert.Equal("high impact, low effort → immediate PR", rehash.Triage!.Text);
        Assert.Equal("perfinsight diff base.pb.gz cand.pb.gz -t alloc_space --total", rehash.NextCommand);
    }

    [Fact]
    public void Code_of_a_framework_is_placed_where_it_is_called()
    {
        Assert.Equal("src/Shop/Cache.cs", Finding(GateIds.NewHotspot, "System.Collections.Generic.Dictionary`2.Resize").Place!.File);
    }

    [Fact]
    public void A_benchmark_that_got_worse_is_placed_at_the_change_that_it_reaches()
    {
        var find = Shop.Value.Findings.First(static finding => finding.Subject.ShortName == "CacheBenchmarks.Find/N=1000-8");
        var unrelated = Shop.Value.Findings.Single(static finding => finding is { Gate: GateIds.UnrelatedBenchmark, Verdict: FindingVerdict.Fail });

        Assert.Equal(new SourcePlace("src/Shop/Cache.cs", 24, IsChanged: true, IsDeclaration: false), find.Place);
        Assert.Contains("reaches Shop.Cache.Find, which was changed", find.Evidence);
        Assert.Null(unrelated.Place);
    }

    [Fact]
    public void A_benchmark_that_is_the_slower_the_larger_its_input_is_algorithmic()
    {
        var find = Shop.Value.Findings.First(static finding => finding.Metric == "sec/op" && finding.Subject.ShortName == "CacheBenchmarks.Find/N=1000-8");

        Assert.Equal(RootCausePattern.Algorithmic, find.Cause!.Pattern);
        Assert.Matches("^algorithmic: the larger N, the worse: N=100 \\+1. %, N=1000 \\+4. %, N=10000 \\+1[23]. %$", find.Cause.Text);
    }

    [Fact]
    public void Members_of_the_change_are_read_off_the_diff()
    {
        Assert.Equal(["src/Shop/Cache.cs", "src/Shop/Codec.cs"], Shop.Value.Inputs.ChangedFiles);
        Assert.Equal(["Shop.Cache.Find", "Shop.Cache.Rehash", "Shop.Codec.Decode"], Shop.Value.Inputs.ChangedMembers);
    }

    [Fact]
    public void Hot_members_that_no_benchmark_reaches_are_named_with_a_benchmark_to_start_from()
    {
        var part = Finding(GateIds.Coverage, "Shop.Parts.Part6.Write");

        Assert.Equal(FindingVerdict.Note, part.Verdict);
        Assert.Contains("public class Part6Benchmarks", part.SuggestedCode, StringComparison.Ordinal);
        Assert.Contains("public object Write()", part.SuggestedCode, StringComparison.Ordinal);
        Assert.DoesNotContain(Shop.Value.Findings, static finding => finding.Gate == GateIds.Coverage && finding.Subject.Name == "Shop.Parts.Part5.Write");
        var whole = Finding(GateIds.Coverage, "critical members");
        Assert.Equal(FindingVerdict.Warning, whole.Verdict);
    }

    [Fact]
    public void Benchmarks_of_unknown_reach_are_said()
    {
        var gate = Shop.Value.Gates.Single(static gate => gate.Id == GateIds.UnrelatedBenchmark);

        Assert.Contains("of 3 more it is not known what the benchmark reaches", gate.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rating_is_the_sum_of_its_lines()
    {
        Assert.Equal(Math.Round(Math.Clamp(Shop.Value.Rating.Lines.Sum(static line => line.Points), 0, 10), 1), Shop.Value.Rating.Value);
        Assert.False(Shop.Value.Rating.IsPositive);
    }

    [Fact]
    public void The_other_way_round_the_change_is_a_win()
    {
        var request = Request() with { Changes = null };
        var report = Gate.Decide(request with
        {
            BaselineProfiles = request.CandidateProfiles,
            CandidateProfiles = request.BaselineProfiles,
            BaselineBenchmarks = request.CandidateBenchmarks,
            CandidateBenchmarks = request.BaselineBenchmarks,
            Policy = new GatePolicy { Benchmark = new BenchmarkPolicy { Level = GateLevel.Warn }, Member = new MemberPolicy { Level = GateLevel.Warn } },
        });

        Assert.Equal(GateVerdict.Pass, report.Verdict);
        Assert.True(report.Rating.IsPositive, string.Join('\n', report.Rating.Lines));
        Assert.Contains(report.Improvements, static improvement => improvement.Subject.Name == "Shop.Cache.Rehash");
    }

    [Fact]
    public void Nothing_changed_passes_with_a_neutral_rating()
    {
        var request = Request();
        var report = Gate.Decide(request with { CandidateProfiles = request.BaselineProfiles, CandidateBenchmarks = request.BaselineBenchmarks });

        Assert.Equal((GateVerdict.Pass, 0, 5.0), (report.Verdict, report.ExitCode, report.Rating.Value));
        Assert.All(report.Findings, static finding => Assert.Equal(GateIds.Coverage, finding.Gate));
    }

    [Fact]
    public void Equal_inputs_give_an_equal_report_that_survives_json()
    {
        var text = Json(Gate.Decide(Request()));

        Assert.Equal(Json(Shop.Value), text);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal(text, Json(GateReportJson.Read(stream)));
    }

    [Fact]
    public void Each_gate_with_something_to_look_at_reports_what_is_injected()
    {
        var proof = Gate.Decide(Request() with { Prove = true }).Proof!;

        Assert.True(proof.IsProven, string.Join('\n', proof.Steps));
        Assert.Equal(
            ["benchmark", "member", "member", "new-hotspot", "new-hotspot", "unrelated-benchmark"],
            proof.Steps.Select(static step => step.Gate).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_definition_of_done_says_what_is_proved_and_what_is_open()
    {
        var done = Gate.Decide(Request() with { Archive = "store", DashboardUpdate = "dashboards/shop" }).DefinitionOfDone;

        Assert.Equal(
            [ChecklistState.Proved, ChecklistState.Open, ChecklistState.Open, ChecklistState.Open, ChecklistState.Proved],
            done.Select(static item => item.State));
    }

    private static GateFinding Finding(string gate, string subject) => Shop.Value.Findings.Single(finding => finding.Gate == gate && finding.Subject.Name == subject);

    private static string Json(GateReport report)
    {
        using var stream = new MemoryStream();
        GateReportJson.Write(report, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static GateRequest Request() => new()
    {
        Today = Today,
        BaselineProfiles = [SampleShop.Baseline()],
        CandidateProfiles = [SampleShop.Candidate()],
        BaselineBenchmarks = [Run("shop-baseline.txt")],
        CandidateBenchmarks = [Run("shop-candidate.txt")],
        Changes = SourceChanges.Parse(File.ReadAllText(Path.Combine("Samples", "gate", "shop.diff"))),
        Diagnostics =
        [
            new RuleHint("PI1002", "'new byte[4096]' allocates", new SourcePlace("src/Shop/Cache.cs", 27), HasFix: true),
            new RuleHint("PI1007", "'_index' grows although its size is known", new SourcePlace("src/Shop/Cache.cs", 26), HasFix: false),
            new RuleHint("PI2001", "'List<Item>.Contains' in this loop", new SourcePlace("src/Shop/Cache.cs", 28), HasFix: true),
        ],
        Files =
        [
            new GateInputFile("base.pb.gz", InputRole.BaselineProfile, "00", 1), new GateInputFile("cand.pb.gz", InputRole.CandidateProfile, "01", 1),
            new GateInputFile("base.txt", InputRole.BaselineBenchmarks, "02", 1), new GateInputFile("cand.txt", InputRole.CandidateBenchmarks, "03", 1),
        ],
    };

    private static BenchmarkRun Run(string file) => BenchmarkSamples.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "gate", file)), file);

    private static string Source([CallerFilePath] string caller = "") => Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "Samples", "gate");
}
