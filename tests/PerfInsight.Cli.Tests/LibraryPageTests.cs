using System.Globalization;
using PerfInsight.Comparison;
using PerfInsight.Formats;
using PerfInsight.Formats.Pprof;
using PerfInsight.Profiles;
using PerfInsight.Reporting.Flame;
using PerfInsight.Views;

namespace PerfInsight.Cli.Tests;

/// <summary>
/// docs/library.md: its examples stand here, as they stand there, and are run. This project sees nothing of the library but what is public.
/// </summary>
public sealed class LibraryPageTests
{
    private static readonly string Page = Path.Combine(RepositoryRoot.Folder, "docs", "library.md");

    private static readonly string Source = Path.Combine(RepositoryRoot.Folder, "tests", "PerfInsight.Cli.Tests", "LibraryPageTests.cs");

    private static ProfileData Base => Read(Path.Combine(RepositoryRoot.PprofSamples, "small-base.pb.gz"));

    [Fact]
    public void Each_example_of_the_page_is_one_of_these()
    {
        var code = Lines(File.ReadAllText(Source));
        var examples = File.ReadAllText(Page).ReplaceLineEndings("\n").Split("```csharp\n").Skip(1).Select(text => text[..text.IndexOf("```", StringComparison.Ordinal)]).ToList();

        Assert.Equal(8, examples.Count);
        Assert.All(examples, example => Assert.Contains(Lines(example), code, StringComparison.Ordinal));

        static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));
    }

    [Fact]
    public void The_costliest_rows_are_those_of_the_tool() => Assert.Equal(
        new Tool().Run("top", Path.Combine(RepositoryRoot.PprofSamples, "small-base.pb.gz"), "-t", "cpu", "--ignore", "runtime", "--sort", "total", "--top", "3").Out
            .Split('\n').Where(line => line.Contains("example.com", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(cells => $"{cells[3]} {cells[4]} {cells[5]}"),
        Hottest(Base));

    [Fact]
    public void A_visitor_sees_each_sample()
    {
        Assert.InRange(Deep(Base), 1, Base.SampleCount - 1);

        var all = new DeepStacks(0);
        Base.VisitSamples(all);
        Assert.Equal(Base.SampleCount, all.Count);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var stream = new MemoryStream();
        Write(stream);
        stream.Position = 0;
        var profile = new ProfileReaders(ProfileReaders.BuiltIn).Read(stream, ReadOptions.Default);

        Assert.Equal(["12ms 100% App.Parser.Parse()", "12ms 100% App.Program.Main()"], Hottest(profile).Order(StringComparer.Ordinal));
        Assert.Equal("endpoint", Assert.Single(TagTable.Of(profile, ViewOptions.Default).Keys).Name);
    }

    [Fact]
    public void A_profile_has_no_regression_against_itself_and_the_shop_has_some()
    {
        Assert.Empty(Regressions(Base, Base));

        var shop = RepositoryRoot.Profiles;
        Assert.Contains(
            Regressions(Read(Path.Combine(shop, "shop-baseline.pb.gz")), Read(Path.Combine(shop, "shop-candidate.pb.gz"))),
            line => line.StartsWith("Shop.Router.Route", StringComparison.Ordinal));
    }

    [Fact]
    public void Benchmarks_that_became_worse_are_found()
    {
        var gate = RepositoryRoot.Gate;
        using var baseline = File.OpenRead(Path.Combine(gate, "shop-baseline.txt"));
        using var candidate = File.OpenRead(Path.Combine(gate, "shop-candidate.txt"));

        Assert.Contains(Worse(baseline, candidate), line => line.Contains("CacheBenchmarks.Find", StringComparison.Ordinal));
    }

    [Fact]
    public void A_flame_graph_is_one_page()
    {
        var page = new StringWriter();
        Flame(Base, page);

        Assert.StartsWith("<!doctype html>", page.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Func00144", page.ToString());
    }

    // One profile may be gone through by many threads: each sees the same.
    [Fact]
    public void Passes_at_the_same_time_see_the_same()
    {
        var profile = Base;
        var one = Hottest(profile).ToList();
        var counts = new List<string>[16];
        Parallel.For(0, counts.Length, i => counts[i] = [.. Hottest(profile)]);

        Assert.All(counts, other => Assert.Equal(one, other));
    }

    private static ProfileData Read(string file)
    {
        using var stream = File.OpenRead(file);
        return new ProfileReaders(ProfileReaders.BuiltIn).Read(stream, new ReadOptions { Name = file });
    }

    private static IEnumerable<string> Hottest(ProfileData profile)
    {
        var graph = CallGraph.WithoutCalls(profile, new ViewOptions { SampleType = "cpu", Ignore = "runtime", Sort = ViewSort.Total });
        return graph.Nodes.Take(3).Select(node => $"{graph.Text(node.Total)} {graph.Share(node.Total)} {node.Name}");
    }

    private sealed class DeepStacks(int depth) : ISampleVisitor
    {
        public long Count { get; private set; }

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            if (stack.Length >= depth)
                Count++;
        }
    }

    private static long Deep(ProfileData profile)
    {
        var deep = new DeepStacks(20);
        profile.VisitSamples(deep);
        return deep.Count;
    }

    private static void Write(Stream stream)
    {
        var builder = new ProfileBuilder([new SampleType("cpu", "nanoseconds")]);
        var module = builder.Add(new Module("App", "App.dll", Guid.Empty));
        var main = builder.Add(new Location(builder.Add(new Function(module, 0, "App.Program", "Main", "void ()"))));
        var parse = builder.Add(new Location(builder.Add(new Function(module, 0, "App.Parser", "Parse", "void ()"))));
        builder.AddSample(builder.AddStack([parse, main]), [12_000_000], [Label.Of("endpoint", "/orders")]);
        var profile = builder.Build(new ProfileInfo { SourceFormat = "example", Duration = 1_000_000_000 });
        new PprofWriter().Write(profile, stream);
    }

    private static IEnumerable<string> Regressions(ProfileData baseline, ProfileData candidate)
    {
        var comparison = ProfileComparison.Compare([baseline], [candidate], new ComparisonOptions { SampleType = "cpu" });
        return comparison.Members.Where(member => member.Verdict == Verdict.Regression)
            .Select(member => string.Create(CultureInfo.InvariantCulture, $"{member.Member.Name} {member.Test.Ratio:0.00}x (p = {member.AdjustedP:0.0000})"));
    }

    private static IEnumerable<string> Worse(Stream baseline, Stream candidate)
    {
        var runs = new[] { new LabelledRun("baseline", BenchmarkFormats.Read(baseline, "baseline.txt")), new LabelledRun("candidate", BenchmarkFormats.Read(candidate, "candidate.txt")) };
        var decision = BenchmarkDecider.Decide(TableBuilder.Build(runs, new TableOptions()), new DecisionPolicy());
        return decision.Findings.Where(finding => finding.Verdict == BenchmarkVerdict.Regression).Select(finding => $"{finding.Label} {finding.Unit}");
    }

    private static void Flame(ProfileData profile, TextWriter page) => FlamePage.Write(FlameGraphBuilder.Of(profile, "orders", ViewOptions.Default), page);
}
