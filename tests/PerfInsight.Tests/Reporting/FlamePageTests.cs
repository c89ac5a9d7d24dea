using OpenQA.Selenium;
using PerfInsight.Profiles;
using PerfInsight.Reporting.Flame;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Reporting;

/// <summary>The flame page in a real browser.</summary>
public sealed class FlamePageTests : IClassFixture<FlamePageTests.OneBrowser>
{
    private readonly OneBrowser _fixture;

    public FlamePageTests(OneBrowser fixture) => _fixture = fixture;

    [SkippableFact]
    public void The_page_draws_each_function_and_complains_of_nothing()
    {
        var browser = Show(Checkout());

        Assert.Equal(["all", "Router.Route", "Cache.Find", "List<Sku>.Contains", "Codec.Decode"], Labels(browser));
        Assert.Equal("checkout-load", browser.Driver.FindElement(By.TagName("h1")).Text);
        Assert.Equal("10 s", browser["total"].Text);
        Assert.Empty(browser.Complaints());
    }

    [SkippableFact]
    public void A_click_zooms_and_shows_figures_and_source()
    {
        var browser = Show(Checkout());

        Frame(browser, "Cache.Find").Click();

        Assert.Equal("Shop.Cache.Find(string)", browser["name"].Text);
        Assert.Equal("total 6.0 s (60 %) self 2.0 s (20 %)", Words(browser["facts"]));
        Assert.Equal("Shop/Cache.cs:52", browser["source"].Text);
        Assert.Equal("all Router.Route Cache.Find", Words(browser["path"]));
        Browser.Until(() => Width(browser, "Cache.Find") == Width(browser, "all"));
        Assert.Equal(0, Width(browser, "Codec.Decode"));
    }

    [SkippableFact]
    public void Keys_do_what_the_mouse_does()
    {
        var browser = Show(Checkout());

        browser.Press(Keys.ArrowDown);
        Assert.Equal("Shop.Router.Route(string)", browser["name"].Text);
        browser.Press(Keys.ArrowRight);
        Assert.Equal("Shop.Codec.Decode(string)", browser["name"].Text);
        browser.Press(Keys.Enter);
        Assert.Equal("all Codec.Decode", Words(browser["path"]));
        browser.Press(Keys.Escape);
        Assert.Equal("all", Words(browser["path"]));
        browser.Press("/");
        Assert.Equal("search", browser.Driver.SwitchTo().ActiveElement().GetAttribute("id"));
    }

    [SkippableFact]
    public void A_search_says_the_share_of_what_matches_and_colours_it()
    {
        var browser = Show(Checkout());
        var before = Fill(browser, "Cache.Find");

        browser["search"].SendKeys("cache|contains");

        Assert.Equal("60 % in 2 frames", browser["found"].Text);
        Assert.NotEqual(before, Fill(browser, "Cache.Find"));
        browser["search"].SendKeys("(");
        Assert.Equal("not a regular expression", browser["found"].Text);
        browser["search"].SendKeys(Keys.Escape);
        Assert.Equal("", browser["found"].Text);
        Assert.Equal(before, Fill(browser, "Cache.Find"));
    }

    [SkippableFact]
    public void Another_sample_type_has_other_widths_and_units()
    {
        var browser = Show(Checkout());

        browser["type"].SendKeys("alloc");

        Assert.Equal("1.0 MB", browser["total"].Text);
        Assert.Equal(["all", "Codec.Decode"], Labels(browser));
    }

    [SkippableFact]
    public void Widths_of_the_baseline_show_code_that_is_gone()
    {
        var browser = Show(Compared());
        Assert.Equal(["all", "Router.Route", "Cache.Rehash"], Labels(browser));
        Assert.Equal("8.0 s → 10 s", browser["total"].Text);

        browser.Driver.FindElement(By.CssSelector("input[value=baseline]")).Click();

        Assert.Equal(["all", "Router.Route", "Codec.Decode"], Labels(browser));
        Frame(browser, "Codec.Decode").Click();
        Assert.Equal("2.0 s → 0 ns −2.0 s gone 25 % → 0 % of all", Words(browser["facts"]));
    }

    [SkippableFact]
    public void What_grew_and_what_shrank_have_colours_of_their_own()
    {
        var browser = Show(Compared());

        var (grown, same) = (Fill(browser, "Cache.Rehash"), Fill(browser, "Router.Route"));
        browser.Driver.FindElement(By.CssSelector("input[value=baseline]")).Click();

        Assert.Equal(3, new HashSet<string> { grown, same, Fill(browser, "Codec.Decode") }.Count);
    }

    [SkippableFact]
    public void The_page_is_dark_where_the_system_is_and_changes_on_demand()
    {
        _fixture.Browser.Prefer("dark");
        var browser = Show(Checkout());
        browser.Prefer("light");
        var night = Fill(browser, "Cache.Find");
        Assert.Equal("dark", browser.Script<string>("return document.documentElement.dataset.theme"));

        browser.Press("t");

        Assert.Equal("light", browser.Script<string>("return document.documentElement.dataset.theme"));
        Assert.NotEqual(night, Fill(browser, "Cache.Find"));
    }

    [SkippableFact]
    public void Of_fifty_thousand_frames_those_are_drawn_that_a_pixel_can_show()
    {
        var browser = Show(Wide(callers: 100, leaves: 500));

        Assert.Equal(101L, browser.Script<long>("return document.querySelectorAll('g.frame').length"));
        Assert.Contains("50,101 frames", browser["details"].Text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_name_that_is_markup_stays_a_name()
    {
        const string name = "</script><script>document.title='broken'</script>{{script}}";
        var browser = Show(Graph("a <b>&amp;", [(-1, name, 5, 0)]));

        Assert.Equal("a <b>&amp;", browser.Driver.Title);
        Assert.Equal(name, browser["name"].Text);
    }

    private Browser Show(FlameGraph graph)
    {
        _fixture.Browser.Show(writer => FlamePage.Write(graph, writer));
        return _fixture.Browser;
    }

    private static FlameGraph Checkout() => Graph("checkout-load",
    [
        (-1, "all", 10_000, 1_000), (0, "Router.Route", 7_000, 0), (1, "Cache.Find", 6_000, 0), (2, "List<Sku>.Contains", 4_000, 0), (0, "Codec.Decode", 3_000, 1_000),
    ]);

    private static FlameGraph Compared()
    {
        (int, string, long, long)[] nodes = [(-1, "all", 10_000, 8_000), (0, "Router.Route", 6_000, 6_000), (0, "Cache.Rehash", 4_000, 0), (0, "Codec.Decode", 0, 2_000)];
        var graph = Graph("checkout-load", nodes);
        return new FlameGraph
        {
            Title = graph.Title,
            SampleTypes = [graph.SampleTypes[0]],
            Functions = graph.Functions,
            Parents = graph.Parents,
            NodeFunctions = graph.NodeFunctions,
            Candidate = [graph.Candidate[0]],
            Baseline = [nodes.Select(node => node.Item4 * 1_000_000).ToArray()],
        };
    }

    private static FlameGraph Wide(int callers, int leaves) => Graph("wide",
    [
        (-1, "all", callers * leaves, 0),
        .. Enumerable.Range(0, callers).Select(i => (0, $"Caller{i}", (long)leaves, 0L)),
        .. Enumerable.Range(0, callers * leaves).Select(i => (1 + i / leaves, $"Leaf{i}", 1L, 0L)),
    ]);

    // Milliseconds and kilobytes per node.
    private static FlameGraph Graph(string title, (int Parent, string Label, long Cpu, long Bytes)[] nodes) => new()
    {
        Title = title,
        SampleTypes = [new SampleType("cpu", "nanoseconds"), new SampleType("alloc_space", "bytes")],
        Functions = [.. nodes.Select(node => new FlameFunction(
            node.Parent < 0 ? node.Label : $"Shop.{node.Label}(string)", node.Label, "Shop", $"Shop/{node.Label.Split('.')[0]}.cs:52", node.Label.StartsWith("List", StringComparison.Ordinal)))],
        Parents = [.. nodes.Select(node => node.Parent)],
        NodeFunctions = [.. Enumerable.Range(0, nodes.Length)],
        Candidate = [nodes.Select(node => node.Cpu * 1_000_000).ToArray(), nodes.Select(node => node.Bytes * 1_000).ToArray()],
    };

    // Frames as they are read: from the root on, the wider first.
    private static string[] Labels(Browser browser) => [.. browser.Script<IReadOnlyCollection<object>>(
        "return [...document.querySelectorAll('g.frame')].map(g => g.__data__).sort((a, b) => a.x0 - b.x0 || a.depth - b.depth).map(d => d.data.name)").Cast<string>()];

    private static IWebElement Frame(Browser browser, string label) => browser.Driver.FindElements(By.CssSelector("g.frame"))
        .Single(frame => frame.GetAttribute("name") == label).FindElement(By.TagName("rect"));

    private static double Width(Browser browser, string label) => Convert.ToDouble(browser.Script<object>(
        $"const g = [...document.querySelectorAll('g.frame')].find(g => g.getAttribute('name') === '{label}'); return g ? Number(g.querySelector('rect').getAttribute('width')) : 0"),
        System.Globalization.CultureInfo.InvariantCulture);

    private static string Fill(Browser browser, string label) => Frame(browser, label).GetAttribute("fill")!;

    private static string Words(IWebElement element) => string.Join(" ", element.FindElements(By.XPath("./*")).Select(part => part.Text));

    public sealed class OneBrowser : IDisposable
    {
        private Browser? _browser;

        internal Browser Browser => _browser ??= Browser.Start();

        public void Dispose() => _browser?.Dispose();
    }
}
