using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Evidence;

/// <summary>How evidence follows code that is edited after the profile.</summary>
public class FreshnessTests
{
    [Fact]
    public async Task In_the_profiled_file_lines_hold() => Assert.Equal(
        """
        Test.cs(5,9): info PI0010: hotspot #1: 48 % of CPU (self 3 %), mostly in 'List<T>.Contains' ('load', commit 3f2c1ab)
        Test.cs(9,17): warning PI2001: 'List<string>.Contains' in this loop takes 36 % of CPU (3.6 s of 10 s in 'load', commit 3f2c1ab): build a HashSet<string> before the loop
        """,
        await ProfiledMatcher.RunAsync(ProfiledMatcher.Code));

    [Fact]
    public async Task Code_that_moved_takes_its_evidence_along() => Assert.Equal(
        """
        Test.cs(7,9): info PI0010: hotspot #1: 48 % of CPU (self 3 %), mostly in 'List<T>.Contains' ('load', commit 3f2c1ab)
        Test.cs(11,17): warning PI2001: 'List<string>.Contains' in this loop takes 36 % of CPU (3.6 s of 10 s in 'load', commit 3f2c1ab): build a HashSet<string> before the loop
        """,
        await ProfiledMatcher.RunAsync(ProfiledMatcher.Code.Replace("class Matcher", "// moved\nrecord Other;\nclass Matcher", StringComparison.Ordinal)));

    [Fact]
    public async Task Comment_lines_and_indentation_do_not_change_code() => Assert.Contains(
        "PI2001: 'List<string>.Contains' in this loop takes 36 % of CPU",
        await ProfiledMatcher.RunAsync(ProfiledMatcher.Code.Replace("        foreach", "        // each of them\n   foreach", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Fact]
    public async Task Changed_code_is_still_named_but_nothing_is_confirmed() => Assert.Equal(
        """
        app.perfinsight.json(1,1): info PI0004: 1 of 1 hotspots of 'load' do not fit the code of today (changed since the profile of 2026-11-20): profile again with 'perfinsight collect'
        Test.cs(5,9): info PI0010: hotspot #1: 48 % of CPU (self 3 %), mostly in 'List<T>.Contains', changed since the profile ('load', commit 3f2c1ab)
        Test.cs(9,17): info PI2001: 'List<string>.Contains' in this loop is likely costly (its member has 45 % of CPU (4.5 s of 10 s in 'load', commit 3f2c1ab); the member changed since the profile): build a HashSet<string> before the loop
        """,
        await ProfiledMatcher.RunAsync(ProfiledMatcher.Code.Replace("n++", "n += 2", StringComparison.Ordinal)));

    [Fact]
    public async Task Measured_and_cheap_lines_stay_silent()
    {
        var cheap = ProfiledMatcher.Summary().Replace("\"line\":[9,9],\"cpu\":3600000000", "\"line\":[7,7],\"cpu\":3600000000", StringComparison.Ordinal);
        Assert.DoesNotContain("PI2001", await ProfiledMatcher.Run(ProfiledMatcher.Code, cheap).TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cold_members_stay_silent() => Assert.DoesNotContain(
        "PI2001", await ProfiledMatcher.Run(ProfiledMatcher.Code, ProfiledMatcher.Summary()).Option("perfinsight.hot_threshold", "50%").TextAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task Severities_are_options() => Assert.Contains(
        "error PI2001", await ProfiledMatcher.Run(ProfiledMatcher.Code, ProfiledMatcher.Summary()).Option("perfinsight.confirmed_severity", "error").TextAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task With_auto_the_members_that_cover_most_of_the_profile_are_hot() => Assert.Contains(
        "warning PI2001",
        await ProfiledMatcher.Run(ProfiledMatcher.Code, ProfiledMatcher.Summary()).Option("perfinsight.hot_threshold", "auto").Option("perfinsight.auto_coverage", "30%").TextAsync(),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_name_that_fits_one_member_is_likely_and_one_that_fits_two_is_not_guessed()
    {
        var byName = ProfiledMatcher.Summary().Replace(
            "\"id\":\"M:Shop.Matcher.Match(System.Collections.Generic.List{System.String},System.String[])\"",
            "\"name\":\"Shop.Matcher.Match(List`1,String[])\"",
            StringComparison.Ordinal);
        Assert.Contains("info PI2001", await ProfiledMatcher.Run(ProfiledMatcher.Code, byName).TextAsync(), StringComparison.Ordinal);
        var twice = ProfiledMatcher.Code.Replace(
            "class Matcher\n{", "class Matcher\n{\n    int Match(List<int> skus, string[] wanted) => 0;", StringComparison.Ordinal);
        var text = await ProfiledMatcher.Run(twice, byName).TextAsync();
        Assert.DoesNotContain("PI2001", text, StringComparison.Ordinal);
        Assert.Contains("1 known by a name that fits several members", text, StringComparison.Ordinal);
    }
}
