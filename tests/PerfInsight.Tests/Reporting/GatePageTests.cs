using System.Globalization;
using OpenQA.Selenium;
using PerfInsight.Benchmarks;
using PerfInsight.Comparison;
using PerfInsight.Gating;
using PerfInsight.Gating.Reports;
using PerfInsight.Reporting.Flame;
using PerfInsight.Reporting.Gates;
using PerfInsight.Tests.Gating;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Reporting;

/// <summary>The gate's page in a real browser, over the sample shop with 24 runs before it.</summary>
public sealed class GatePageTests(FlamePageTests.OneBrowser fixture) : IClassFixture<FlamePageTests.OneBrowser>
{
    private static readonly Lazy<(GateReport Report, FlameGraph? Flame)> Shop = new(() => Decide(SampleShopGateTests.Request() with { History = History(24) }));

    [SkippableFact]
    public void The_verdict_comes_first_and_the_page_complains_of_nothing()
    {
        var browser = Show(Shop.Value);

        Assert.Equal("✗ gate failed", browser.Driver.FindElement(By.TagName("h1")).Text);
        Assert.Contains("4 of 5 gates failed.", browser["verdict"].Text, StringComparison.Ordinal);
        Assert.Equal("✗ gate failed · performance", browser.Driver.Title);
        Assert.Equal(["cpu", "alloc_space", "sec/op", "B/op", "allocs/op"], browser.Driver.FindElements(By.CssSelector("#totals li > span:first-child")).Select(static total => total.Text));
        Assert.Empty(browser.Complaints());
    }

    [SkippableFact]
    public void Nothing_is_wider_than_the_window()
    {
        var browser = Show(Shop.Value);
        Press(browser, "e");

        foreach (var width in new[] { 1400, 700, 420 })
        {
            browser.Driver.Manage().Window.Size = new System.Drawing.Size(width, 800);
            var wider = browser.Script<string>("const page = document.documentElement; return page.scrollWidth <= page.clientWidth ? '' : `${page.scrollWidth} in ${page.clientWidth}: ` + [...document.querySelectorAll('body *')]"
                + ".filter(e => e.getBoundingClientRect().right > page.clientWidth + 1).map(e => `${e.tagName} ${e.className?.baseVal ?? e.className} ${e.id}`).slice(0, 9).join('; ')");
            Assert.Equal($"{width}: ", $"{width}: {wider}");
        }

        browser.Driver.Manage().Window.Size = new System.Drawing.Size(1400, 800);
    }

    [SkippableFact]
    public void A_finding_opens_with_its_evidence()
    {
        var browser = Show(Shop.Value);
        var finding = browser["f-" + Find("new-hotspot", "Shop.Cache.Rehash").Id];

        finding.FindElement(By.TagName("summary")).Click();

        Assert.Contains("excess allocations: alloc_space +235 MB", finding.Text, StringComparison.Ordinal);
        Assert.Contains("high impact, low effort → immediate PR", finding.Text, StringComparison.Ordinal);
        Assert.Contains("perfinsight diff base.pb.gz cand.pb.gz -t alloc_space --total", finding.Text, StringComparison.Ordinal);
        Assert.Equal("baseline –, candidate 235 MB, change new", finding.FindElement(By.CssSelector("svg")).GetAttribute("aria-label"));
    }

    [SkippableFact]
    public void Notes_are_shown_on_demand_and_a_text_filters()
    {
        var browser = Show(Shop.Value);
        var (all, notes) = (Shop.Value.Report.Findings.Count, Shop.Value.Report.Findings.Count(static finding => finding.Verdict == FindingVerdict.Note));
        Assert.True(notes > 0);
        Assert.Equal($"{all - notes} of {all} shown", browser["shown"].Text);

        browser.Driver.FindElement(By.CssSelector("button[data-kind=note]")).Click();
        Assert.Equal($"{all} of {all} shown", browser["shown"].Text);
        browser["filter"].SendKeys("ROUTER.ROUTE COSTS");
        Assert.Equal($"1 of {all} shown", browser["shown"].Text);
        browser["filter"].SendKeys(Keys.Escape);
        Assert.Equal($"{all} of {all} shown", browser["shown"].Text);
    }

    [SkippableFact]
    public void Keys_go_through_the_findings_and_into_the_graph()
    {
        var browser = Show(Shop.Value);

        Press(browser, "jj");
        Assert.Equal("f-" + Shop.Value.Report.Findings[1].Id, Focused(browser));
        Press(browser, "k");
        Assert.Equal("f-" + Shop.Value.Report.Findings[0].Id, Focused(browser));
        browser.Press(Keys.Enter);
        Assert.True(browser.Script<bool>("return document.activeElement.closest('details').open"));
        Press(browser, "f");
        browser.Press(Keys.ArrowDown);
        Assert.Equal("Shop.Server.Accept", browser["name"].Text);
        Press(browser, "/");
        Assert.Equal("search", browser.Driver.SwitchTo().ActiveElement().GetAttribute("id"));
    }

    [SkippableFact]
    public void Arrow_keys_outside_of_the_graph_are_the_browser_s()
    {
        var browser = Show(Shop.Value);
        var before = browser["name"].Text;

        Press(browser, "j");
        browser.Press(Keys.ArrowDown);

        Assert.Equal(before, browser["name"].Text);
    }

    [SkippableFact]
    public void A_member_is_shown_in_the_graph_in_what_it_costs_more_of()
    {
        var browser = Show(Shop.Value);
        var finding = browser["f-" + Find("member", "Shop.Router.Route").Id];
        finding.FindElement(By.TagName("summary")).Click();

        finding.FindElement(By.TagName("button")).Click();

        Assert.Equal("cpu", browser.Script<string>("return document.getElementById('type').selectedOptions[0].text"));
        Assert.Equal("^Shop\\.Router\\.Route$", browser["search"].GetAttribute("value"));
        Assert.EndsWith("in 1 frames", browser["found"].Text, StringComparison.Ordinal);
        Keep(browser, "gate-flame");
    }

    [SkippableFact]
    public void A_series_that_changed_its_level_shows_where_and_by_how_much()
    {
        var browser = Show(Shop.Value);

        var chart = browser.Driver.FindElements(By.CssSelector("#trends figure")).First(static figure => figure.Text.Contains("SessionBenchmarks.Load", StringComparison.Ordinal));
        Assert.Equal("sec/op · +12 % from r12 on, p 0.002, last 15 µs", chart.FindElement(By.TagName("figcaption")).Text);
        Assert.Single(chart.FindElements(By.CssSelector("line.cut.worse")));
        Assert.Equal(2, chart.FindElements(By.CssSelector("line.level")).Count);
        Assert.Equal(25, chart.FindElements(By.CssSelector("circle.point")).Count);
        Assert.Equal("candidate", browser.Script<string>("return document.querySelector('#trends circle.candidate title').textContent.split(':')[0]"));
    }

    [SkippableFact]
    public void A_link_to_a_finding_opens_it()
    {
        var browser = Show(Shop.Value);
        var note = Shop.Value.Report.Findings.First(static finding => finding.Verdict == FindingVerdict.Note);

        browser.Script<object?>($"location.hash = 'f-{note.Id}'");

        Browser.Until(() => browser["f-" + note.Id].GetAttribute("open") is not null && browser["f-" + note.Id].Displayed);
    }

    [SkippableFact]
    public void The_page_is_dark_where_the_system_is_and_changes_on_demand()
    {
        fixture.Browser.Prefer("dark");
        var browser = Show(Shop.Value);
        browser.Prefer("light");
        var night = Ground(browser);
        Keep(browser, "gate-dark");

        Press(browser, "t");

        Assert.NotEqual(night, Ground(browser));
        Keep(browser, "gate-light");
    }

    [SkippableFact]
    public void Benchmarks_alone_have_a_page_without_a_graph()
    {
        var request = SampleShopGateTests.Request() with { BaselineProfiles = [], CandidateProfiles = [] };
        var browser = Show(Decide(request));

        Assert.Empty(browser.Driver.FindElements(By.Id("flame")));
        Press(browser, "jf");
        Assert.Contains("--history FILE…", browser["trends"].Text, StringComparison.Ordinal);
        Assert.Empty(browser.Complaints());
    }

    [SkippableFact]
    public void A_name_that_is_markup_stays_a_name()
    {
        const string name = "</script><img src=x onerror=alert(1)>{{script}}\"'";
        var finding = Find("new-hotspot", "Shop.Cache.Rehash");
        var named = finding with { Title = name, Message = name, Subject = finding.Subject with { Name = name }, Evidence = [name], SuggestedCode = name, NextCommand = name };
        var browser = Show((Shop.Value.Report with { Findings = [named], Headline = name, Warnings = [name], HistoryLabels = [.. Shop.Value.Report.HistoryLabels.Select(static _ => name)] }, Shop.Value.Flame));

        Assert.Empty(browser.Driver.FindElements(By.TagName("img")));
        Assert.Equal(name, browser.Driver.FindElement(By.CssSelector("#list b")).Text);
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public void Equal_reports_give_equal_bytes_that_name_no_server()
    {
        var page = Html(Shop.Value);

        Assert.Equal(page, Html(Decide(SampleShopGateTests.Request() with { History = History(24) })));
        Assert.DoesNotMatch("(?i)(src|href)=\"?(https?:)?//", page);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_runs_and_as_many_findings_stay_a_page_that_opens()
    {
        var finding = Find("benchmark", "shop/benchmarks.CacheBenchmarks.Find/N=1000-8");
        var values = Enumerable.Range(0, 10_000).Select(static i => 1e-6 * (1 + ((i * 7919 % 100) / 1000.0))).ToArray();
        var report = Shop.Value.Report with
        {
            Findings = [.. Enumerable.Range(0, 10_000).Select(i => finding with { Id = i.ToString("x16", CultureInfo.InvariantCulture) })],
            Trends = [.. Enumerable.Range(0, 1000).Select(i => new BenchmarkSeries(i == 0 ? finding.Subject.Name : $"B{i}", finding.Metric, BetterDirection.Lower, values, [.. Enumerable.Range(0, values.Length)], []))],
            HistoryLabels = [.. values.Select(static (_, i) => $"r{i}")],
        };

        var page = Html((report, null));

        Assert.InRange(page.Length, 1_000_000, 6_000_000);
        Assert.Contains("… 8000 more findings: see the report as JSON.", page, StringComparison.Ordinal);
        Assert.Contains("… 975 more series: see the report as JSON.", page, StringComparison.Ordinal);
    }

    private Browser Show((GateReport Report, FlameGraph? Flame) page)
    {
        fixture.Browser.Show(writer => GatePage.Write(page.Report, page.Flame, writer));
        return fixture.Browser;
    }

    private static (GateReport, FlameGraph?) Decide(GateRequest request)
    {
        var report = Gate.Decide(request);
        return (report, GateFlame.Of(report, request));
    }

    private static string Html((GateReport Report, FlameGraph? Flame) page)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        GatePage.Write(page.Report, page.Flame, writer);
        return writer.ToString();
    }

    // The baseline over and over, a little apart; loading of sessions got slower by 12 % in the 12th run.
    private static IReadOnlyList<LabelledRun> History(int runs) =>
    [
        .. Enumerable.Range(0, runs).Select(run => new LabelledRun($"r{run}", BenchmarkSamples.Go(string.Join('\n', SampleShopBenchmarks.Text(isCandidate: false).Split('\n').Select(line => Shifted(line, run)))))),
    ];

    private static string Shifted(string line, int run)
    {
        var parts = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 4 || !line.StartsWith("Benchmark", StringComparison.Ordinal))
            return line;
        var factor = (1 + ((run * 5 % 7) - 3) / 1000.0) * (run >= 12 && line.Contains("Load", StringComparison.Ordinal) ? 1.12 : 1);
        parts[2] = (double.Parse(parts[2], CultureInfo.InvariantCulture) * factor).ToString("R", CultureInfo.InvariantCulture);
        return string.Join(' ', parts);
    }

    private static GateFinding Find(string gate, string subject) => Shop.Value.Report.Findings.First(finding => finding.Gate == gate && finding.Subject.Name == subject);

    private static string? Focused(Browser browser) => browser.Script<string?>("return document.activeElement.closest('details')?.id");

    private static string Ground(Browser browser) => browser.Script<string>("return getComputedStyle(document.body).backgroundColor");

    private static void Press(Browser browser, string keys)
    {
        foreach (var key in keys)
            browser.Press(key.ToString());
    }

    // For a look at it: PAGE_SHOTS=folder.
    private static void Keep(Browser browser, string name)
    {
        if (Environment.GetEnvironmentVariable("PAGE_SHOTS") is { Length: > 0 } folder)
            browser.Driver.GetScreenshot().SaveAsFile(Path.Combine(folder, name + ".png"));
    }
}
