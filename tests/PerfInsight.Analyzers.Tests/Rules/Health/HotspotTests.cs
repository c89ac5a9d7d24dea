using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Rules.Health;

public class HotspotTests
{
    private const string Code = """
        namespace Shop;
        class Matcher
        {
            int Total { get; set; }
            void Match() { }
            void Other() { }
        }
        """;

    [Fact]
    public async Task Tells_rank_share_bytes_waits_and_where_most_of_it_goes() => Assert.Equal(
        "Test.cs(5,10): info PI0010: hotspot #1: 48 % of CPU (self 3 %), 12 % of bytes, waits 2.3 s for locks, mostly in 'List<T>.Contains' ('load', commit 3f2c1ab)",
        await RunAsync("""
            {"id":"M:Shop.Matcher.Match","cpu":{"self":300,"own":4700,"total":4800},"alloc_space":{"total":120},"contention":{"total":2300000000},
             "callees":[{"name":"System.Collections.Generic.List`1.Contains","cpu":4500}]}
            """));

    [Fact]
    public async Task Stands_in_the_order_of_the_profile() => Assert.Equal(
        """
        Test.cs(5,10): info PI0010: hotspot #2: 20 % of CPU (self 20 %) ('load', commit 3f2c1ab)
        Test.cs(6,10): info PI0010: hotspot #1: 50 % of CPU (self 50 %) ('load', commit 3f2c1ab)
        """,
        await RunAsync("""{"id":"M:Shop.Matcher.Other","cpu":{"self":5000}},{"id":"M:Shop.Matcher.Match","cpu":{"self":2000}}"""));

    [Fact]
    public async Task An_accessor_is_a_member_of_its_own() => Assert.Equal(
        "Test.cs(4,17): info PI0010: hotspot #1: 30 % of CPU (self 30 %) ('load', commit 3f2c1ab)",
        await new AnalyzerRun().Code(Code.Replace("{ get; set; }", "{ get { return 1; } set { } }", StringComparison.Ordinal))
            .Summary(Summary("""{"id":"M:Shop.Matcher.get_Total","cpu":{"self":3000}}""")).TextAsync());

    [Fact]
    public async Task Waits_without_contention_are_no_waits_for_locks() => Assert.Equal(
        "Test.cs(5,10): info PI0010: hotspot #1: waits 3.0 s ('load', commit 3f2c1ab)",
        await RunAsync("""{"id":"M:Shop.Matcher.Match","blocked":{"total":3000000000}}"""));

    [Fact]
    public async Task A_callee_with_less_than_half_explains_nothing() => Assert.DoesNotContain(
        "mostly",
        await RunAsync("""{"id":"M:Shop.Matcher.Match","cpu":{"total":4800},"callees":[{"name":"System.String.Concat","cpu":2300}]}"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("1%", true)]
    [InlineData("3%", false)]
    public async Task Below_the_threshold_a_member_is_not_listed(string threshold, bool listed)
    {
        var text = await Run("""{"id":"M:Shop.Matcher.Match","cpu":{"self":200}}""").Option("perfinsight.hot_threshold", threshold).TextAsync();
        Assert.Equal(listed, text.Contains("PI0010", StringComparison.Ordinal));
    }

    private static Task<string> RunAsync(string methods) => Run(methods).TextAsync();

    private static AnalyzerRun Run(string methods) => new AnalyzerRun().Code(Code).Summary(Summary(methods));

    private static string Summary(string methods) =>
        """{"version":"1.0","scenarios":[{"name":"load","commit":"3f2c1abdef","duration":12000000000,"totals":{"cpu":10000,"alloc_space":1000,"blocked":9000000000,"contention":2500000000},"methods":["""
        + methods + "]}]}";
}
