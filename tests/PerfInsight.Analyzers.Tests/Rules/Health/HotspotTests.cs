using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Rules.Health;

/// <summary>PI0010.</summary>
public class HotspotTests
{
    private const string Code = """
        namespace Shop;
        class Cache
        {
            public string Get(string key) { lock (this) { return System.IO.File.ReadAllText(key); } }
            public int Cold() => 1;
        }
        """;

    [Fact]
    public async Task The_member_is_named_with_rank_shares_waits_and_the_callee_that_explains_it() => Assert.Equal(
        "Test.cs(4,19): info PI0010: hotspot #1: 20 % of CPU (self 1 %), 5 % of bytes, waits 2.3 s for locks, mostly in 'Monitor.Enter' ('load')",
        await RunAsync(
            "\"cpu\":{\"self\":10,\"own\":20,\"total\":200},\"alloc_space\":{\"self\":50,\"total\":50},\"contention\":{\"self\":0,\"total\":2300000000},"
            + "\"callees\":[{\"name\":\"System.Threading.Monitor.Enter\",\"contention\":2300000000},{\"name\":\"System.IO.File.ReadAllText\",\"cpu\":20}]"));

    [Fact]
    public async Task A_member_below_the_threshold_is_not_named() =>
        Assert.Equal("", await RunAsync("\"cpu\":{\"self\":5,\"total\":5}"));

    [Fact]
    public async Task Waits_that_are_not_for_locks_are_called_waits() => Assert.Contains(
        "#1: waits 3.0 s ('load')", await RunAsync("\"blocked\":{\"self\":3000000000,\"total\":3000000000}"), StringComparison.Ordinal);

    private static Task<string> RunAsync(string costs) => new AnalyzerRun().Code(Code).Summary(
        "{\"version\":\"1.0\",\"scenarios\":[{\"name\":\"load\",\"duration\":10000000000,\"totals\":{\"cpu\":1000,\"alloc_space\":1000,\"contention\":2300000000},"
        + "\"methods\":[{\"id\":\"M:Shop.Cache.Get(System.String)\"," + costs + "}]}]}")
        .Only(new PerfInsight.Analyzers.Rules.Health.HotspotAnalyzer()).TextAsync();
}
