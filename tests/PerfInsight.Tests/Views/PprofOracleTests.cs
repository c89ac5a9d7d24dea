using System.Text.RegularExpressions;
using PerfInsight.Profiles;
using PerfInsight.Tests.Testing;
using PerfInsight.Views;

namespace PerfInsight.Tests.Views;

/// <summary>What the views show is what pprof prints, to the last digit, for the options that made each report.</summary>
public sealed class PprofOracleTests
{
    public static TheoryData<string, ViewOptions> Tops => new()
    {
        { "top", ViewOptions.Default },
        { "top-cum", ViewOptions.Default with { Sort = ViewSort.Total } },
        { "lines", ViewOptions.Default with { Granularity = Granularity.Line } },
        { "noinlines", ViewOptions.Default with { NoInlines = true } },
        { "samples", ViewOptions.Default with { SampleType = "samples" } },
        { "tagfocus", ViewOptions.Default with { TagFocus = "endpoint=/api/v1/r3" } },
        { "tagignore", ViewOptions.Default with { TagIgnore = "endpoint", Focus = "Func00144$" } },
        { "tagrange", ViewOptions.Default with { TagFocus = "thread_id=10:20" } },
        { "focus-ignore", ViewOptions.Default with { Focus = "pkg00[0-9]", Ignore = "Method" } },
    };

    // The report has the samples in the file's order, the profile in memory too: both ways must say the same.
    private static IEnumerable<ProfileData> BothWays => [PprofSamples.Read(), PprofSamples.Read().ToProfile()];

    [Theory]
    [MemberData(nameof(Tops))]
    public void Top_is_pprof_s(string report, ViewOptions options)
    {
        var expected = PprofSamples.Report($"small.{report}.txt").SkipWhile(line => !line.StartsWith("Showing", StringComparison.Ordinal)).ToList();

        foreach (var profile in BothWays)
            Lines.Equal(expected, PprofReport.Top(CallGraph.WithoutCalls(profile, options)));
    }

    // pprof marks what is left of an inlined chain by its place in what is left, and says that this may be wrong (google/pprof#511).
    [Theory]
    [InlineData("hide", "Method", null)]
    [InlineData("show", null, "pkg00[0-3]")]
    public void Numbers_of_what_is_not_hidden_are_pprof_s(string report, string? hide, string? show)
    {
        static string WithoutMark(string line) => line.Replace(" (partial-inline)", "", StringComparison.Ordinal).Replace(" (inline)", "", StringComparison.Ordinal);

        var expected = PprofSamples.Report($"small.{report}.txt").SkipWhile(line => !line.StartsWith("Showing", StringComparison.Ordinal)).ToList();
        var graph = CallGraph.WithoutCalls(PprofSamples.Read(), ViewOptions.Default with { Hide = hide, Show = show });

        Lines.Equal(expected.Select(WithoutMark), PprofReport.Top(graph).Select(WithoutMark));
    }

    [Fact]
    public void Peek_is_pprof_s()
    {
        var expected = PprofSamples.Report("small.peek.txt").SkipWhile(line => line != PprofReport.Separator).Skip(2).ToList();
        var options = ViewOptions.Default with { MinNodeShare = 0, MinEdgeShare = 0 };

        foreach (var profile in BothWays)
            Lines.Equal(expected, PprofReport.Peek(CallGraph.WithCalls(profile, options), name => Regex.IsMatch(name, "Func00[0-9]{3}$")));
    }

    [Fact]
    public void Tree_is_pprof_s()
    {
        var expected = PprofSamples.Report("small.tree-head.txt").SkipWhile(line => line != PprofReport.Separator).Skip(2).ToList();

        foreach (var profile in BothWays)
            Lines.Equal(expected, PprofReport.Peek(CallGraph.WithCalls(profile, ViewOptions.Default), _ => true).Take(expected.Count));
    }

    [Fact]
    public void Two_profiles_add_up_as_pprof_s()
    {
        var expected = PprofSamples.Report("small.merge.txt").SkipWhile(line => !line.StartsWith("Showing", StringComparison.Ordinal)).ToList();
        ProfileData[] profiles = [PprofSamples.Read(), PprofSamples.Read("small-cand.pb.gz")];

        foreach (var together in (ProfileData[])[ProfileMerger.Merge(profiles), ProfileMerger.Join(profiles)])
        {
            Lines.Equal(expected, PprofReport.Top(CallGraph.WithoutCalls(together, ViewOptions.Default with { Sort = ViewSort.Total })));
            Assert.Equal(120_000_000_000, together.Info.Duration);
        }
    }

    [Fact]
    public void Tags_are_pprof_s()
    {
        var expected = PprofSamples.Report("small.tags.txt").Select(line => line.Trim());

        foreach (var profile in BothWays)
            Lines.Equal(expected, PprofReport.Tags(TagTable.Of(profile, ViewOptions.Default)));
    }

    [Fact]
    public void Traces_are_pprof_s()
    {
        var expected = PprofSamples.Report("small.traces-head.txt").SkipWhile(line => !line.StartsWith("-----", StringComparison.Ordinal)).ToList();

        foreach (var profile in BothWays)
            Lines.Equal(expected, PprofReport.Traces(new TraceList(profile, ViewOptions.Default)).Take(expected.Count));
    }

    [Fact]
    public void The_facts_are_those_above_pprof_s_reports()
    {
        var facts = ProfileFacts.Of(PprofSamples.Read());

        Assert.Equal(["app"], facts.Profile.Modules.Select(module => module.Name));
        Assert.Equal("abc123", facts.Profile.Modules[0].BuildId);
        Assert.Equal(new DateTimeOffset(2025, 6, 15, 15, 6, 40, TimeSpan.Zero), facts.Profile.Info.Captured);
        Assert.Equal(60_000_000_000, facts.Profile.Info.Duration);
        Assert.Equal([5149L, 51_490_000_000], facts.Totals);
        Assert.Equal("85.82%", facts.ShareOfDuration(1));
        Assert.Null(facts.ShareOfDuration(0));
        Assert.Equal(["endpoint", "span_id", "thread_id"], facts.LabelKeys);
    }
}
