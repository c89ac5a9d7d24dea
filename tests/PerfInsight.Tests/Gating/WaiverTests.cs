using PerfInsight.Gating;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;
using PerfInsight.Gating.Waivers;

namespace PerfInsight.Tests.Gating;

public sealed class WaiverTests
{
    private const string Route =
        """
        version: 1
        waivers:
          - gate: member
            subject: Shop.Router.Route
            metric: cpu.self
            ceiling: +120%
            reason: the new routes are worth it
            owner: platform
            issue: PERF-311
            expires: 2026-12-31

        """;

    [Fact]
    public void A_waived_finding_does_not_fail_and_says_why()
    {
        var finding = Finding(Route);

        Assert.Equal((FindingVerdict.Waived, WaiverState.Active), (finding.Verdict, finding.Waiver.State));
        Assert.Equal("waived until 2026-12-31 up to +120% (PERF-311, owner platform): the new routes are worth it", finding.Waiver.Text);
        Assert.Null(Decide(Route).Findings.FirstOrDefault(static other => other.Gate == GateIds.Waiver));
    }

    [Theory]
    [InlineData("+120%", "+100%", WaiverState.OverCeiling)]
    [InlineData("+120%", "8%", WaiverState.Active)]
    [InlineData("+120%", "7%", WaiverState.OverCeiling)]
    [InlineData("2026-12-31", "2026-11-22", WaiverState.Expired)]
    [InlineData("2026-12-31", "2026-11-23", WaiverState.Active)]
    public void Over_its_ceiling_or_past_its_day_it_fails_again(string from, string to, WaiverState expected)
    {
        var finding = Finding(Route.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal(expected, finding.Waiver.State);
        Assert.Equal(expected == WaiverState.Active ? FindingVerdict.Waived : FindingVerdict.Fail, finding.Verdict);
    }

    [Theory]
    [InlineData("Shop.Router.Route", "Shop.Router.Rout")]
    [InlineData("cpu.self", "cpu.total")]
    [InlineData("gate: member", "gate: new-hotspot")]
    public void A_row_is_for_one_finding_exactly_and_one_that_nobody_needs_is_a_finding(string from, string to)
    {
        var report = Decide(Route.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal(FindingVerdict.Fail, report.Findings.Single(static finding => finding.Subject.Name == "Shop.Router.Route" && finding.Gate == GateIds.Member).Verdict);
        var unused = report.Findings.Single(static finding => finding.Gate == GateIds.Waiver);
        Assert.Equal((FindingVerdict.Warning, WaiverState.Unused, 3), (unused.Verdict, unused.Waiver.State, unused.Place!.Line));
    }

    [Fact]
    public void An_expired_row_is_a_finding_beside_the_one_that_fails_again()
    {
        var report = Decide(Route.Replace("2026-12-31", "2026-01-31", StringComparison.Ordinal), new GatePolicy { Waiver = GateLevel.Fail });

        var expired = report.Findings.Single(static finding => finding.Gate == GateIds.Waiver);
        Assert.Equal((FindingVerdict.Fail, WaiverState.Expired), (expired.Verdict, expired.Waiver.State));
    }

    [Fact]
    public void A_row_of_a_gate_that_did_not_run_is_not_called_unused()
    {
        var report = Gate.Decide(SampleShopGateTests.Request() with { Waivers = WaiverReader.Read(Route, "w.yml"), BaselineProfiles = [], CandidateProfiles = [] });

        Assert.DoesNotContain(report.Findings, static finding => finding.Gate == GateIds.Waiver);
    }

    [Theory]
    [InlineData("subject: Shop.Router.Route", "subject: Shop.*", "expected the whole name of one member or benchmark, found the pattern 'Shop.*'")]
    [InlineData("gate: member", "gate: all", "gate: expected one of new-hotspot, member, gc-pause, benchmark, unrelated-benchmark, coverage, found 'all'")]
    [InlineData("ceiling: +120%", "ceiling: much", "ceiling: expected a growth such as +60%, or a share of all such as 8%, found 'much'")]
    [InlineData("    ceiling: +120%\n", "", "expected 'ceiling', which is missing")]
    [InlineData("    owner: platform\n", "", "expected 'owner', which is missing")]
    [InlineData("    expires: 2026-12-31\n", "", "expected 'expires', which is missing")]
    [InlineData("2026-12-31", "31.12.2026", "expires: expected a day such as 2026-12-31, found '31.12.2026'")]
    [InlineData("2026-12-31", "never", "expected a day such as 2026-12-31, found 'never'")]
    [InlineData("owner:", "onwer:", "found 'onwer'")]
    public void A_row_that_makes_no_sense_is_said(string from, string to, string message)
    {
        var problem = Assert.Throws<PolicyException>(() => WaiverReader.Read(Route.ReplaceLineEndings("\n").Replace(from, to, StringComparison.Ordinal), "w.yml"));

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.StartsWith("w.yml:", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rows_for_the_same_contradict_each_other()
    {
        var twice = Route + string.Join('\n', Route.ReplaceLineEndings("\n").Split('\n')[2..]);

        Assert.Contains("the row on line 3 is for the same", Assert.Throws<PolicyException>(() => WaiverReader.Read(twice, "w.yml")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("version: 1\nwaivers: []\n")]
    [InlineData("version: 1\n# ours\nwaivers:\n- gate: member\n  subject: A.B\n  metric: cpu.self\n  ceiling: +5%\n  reason: r\n  owner: o\n  issue: i\n  expires: 2026-12-31")]
    [InlineData(Route)]
    public void A_row_is_added_and_what_is_there_stays(string? before)
    {
        var row = new WaiverRow("benchmark", "shop.A\"B/N=1", "sec/op", 0.125, true, "a: \"reason\"\n# no comment", "o", "https://x/1", new DateOnly(2027, 1, 2), new SourcePlace("", 1));
        var after = WaiverWriter.Append(before, row, "w.yml");

        var rows = WaiverReader.Read(after, "w.yml");
        Assert.Equal(row, rows[^1] with { Place = row.Place });
        if (before?.Contains("[]", StringComparison.Ordinal) == false)
            Assert.StartsWith(before, after, StringComparison.Ordinal);
        Assert.Throws<PolicyException>(() => WaiverWriter.Append(after, row, "w.yml"));
    }

    // Lines of YAML end in other ways, too.
    [Theory]
    [InlineData("\r")]
    [InlineData("\r\n")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    public void A_row_is_added_whatever_lines_end_in(string lineEnd)
    {
        var row = new WaiverRow("benchmark", "A.B", "sec/op", 0.5, true, "r", "o", "i", new DateOnly(2027, 1, 2), new SourcePlace("", 1));
        var before = Route.ReplaceLineEndings("\n").Replace("\n", lineEnd, StringComparison.Ordinal);

        Assert.Equal(2, WaiverReader.Read(WaiverWriter.Append(before, row, "w.yml"), "w.yml").Count);
    }

    private static GateFinding Finding(string waivers) => Decide(waivers).Findings.Single(static finding => finding.Subject.Name == "Shop.Router.Route" && finding.Gate == GateIds.Member);

    private static GateReport Decide(string waivers, GatePolicy? policy = null) => Gate.Decide(SampleShopGateTests.Request() with
    {
        Policy = policy ?? new GatePolicy(),
        Waivers = WaiverReader.Read(waivers, "w.yml"),
        BaselineBenchmarks = [],
        CandidateBenchmarks = [],
    });
}
