using System.Text.Json;

namespace PerfInsight.Cli.Tests.Commands;

public sealed class DiffCommandTests : IDisposable
{
    private static readonly string Baseline = Path.Combine(RepositoryRoot.Profiles, "shop-baseline.pb.gz");
    private static readonly string Candidate = Path.Combine(RepositoryRoot.Profiles, "shop-candidate.pb.gz");

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null, "self", "")]
    [InlineData(100, "terminal-100", "")]
    [InlineData(null, "total", "--total")]
    [InlineData(null, "share", "--per share")]
    [InlineData(null, "operation", "--ops 10000,12000")]
    [InlineData(null, "bytes", "-t alloc_space --per run")]
    public void Writes_the_table_as_the_golden_text_has_it(int? width, string golden, string options)
    {
        var (exitCode, output, error) = new Tool { Width = width }.Run(
            ["diff", Baseline, Candidate, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((0, ""), (exitCode, error));
        Golden.Matches($"Diff/shop.{golden}.txt", output);
    }

    [Fact]
    public void A_profile_is_not_different_from_itself()
    {
        var (exitCode, output, _) = new Tool().Run("diff", Baseline, Baseline);

        Assert.Equal(0, exitCode);
        Assert.Contains("No member is surely different.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_every_member_with_its_test()
    {
        var (_, output, _) = new Tool().Run("diff", Baseline, Candidate, "--json");

        using var json = JsonDocument.Parse(output);
        var members = json.RootElement.GetProperty("members").EnumerateArray().ToList();
        Assert.True(members.Count > 70);
        var resize = members.Single(member => member.GetProperty("member").GetString()!.EndsWith(".Resize", StringComparison.Ordinal));
        Assert.Equal("regression", resize.GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, resize.GetProperty("test").GetProperty("ratio").ValueKind);
        Assert.Equal(0, resize.GetProperty("baseline").GetProperty("self").GetDouble());
        Assert.Equal("excessAllocations", resize.GetProperty("cause").GetProperty("pattern").GetString());
    }

    [Fact]
    public void A_flame_graph_of_both_is_written_on_demand()
    {
        var page = Path.Combine(_folder, "flame.html");
        var (exitCode, _, error) = new Tool().Run("diff", Baseline, Candidate, "--flame", page);

        Assert.Equal((0, $"{page}: differential flame graph\n"), (exitCode, error));
        Assert.Contains("shop-baseline.pb.gz", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_profiles_a_side_are_named_by_options()
    {
        var (exitCode, output, _) = new Tool().Run("diff", Baseline, Candidate, "--baseline", Baseline, "--candidate", Candidate);

        Assert.Equal(0, exitCode);
        Assert.StartsWith("cpu · per second · 2 profiles of 120 s in all against 2 profiles of 120 s in all", output, StringComparison.Ordinal);
        Assert.DoesNotContain("One profile a side", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sample-type blocked", 2, "no sample type 'blocked'; it has samples, cpu, alloc_samples, alloc_space")]
    [InlineData("--per operation", 2, "per operation needs the number of operations of both sides")]
    [InlineData("--ops 0", 2, "--ops: expected a number above 0")]
    [InlineData("--alpha 2", 2, "--alpha: expected a chance between 0 and 1")]
    [InlineData("--top 0", 2, "--top: expected a number from 1")]
    public void What_makes_no_sense_is_said(string options, int expected, string message)
    {
        var (exitCode, output, error) = new Tool().Run(["diff", Baseline, Candidate, .. options.Split(' ')]);

        Assert.Equal((expected, ""), (exitCode, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_profile_is_exit_code_3()
    {
        var file = Path.Combine(_folder, "note.txt");
        File.WriteAllText(file, "hello, this is no profile");
        var (exitCode, output, error) = new Tool().Run("diff", Baseline, file);

        Assert.Equal((3, ""), (exitCode, output));
        Assert.StartsWith($"{file}: ", error, StringComparison.Ordinal);
        Assert.Contains("expected a profile", error, StringComparison.Ordinal);
    }
}
