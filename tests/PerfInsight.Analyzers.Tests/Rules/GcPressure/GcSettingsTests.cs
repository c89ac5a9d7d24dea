using PerfInsight.Analyzers.Rules.GcPressure;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Rules.GcPressure;

public class GcSettingsTests
{
    private const string Server = "build_property.ServerGarbageCollector";
    private const string Concurrent = "build_property.ConcurrentGarbageCollection";

    private const string LongPauses = """{"gen0":1204,"gen1":31,"gen2":4,"pause":1440000000,"longest_pause":90000000}""";
    private const string LongPause = """{"gen0":12,"gen1":3,"gen2":1,"pause":250000000,"longest_pause":240000000}""";

    [Theory]
    [InlineData("")]
    [InlineData("false")]
    public async Task Long_pauses_and_the_workstation_collector(string setting) => Assert.Equal(
        "app.perfinsight.json(1,1): info PI5008: collections paused the program for 12 % of the time (1.4 s of 12 s; 1,204 of generation 0, 31 of 1, 4 of 2) in 'load', commit 3f2c1ab, "
        + "and the project has the workstation collector: measure with <ServerGarbageCollector>true</ServerGarbageCollector>",
        await Program(LongPauses).Option(Server, setting).Option(Concurrent, "").TextAsync());

    [Fact]
    public async Task A_long_pause_without_concurrent_collection() => Assert.Equal(
        "app.perfinsight.json(1,1): info PI5008: a collection paused the program for 240 ms in 'load', commit 3f2c1ab, "
        + "and the project has concurrent collection switched off: measure with <ConcurrentGarbageCollection>true</ConcurrentGarbageCollection>",
        await Program(LongPause).Option(Server, "").Option(Concurrent, "false").TextAsync());

    [Fact]
    public async Task The_server_collector_stays_silent() => Assert.Equal("", await Program(LongPauses).Option(Server, "true").TextAsync());

    [Fact]
    public async Task Short_pauses_stay_silent() => Assert.Equal("", await Program(LongPause).Option(Server, "false").Option(Concurrent, "").TextAsync());

    [Fact]
    public async Task Settings_that_are_not_known_stay_silent() => Assert.Equal("", await Program(LongPauses).TextAsync());

    [Fact]
    public async Task A_value_that_is_none_stays_silent() => Assert.Equal("", await Program(LongPauses).Option(Server, "$(Unset)").TextAsync());

    [Fact]
    public async Task A_profile_without_collections_stays_silent() => Assert.Equal("", await Program(null).Option(Server, "").TextAsync());

    [Fact]
    public async Task A_library_stays_silent() => Assert.Equal(
        "", await new AnalyzerRun().Only(new GcSettingsAnalyzer()).Code("class C { }").Summary(Summary(LongPauses)).Option(Server, "").TextAsync());

    [Fact]
    public async Task Another_program_of_the_repository_stays_silent() => Assert.Equal("", await Program(LongPauses).Option(Server, "").TextAsync("Other"));

    private static AnalyzerRun Program(string? gc) =>
        new AnalyzerRun().Only(new GcSettingsAnalyzer()).Executable().Code("System.Console.WriteLine();").Summary(Summary(gc));

    private static string Summary(string? gc) =>
        $$"""{"version":"1.0","files":[],"scenarios":[{"name":"load","commit":"3f2c1ab","duration":12000000000,"modules":["Shop"],"totals":{"cpu":10000000000}{{(gc is null ? "" : ",\"gc\":" + gc)}},"methods":[]}]}""";
}
