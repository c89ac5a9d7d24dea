using PerfInsight.Comparison;
using PerfInsight.Formats;
using PerfInsight.Formats.Pprof;
using PerfInsight.Profiles;

namespace PerfInsight.Tests.Comparison;

/// <summary>The sample profiles, and what a comparison says of them.</summary>
public sealed class SampleShopTests
{
    [Theory]
    [InlineData("baseline")]
    [InlineData("candidate")]
    public void The_sample_files_are_the_shop_s_profiles(string side)
    {
        var profile = side == "baseline" ? SampleShop.Baseline() : SampleShop.Candidate();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            using var file = File.Create(Path.Combine(Source(), $"shop-{side}.pb.gz"));
            new PprofWriter().Write(profile, file);
        }

        using var stream = File.OpenRead(Path.Combine("Samples", "profiles", $"shop-{side}.pb.gz"));
        var read = new ProfileReaders(ProfileReaders.BuiltIn).Read(stream, new ReadOptions { Name = side });
        Assert.Equal(Totals(profile), Totals(read));
        Assert.Equal(profile.SampleCount, read.SampleCount);
    }

    [Fact]
    public void The_comparison_says_what_was_changed_and_nothing_else()
    {
        var comparison = ProfileComparison.Compare([SampleShop.Baseline()], [SampleShop.Candidate()], new ComparisonOptions());

        Assert.Equal(
            [
                "Improvement Shop.Codec.Decode", "Indistinguishable Shop.Session.LoadState (Shop.Session.Load)", "Regression Shop.Cache.Rehash",
                "Regression Shop.Router.Route", "Regression System.Collections.Generic.Dictionary`2.Resize",
            ],
            comparison.Members.Where(row => row.Verdict != Verdict.Indistinguishable || row.RenamedFrom is not null)
                .Select(row => $"{row.Verdict} {row.Member.Name}{(row.RenamedFrom is { } former ? $" ({former.Name})" : "")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Totals_show_the_caller_and_its_parts_show_where_it_comes_from()
    {
        var comparison = ProfileComparison.Compare([SampleShop.Baseline()], [SampleShop.Candidate()], new ComparisonOptions { ByTotal = true });

        var find = comparison.Members.Single(row => row.Member.Name == "Shop.Cache.Find");
        Assert.Equal(Verdict.Regression, find.Verdict);
        Assert.Equal("Shop.Cache.Rehash", find.Parts!.Callees[0].Name);
        Assert.Equal(0, find.Parts.Callees[0].Baseline);
        Assert.Equal("line 26", find.Parts.Lines[0].Name);
        Assert.Equal("Shop.Router.Route", find.Parts.Callers[0].Name);
    }

    [Fact]
    public void A_regression_with_new_allocations_shows_that_cause()
    {
        ProfileData[] baseline = [SampleShop.Baseline()];
        ProfileData[] candidate = [SampleShop.Candidate()];
        var options = new ComparisonOptions { ByTotal = true };
        var cpu = ProfileComparison.Compare(baseline, candidate, options);
        var bytes = ProfileComparison.Compare(baseline, candidate, options with { SampleType = "alloc_space" });

        var cause = RootCauses.Of(cpu.Members.Single(row => row.Member.Name == "Shop.Cache.Rehash"), cpu, new Dictionary<string, ProfileComparison> { ["alloc_space"] = bytes });

        Assert.Equal((RootCausePattern.ExcessAllocations, "alloc_space"), (cause!.Pattern, cause.Of));
    }

    private static long[] Totals(ProfileData profile)
    {
        var all = profile.ToProfile();
        return [.. Enumerable.Range(0, all.SampleTypes.Count).Select(type => all.Samples.Values(type).ToArray().Sum())];
    }

    private static string Source([System.Runtime.CompilerServices.CallerFilePath] string caller = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "Samples", "profiles"));
}
