using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Rules.Health;

/// <summary>PI0003, PI0004, PI0005; how changed code is told from code that moved is in FreshnessTests.</summary>
public class ProfileFitsTests
{
    private const string Code = "namespace Shop; class Matcher { void Match() { } void Other() { } }";

    [Theory]
    [InlineData("\"Shop\"", "app.perfinsight.json(1,1): warning PI0003: None of the 1 hotspots of 'load' is in this project: profile this program, or remove the file from its AdditionalFiles")]
    [InlineData("\"Billing\"", "")]
    [InlineData("", "app.perfinsight.json(1,1): info PI0003: None of the 1 hotspots of 'load' is in this project: profile this program, or remove the file from its AdditionalFiles")]
    public async Task A_profile_of_this_assembly_that_matches_nothing_is_a_warning_and_one_of_another_assembly_is_none(string modules, string expected) =>
        Assert.Equal(expected, await new AnalyzerRun().Code(Code).Summary(Summary("M:Billing.Invoice.Print", modules)).TextAsync());

    [Fact]
    public async Task A_profile_without_hotspots_has_nothing_to_match() => Assert.Equal(
        "", await new AnalyzerRun().Code(Code).Summary("""{"version":"1.0","scenarios":[{"name":"load","totals":{"cpu":10},"methods":[]}]}""").TextAsync());

    [Fact]
    public async Task A_profile_that_fits_is_not_talked_about() => Assert.DoesNotContain(
        "PI000", await new AnalyzerRun().Code(Code).Summary(Summary("M:Shop.Matcher.Match")).TextAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task A_member_that_is_gone_from_a_file_that_is_still_here_is_counted() => Assert.Contains(
        "app.perfinsight.json(1,1): info PI0004: 1 of 2 hotspots of 'load' do not fit the code of today (1 no longer in the code since the profile)",
        await new AnalyzerRun().Code(Code).Summary(Summary("M:Shop.Matcher.Match", hotspot: "{\"id\":\"M:Shop.Matcher.Gone\",\"file\":0,\"cpu\":{\"total\":4}}")).TextAsync(),
        StringComparison.Ordinal);

    [Fact]
    public async Task The_same_scenario_in_two_files_is_said_at_the_older_one() => Assert.Contains(
        "b.perfinsight.json(1,1): info PI0005: Scenario 'load' is in 'a.perfinsight.json' too",
        await new AnalyzerRun().Code(Code)
            .Summary(Summary("M:Shop.Matcher.Match"), "/repo/a.perfinsight.json")
            .Summary(Summary("M:Shop.Matcher.Match"), "/repo/b.perfinsight.json").TextAsync(),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_named_twice_is_one_file() => Assert.DoesNotContain(
        "PI0005",
        await new AnalyzerRun().Code(Code).Summary(Summary("M:Shop.Matcher.Match")).Summary(Summary("M:Shop.Matcher.Match")).TextAsync(),
        StringComparison.Ordinal);

    private static string Summary(string id, string modules = "\"Shop\"", string? hotspot = null) =>
        $$"""
        {"version":"1.0","files":[{"path":"src/Test.cs"}],"scenarios":[{"name":"load","modules":[{{modules}}],"totals":{"cpu":10},"methods":[
        {"id":"{{id}}","cpu":{"total":5} }{{(hotspot is null ? "" : "," + hotspot)}}]}]}
        """;
}
