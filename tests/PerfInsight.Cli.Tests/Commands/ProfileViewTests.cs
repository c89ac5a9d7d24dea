using System.Text.Json;

namespace PerfInsight.Cli.Tests.Commands;

/// <summary>The commands that show profiles. What the views find is tested in the library; docs/cli.md shows each in a pipe.</summary>
public sealed class ProfileViewTests
{
    private static readonly string Base = Path.Combine(RepositoryRoot.PprofSamples, "small-base.pb.gz");

    private static readonly string Candidate = Path.Combine(RepositoryRoot.PprofSamples, "small-cand.pb.gz");

    private static readonly string Trace = Path.Combine(RepositoryRoot.Samples, "rich.nettrace");

    public static TheoryData<string> Views =>
        ["top", "lines", "tree", "tags", "traces", "info", "peek -f Func00[0-9]11", "top --granularity file", "top --sort total", "traces --granularity line"];

    [Theory]
    [MemberData(nameof(Views))]
    public void No_row_is_wider_than_the_terminal(string view)
    {
        foreach (var width in (int[])[60, 80, 99, 100, 120, 200])
        {
            foreach (var profile in (string[])[Base, Trace])
            {
                var (exitCode, output, error) = new Tool { Width = width }.Run(Arguments(view.Replace("Func00[0-9]11", profile == Trace ? "Burn" : "Func00[0-9]11"), profile));

                Assert.Equal(0, exitCode);
                Assert.DoesNotContain("\n", error.Trim());

                // Paths of binaries and what can be done are not cut: they are to be copied.
                Assert.All(
                    output.Split('\n').Where(line => !line.StartsWith("module ", StringComparison.Ordinal)),
                    line => Assert.True(line.Length <= Math.Max(width, 70), $"{line.Length} of {width} columns: {line}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void A_pipe_gets_plain_text_and_a_terminal_colours_around_the_same(string view)
    {
        var plain = new Tool().Run(Arguments(view, Base)).Out;
        var colored = new Tool { HasColor = true }.Run(Arguments(view, Base)).Out;

        Assert.DoesNotContain("\u001b", plain);
        Assert.Equal(plain.Replace(" ", ""), System.Text.RegularExpressions.Regex.Replace(colored, "\u001b\\[[0-9]*m", "").Replace(" ", ""));
        Assert.Equal(!view.StartsWith("info", StringComparison.Ordinal) && !view.StartsWith("traces", StringComparison.Ordinal), colored.Contains('\u001b'));
    }

    [Fact]
    public void A_base_is_taken_off_and_named()
    {
        var (exitCode, output, _) = new Tool().Run("top", Candidate, "--diff-base", Base, "--top", "1");

        Assert.Equal(0, exitCode);
        Assert.StartsWith("app · cpu · 2025-06-15 · 120s · total 51.49s (42.91% of the time) · against small-base.pb.gz\n", output);
        Assert.Contains("  0.47s  0.91%  0.91%  0.23s   0.45%  example.com/svc/pkg002.(*Type2).Method00172\n", output);

        Assert.Contains("nothing: no sample is left", new Tool().Run("lines", Base, "--base", Base, "--normalize").Out);
    }

    [Fact]
    public void Bases_that_make_no_sense_are_refused()
    {
        Assert.Equal((2, "", "--normalize: expected a base to scale to: --diff-base FILE or --base FILE.\nHelp: perfinsight tree --help\n"), new Tool().Run("tree", Base, "--normalize"));
        var (exitCode, _, error) = new Tool().Run("top", Base, "--base", Base, "--diff-base", Candidate);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("--diff-base, --base: expected one of them, found both.", error);
    }

    [Fact]
    public void A_wide_terminal_shows_bars()
    {
        Assert.Contains("██████  1.10s", new Tool { Width = 120 }.Run("top", Base).Out);
        Assert.DoesNotContain("█", new Tool { Width = 90 }.Run("top", Base).Out);

        // Of a function the bar is its share of everything, of its calls theirs of it.
        foreach (var view in (string[])["tree", "peek -f Func00[0-9]11"])
        {
            Assert.Contains("█", new Tool { Width = 120 }.Run(Arguments(view, Base)).Out);
            Assert.DoesNotContain("█", new Tool { Width = 90 }.Run(Arguments(view, Base)).Out);
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Json_is_json(string view)
    {
        var (exitCode, output, error) = new Tool().Run([.. Arguments(view, Base), "--json"]);

        Assert.Equal((0, ""), (exitCode, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
    }

    [Fact]
    public void Json_has_the_values_of_the_profile()
    {
        using var json = JsonDocument.Parse(new Tool().Run("peek", Base, "--function", "pkg004.Func00144$", "--json").Out);
        var row = Assert.Single(json.RootElement.GetProperty("rows").EnumerateArray());

        Assert.Equal(51_490_000_000, json.RootElement.GetProperty("total").GetInt64());
        Assert.Equal(1_100_000_000, row.GetProperty("self").GetInt64());
        Assert.Equal(11_540_000_000, row.GetProperty("total").GetInt64());
        Assert.Equal(0.224121, row.GetProperty("totalShare").GetDouble());
        var caller = row.GetProperty("callers")[1];
        Assert.Equal("example.com/svc/pkg009.Func00089.func1", caller.GetProperty("name").GetString());
        Assert.Equal(2_620_000_000, caller.GetProperty("value").GetInt64());
        Assert.True(caller.GetProperty("inlined").GetBoolean());
    }

    [Fact]
    public void Several_profiles_are_added_up()
    {
        var (exitCode, output, _) = new Tool().Run("top", Base, Candidate, "--sort", "total", "--top", "1");

        Assert.Equal(0, exitCode);
        Assert.Contains("120s · total 103.16s", output);
    }

    [Theory]
    [InlineData("top")]
    [InlineData("top PROFILE --top -1")]
    [InlineData("top PROFILE --sort name")]
    [InlineData("top PROFILE --granularity address")]
    [InlineData("top PROFILE --min-share 5")]
    [InlineData("top PROFILE --min-share 101%")]
    [InlineData("top PROFILE --sample-type wall")]
    [InlineData("top PROFILE --sample-type 2")]
    [InlineData("top PROFILE --focus (")]
    [InlineData("top PROFILE --focus (?=a)b")]
    [InlineData("top PROFILE --tagfocus endpoint=[")]
    [InlineData("peek PROFILE")]
    [InlineData("peek PROFILE --function nothing.is.called.so")]
    [InlineData("peek PROFILE --function (")]
    [InlineData("lines PROFILE --granularity file")]
    [InlineData("info PROFILE --top 5")]
    public void A_command_line_that_makes_no_sense_is_exit_code_2(string arguments)
    {
        var (exitCode, output, error) = new Tool().Run(arguments.Replace("PROFILE", Base, StringComparison.Ordinal).Split(' '));

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("Help: perfinsight", error);
        Assert.DoesNotContain("..", error.Replace(Base, ""));
        Assert.DoesNotContain("   at ", error);
    }

    private static string[] Arguments(string view, string profile) => [.. view.Split(' '), profile];
}
