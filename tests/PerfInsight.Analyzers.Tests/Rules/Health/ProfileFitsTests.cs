using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Rules.Health;

/// <summary>PI0003, PI0004, PI0005.</summary>
public class ProfileFitsTests
{
    [Fact]
    public async Task A_renamed_member_is_reported_as_gone() => Assert.Equal(
        "app.perfinsight.json(1,1): warning PI0003: None of the 1 hotspots of 'load' is in this project: profile this program, or remove the file from its AdditionalFiles",
        await ProfiledMatcher.RunAsync(ProfiledMatcher.Code.Replace("Match(", "Match2(", StringComparison.Ordinal)));

    [Fact]
    public async Task A_project_that_was_not_profiled_is_left_alone() => Assert.Equal(
        "", await ProfiledMatcher.Run("class Unrelated { void M() { } }", ProfiledMatcher.Summary()).TextAsync("Shop.Tests"));

    [Fact]
    public async Task Of_two_summaries_of_one_scenario_the_newer_is_used()
    {
        var older = ProfiledMatcher.Summary().Replace("2026-11-20", "2026-11-02", StringComparison.Ordinal).Replace("3f2c1ab", "0000000", StringComparison.Ordinal);
        var text = await ProfiledMatcher.Run(ProfiledMatcher.Code, ProfiledMatcher.Summary()).Summary(older, "/repo/old.perfinsight.json").TextAsync();
        Assert.Contains(
            "old.perfinsight.json(1,1): info PI0005: Scenario 'load' is in 'app.perfinsight.json' too, which is newer and is used instead",
            text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("0000000", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_as_profiled_says_nothing() =>
        Assert.DoesNotContain("app.perfinsight.json", await ProfiledMatcher.RunAsync(ProfiledMatcher.Code), StringComparison.Ordinal);

    [Fact]
    public async Task Changed_and_vanished_members_are_counted_together()
    {
        var gone = ProfiledMatcher.Summary().Replace(
            "]}\n]}]}",
            "]},\n{\"id\":\"M:Shop.Matcher.Gone\",\"file\":0,\"cpu\":{\"self\":1,\"total\":1}}\n]}]}",
            StringComparison.Ordinal);
        Assert.Contains(
            "info PI0004: 2 of 2 hotspots of 'load' do not fit the code of today (1 changed, 1 no longer in the code since the profile of 2026-11-20)",
            await ProfiledMatcher.Run(ProfiledMatcher.Code.Replace("n++", "n += 2", StringComparison.Ordinal), gone).TextAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_that_the_compiler_makes_up_are_not_missing()
    {
        var record = ProfiledMatcher.Code + "public record Sku(string Code);";
        var json = ProfiledMatcher.Summary().Replace(
            "]}\n]}]}",
            "]},\n{\"id\":\"M:Shop.Sku.GetHashCode\",\"file\":0,\"cpu\":{\"self\":1,\"total\":1}}\n]}]}",
            StringComparison.Ordinal);
        Assert.DoesNotContain("PI0004", await ProfiledMatcher.Run(record, json).TextAsync(), StringComparison.Ordinal);
    }
}
