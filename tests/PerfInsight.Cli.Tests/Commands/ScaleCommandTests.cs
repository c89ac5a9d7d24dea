using System.Text.Json;
using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Tests.Commands;

/// <summary>
/// Traces of tests/Samples/growth/workload with 6,000, 12,000 and 24,000 readings: pairing takes time with their square, cleaning with
/// their number.
/// </summary>
public sealed class ScaleCommandTests : IDisposable
{
    private static readonly string[] Traces = ["6000=6000.nettrace", "12000=12000.nettrace", "24000=24000.nettrace"];

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    private static Tool Tool => new() { Files = new DiskFileSystem(RepositoryRoot.Growth), Processes = new FakeGit(null, "3f2c1ab0") };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_quadratic_method_is_named_and_the_linear_one_is_not()
    {
        var (exitCode, output, error) = Tool.Run(["scale", .. Traces, "--json"]);

        Assert.Equal((0, ""), (exitCode, error));
        var members = JsonDocument.Parse(output).RootElement.GetProperty("members").EnumerateArray().ToList();
        var named = Assert.Single(members, member => member.GetProperty("isSuperLinear").GetBoolean());
        Assert.Equal("Grow.Pairing.Close(float64[])", named.GetProperty("member").GetString());
        var interval = named.GetProperty("fit").GetProperty("interval");
        Assert.InRange(2.0, interval[0].GetDouble(), interval[1].GetDouble());

        var cleaning = members.Single(member => member.GetProperty("member").GetString() == "Grow.Cleaning.Clean(float64[])").GetProperty("fit").GetProperty("interval");
        Assert.InRange(1.0, cleaning[0].GetDouble(), cleaning[1].GetDouble());
    }

    // tests/Samples/growth/grow.perfinsight.json is what the analyzers' test reads. UPDATE_GOLDEN=1 writes it anew.
    [Fact]
    public void The_summary_has_the_exponent_at_the_member()
    {
        var file = Path.Combine(_folder, "grow.perfinsight.json");
        var expected = Path.Combine(RepositoryRoot.Growth, "grow.perfinsight.json");

        var (exitCode, _, error) = Tool.Run(["scale", .. Traces, "--summary", file, "--name", "readings", "--root", "workload"]);

        Assert.Equal((0, $"{file}: 4 hotspots in 'readings', 1 of them with an exponent\n"), (exitCode, error));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.Copy(file, expected, overwrite: true);
        Assert.Equal(File.ReadAllText(expected).ReplaceLineEndings("\n"), File.ReadAllText(file));
    }

    [Fact]
    public void Other_scenarios_of_the_summary_stay_and_one_of_the_same_name_is_replaced()
    {
        var file = Path.Combine(_folder, "app.perfinsight.json");
        Tool.Run("summarize", "load=6000.nettrace", "readings=12000.nettrace", "-o", file, "--root", "workload");

        Tool.Run(["scale", .. Traces, "--summary", file, "--name", "readings", "--root", "workload"]);

        var scenarios = JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("scenarios").EnumerateArray().ToList();
        Assert.Equal(["load", "readings"], scenarios.Select(scenario => scenario.GetProperty("name").GetString()));
        Assert.Equal([false, true], scenarios.Select(scenario => scenario.GetProperty("methods")[0].TryGetProperty("growth", out _)));
    }

    [Fact]
    public void Names_are_cut_to_the_terminal()
    {
        var (_, output, _) = new Tool { Files = new DiskFileSystem(RepositoryRoot.Growth), Width = 100 }.Run(["scale", .. Traces, "--all", "--top", "80"]);

        Assert.All(output.Split('\n').Skip(1), line => Assert.True(line.Length <= 110, line));
        Assert.Contains("super-linear", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6000.nettrace", "6000.nettrace: expected SIZE=PROFILE with a number above 0, as in: perfinsight scale 1000=a.nettrace 2000=b.nettrace 4000=c.nettrace")]
    [InlineData("-5=6000.nettrace", "-5=6000.nettrace: expected SIZE=PROFILE")]
    [InlineData("1=6000.nettrace", "6000.nettrace: expected profiles of at least three input sizes, found 1: two lie on any line.")]
    [InlineData("1=6000.nettrace 2=6000.nettrace 3=6000.nettrace --summary a.json", "a.json: expected a name that ends in .perfinsight.json")]
    [InlineData("1=6000.nettrace 2=6000.nettrace 3=6000.nettrace -t wall", "expected")]
    public void What_makes_no_sense_is_refused(string arguments, string message)
    {
        var (exitCode, _, error) = Tool.Run(["scale", .. arguments.Split(' ')]);

        Assert.Equal(2, exitCode);
        Assert.Contains(message == "expected" ? "has no sample type 'wall'" : message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_needs_traces()
    {
        var profile = Path.Combine(RepositoryRoot.Profiles, "shop-baseline.pb.gz");
        var (exitCode, _, error) = Tool.Run("scale", $"1={profile}", $"2={profile}", $"3={profile}", "--summary", Path.Combine(_folder, "a.perfinsight.json"));

        Assert.Equal(3, exitCode);
        Assert.StartsWith($"{profile}: expected a trace (*.nettrace), as a summary is made of", error, StringComparison.Ordinal);
    }
}
