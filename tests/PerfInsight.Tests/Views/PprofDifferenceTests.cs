using System.Text.RegularExpressions;
using PerfInsight.Profiles;
using PerfInsight.Tests.Testing;
using PerfInsight.Views;

namespace PerfInsight.Tests.Views;

/// <summary>Differences of profiles are what pprof prints with -base, -diff_base and -normalize, to the last digit.</summary>
public sealed class PprofDifferenceTests
{
    private const string Base = "small-base.pb.gz";
    private const string Candidate = "small-cand.pb.gz";

    private static readonly ViewOptions Everything = ViewOptions.Default with { MinNodeShare = 0, MinEdgeShare = 0 };

    public static TheoryData<string, Request, ViewOptions> Tops => new()
    {
        { "diff", new([Candidate], Base), ViewOptions.Default },
        { "base", new([Candidate], Base) { Kind = SubtractionKind.Difference }, ViewOptions.Default },
        { "diff-lines", new([Candidate], Base), ViewOptions.Default with { Sort = ViewSort.Total, Granularity = Granularity.Line } },
        { "diff-normalize", new([Base], Candidate) { IsNormalized = true }, ViewOptions.Default with { Focus = "pkg00[0-4]" } },
        { "diff-merged", new([Base, Candidate], Base) { IsNormalized = true }, ViewOptions.Default with { Sort = ViewSort.Total } },
        { "base-normalize", new([Candidate], Base) { Kind = SubtractionKind.Difference, IsNormalized = true }, ViewOptions.Default with { SampleType = "samples" } },
    };

    [Theory]
    [MemberData(nameof(Tops))]
    public void Top_of_a_difference_is_pprof_s(string report, Request request, ViewOptions options)
    {
        var expected = Report(report).SkipWhile(line => !line.StartsWith("Showing", StringComparison.Ordinal)).ToList();

        // Samples where they are, and equal ones added up: both must say the same.
        foreach (var profile in (ProfileData[])[request.Read(), request.Read().ToProfile()])
            Lines.Equal(expected, PprofReport.Top(CallGraph.WithoutCalls(profile, options)));
    }

    [Fact]
    public void Peek_at_a_difference_is_pprof_s()
    {
        var expected = Report("diff-peek").SkipWhile(line => line != PprofReport.Separator).Skip(2).ToList();
        var graph = CallGraph.WithCalls(new Request([Candidate], Base).Read(), Everything);

        Lines.Equal(Steady(expected), Steady(PprofReport.Peek(graph, name => Regex.IsMatch(name, "Func0010[0-9]"))));
    }

    [Fact]
    public void Tree_of_a_difference_is_pprof_s()
    {
        var expected = Report("diff-tree-head").SkipWhile(line => line != PprofReport.Separator).Skip(2).ToList();
        var graph = CallGraph.WithCalls(new Request([Candidate], Base).Read(), ViewOptions.Default);

        Lines.Equal(Steady(expected), Steady(PprofReport.Peek(graph, _ => true).Take(expected.Count)));
    }

    [Fact]
    public void Traces_of_a_difference_are_pprof_s()
    {
        var expected = Report("diff-traces").SkipWhile(line => !line.StartsWith("-----", StringComparison.Ordinal)).SkipLast(1);
        var options = ViewOptions.Default with { TagFocus = "endpoint=/api/v1/r1$", Focus = "Func00144" };

        Lines.Equal(expected, PprofReport.Traces(new TraceList(new Request([Candidate], Base).Read(), options)));
    }

    [Fact]
    public void A_profile_less_itself_is_nothing()
    {
        var difference = new Request([Base], Base) { Kind = SubtractionKind.Difference }.Read();

        Assert.Equal(0, difference.SampleCount);
    }

    [Fact]
    public void Profiles_without_a_common_sample_type_are_refused()
    {
        var other = new ProfileBuilder([new SampleType("inuse_space", "bytes")]).Build(new ProfileInfo { SourceFormat = "test" });

        var exception = Assert.Throws<ProfileMergeException>(() => ProfileSubtraction.Subtract([PprofSamples.Read()], [other], SubtractionKind.Comparison));

        Assert.Contains("a sample type in common", exception.Message, StringComparison.Ordinal);
    }

    // pprof leaves it to chance which of two calls comes first that cost as much with opposite signs (edgeList.Less of its graph.go).
    private static IEnumerable<string> Steady(IEnumerable<string> lines)
    {
        var ties = new List<string>();
        foreach (var line in lines)
        {
            if (ties.Count > 0 && (!line.Contains("%", StringComparison.Ordinal) || Cost(line) != Cost(ties[0])))
            {
                foreach (var tie in ties.Order(StringComparer.Ordinal))
                    yield return tie;
                ties.Clear();
            }

            ties.Add(line);
        }

        foreach (var tie in ties.Order(StringComparer.Ordinal))
            yield return tie;

        static string Cost(string line) => line.Replace('-', ' ').Split('|')[0].Trim();
    }

    private static string[] Report(string name) => PprofSamples.Report($"small.{name}.txt");

    public sealed record Request(string[] Profiles, string Other)
    {
        public SubtractionKind Kind { get; init; } = SubtractionKind.Comparison;

        public bool IsNormalized { get; init; }

        public ProfileData Read() =>
            ProfileSubtraction.Subtract([.. Profiles.Select(name => PprofSamples.Read(name))], [PprofSamples.Read(Other)], Kind, IsNormalized);
    }
}
