using PerfInsight.Gating.Intake;
using PerfInsight.Tests.Comparison;

namespace PerfInsight.Tests.Gating;

public sealed class IntakeTests
{
    [Theory]
    [InlineData(0.100, 0.119, false)]
    [InlineData(0.100, 0.121, true)]
    [InlineData(0.100, 0.050, false)]
    public void A_latency_that_rose_by_a_fifth_is_raised(double before, double now, bool expected)
    {
        var hypothesis = Intakes.Slo(before, now, "", SampleShop.Candidate(), "c.pb.gz");

        Assert.Equal(expected, hypothesis.IsTriggered);
        Assert.Equal(expected, hypothesis.Next.Count > 0);
        Assert.Equal(expected, hypothesis.Evidence.Any(static line => line.EndsWith("System.Collections.Generic.List`1.Contains", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_label_that_no_sample_has_is_said() =>
        Assert.Contains("no cpu sample has the label endpoint=/pay", Intakes.Slo(1, 2, "endpoint=/pay", SampleShop.Candidate(), "c.pb.gz").Evidence[1], StringComparison.Ordinal);

    [Fact]
    public void Benchmarks_that_may_be_slower_are_to_be_reproduced()
    {
        var request = SampleShopGateTests.Request();
        var hypothesis = Intakes.Bench(request);

        Assert.True(hypothesis.IsTriggered);
        Assert.StartsWith("CacheBenchmarks.Find/N=10000-8 +13", hypothesis.Evidence[0], StringComparison.Ordinal);
        Assert.Contains("dotnet run -c Release -- --filter '*CacheBenchmarks.Find*' --iterationCount 15 --exporters json", hypothesis.Next);
        Assert.False(Intakes.Bench(request with { CandidateBenchmarks = request.BaselineBenchmarks }).IsTriggered);
    }

    [Fact]
    public void A_member_that_became_hot_asks_for_the_commits_that_touched_it()
    {
        var request = SampleShopGateTests.Request();

        Assert.False(Intakes.Drift(request).IsTriggered);
        var hypothesis = Intakes.Drift(request, 0.03);
        Assert.StartsWith("System.Collections.Generic.Dictionary`2.Resize: 3.4 % of cpu flat, 0.0 % before", Assert.Single(hypothesis.Evidence), StringComparison.Ordinal);
        Assert.Equal("git log --oneline --since 2026-11-19T10:00:00Z --until 2026-11-20T10:00:00Z -- src/Shop/Cache.cs", hypothesis.Next[0]);
    }

    [Fact]
    public void Allocations_stand_beside_cpu_time_that_costs_more()
    {
        var request = SampleShopGateTests.Request();

        Assert.False(Intakes.Cost(request).IsTriggered);
        var hypothesis = Intakes.Cost(request, 0.05);
        Assert.Equal(["cpu 75 s → 80 s (+6.9 %, indistinguishable)", "alloc_space 2.2 GB → 3.5 GB (+57 %, regression)"], hypothesis.Evidence);
        Assert.Equal("perfinsight diff BASELINE CANDIDATE -t alloc_space", hypothesis.Next[0]);
    }
}
