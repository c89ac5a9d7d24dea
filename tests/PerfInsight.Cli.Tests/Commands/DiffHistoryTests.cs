using System.Text.Json;
using PerfInsight.Cli.Tests.Repositories;
using PerfInsight.Formats;
using PerfInsight.Profiles;

namespace PerfInsight.Cli.Tests.Commands;

/// <summary>From two profiles and a real repository to the commits that explain the difference.</summary>
public sealed class DiffHistoryTests : IDisposable
{
    private readonly SourceRepository _repository = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose()
    {
        _repository.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_commits_that_touched_a_regression_are_listed()
    {
        var since = _repository.Commit("Shop", ("src/Shop/Router.cs", Source("return 1;")));
        var change = _repository.Commit("Route twice", ("src/Shop/Router.cs", Source("return 1 + 1;")));
        _repository.Commit("Readme", ("README.md", "Shop\n"));
        var (baseline, candidate) = (Profile("base.pb.gz", 400), Profile("cand.pb.gz", 900));

        var (exitCode, output, error) = new Tool().Run("diff", baseline, candidate, "--repo", _repository.Folder, "--since", since);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains($"that touched them, newest first:\n  Router.Route (src/Shop/Router.cs:3-6)\n    {change[..7]} 2026-11-03 Jo Doe: Route twice\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Readme", output, StringComparison.Ordinal);

        var json = JsonDocument.Parse(new Tool().Run("diff", baseline, candidate, "--repo", _repository.Folder, "--json").Out).RootElement;
        var commits = json.GetProperty("members")[0].GetProperty("commits");
        Assert.Equal("src/Shop/Router.cs", commits.GetProperty("path").GetString());
        Assert.Equal([change, since], commits.GetProperty("list").EnumerateArray().Select(commit => commit.GetProperty("id").GetString()));
    }

    [Fact]
    public void A_file_that_the_repository_does_not_have_is_said()
    {
        _repository.Commit("Other", ("src/Other.cs", "class Other { }\n"));

        var (_, output, _) = new Tool().Run("diff", Profile("base.pb.gz", 400), Profile("cand.pb.gz", 900), "--repo", _repository.Folder);

        Assert.Contains("  Router.Route: '/build/src/Shop/Router.cs' is not in the repository at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Commits_without_a_repository_are_refused()
    {
        var profile = Profile("base.pb.gz", 400);

        Assert.Equal(
            (2, "", "--since, --until: expected the repository of the commits: --repo DIR.\nHelp: perfinsight diff --help\n"),
            new Tool().Run("diff", profile, profile, "--since", "HEAD"));
        var (exitCode, _, error) = new Tool().Run("diff", profile, profile, "--repo", _folder);
        Assert.Equal((3, $"{_folder}: expected a git repository (--repo), found none.\n"), (exitCode, error));
    }

    private static string Source(string statement) => $"class Router\n{{\n    int Route()\n    {{\n        {statement}\n    }}\n}}\n";

    private string Profile(string name, int samples)
    {
        const long period = 10_000_000;
        var builder = new ProfileBuilder([new SampleType("cpu", "nanoseconds")]);
        int Place(string function, long line) => builder.Add(new Location(builder.Add(new Function(-1, 0, "", function, "") { File = "/build/src/Shop/Router.cs", StartLine = 3 }), Line: line));
        builder.AddSample(builder.AddStack([Place("Shop.Router.Route", 5)]), [samples * period], []);
        for (var i = 0; i < 20; i++)
            builder.AddSample(builder.AddStack([Place($"Shop.Steady.Work{i}", 40 + i)]), [300 * period], []);
        var profile = builder.Build(new ProfileInfo { SourceFormat = "test", Duration = 60_000_000_000, Period = period, PeriodType = new SampleType("cpu", "nanoseconds") });
        var file = Path.Combine(_folder, name);
        using var stream = File.Create(file);
        ProfileWriters.Of(file)!.Write(profile, stream);
        return file;
    }
}
