using System.IO.Compression;
using System.Text.Json;
using PerfInsight.Cli.ProfileViews;

namespace PerfInsight.Cli.Tests.Commands;

/// <summary>Profiles that are written, and files that are none.</summary>
public sealed class ProfileFileTests : IDisposable
{
    private static readonly string Base = Path.Combine(RepositoryRoot.PprofSamples, "small-base.pb.gz");

    private static readonly string Trace = Path.Combine(RepositoryRoot.Samples, "rich.nettrace");

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    private string File => Path.Combine(_folder, "p.pb.gz");

    private string Output => Path.Combine(_folder, "out.pb.gz");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--sample-type cpu")]
    [InlineData("--sample-type alloc_space --sort total")]
    [InlineData("--sample-type contention --granularity module")]
    public void A_trace_says_the_same_as_pprof(string options)
    {
        Assert.Equal(0, new Tool().Run("convert", Trace, "-o", Output).ExitCode);

        string[] Rows(string file) => new Tool().Run(["top", file, "--top", "0", "--min-share", "0", .. options.Split(' ')]).Out.Split('\n')[1..];
        Assert.Equal(Rows(Trace), Rows(Output));
        Assert.True(Rows(Trace).Length > 3);
    }

    // The same program ran in all of them.
    [Theory]
    [InlineData("dotnet/kinds.speedscope.json", "W.B.Burn(int32)")]
    [InlineData("formats/kinds.perf.txt", "W.B.Burn(int32)")]
    [InlineData("formats/kinds.chromium.json", "W.B.Burn(int32)")]
    [InlineData("formats/kinds.otlp.pb", "System.Threading.LowLevelLifoSemaphore.WaitNative")] // OTLP does not tell waits from work.
    public void Profiles_of_other_formats_are_shown_and_converted(string file, string hottest)
    {
        var path = Path.Combine(RepositoryRoot.Samples, "..", file);

        string Top(string profile) => new Tool().Run("top", profile, "--top", "1").Out.Split('\n')[3];
        Assert.EndsWith(" " + hottest, Top(path));
        Assert.Equal(0, new Tool().Run("convert", path, "-o", Output).ExitCode);
        Assert.Equal(Top(path), Top(Output));
    }

    [Fact]
    public void A_profile_and_itself_is_twice_the_profile()
    {
        var (exitCode, output, error) = new Tool().Run("merge", Base, Base, "-o", Output, "--json");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(1976 + 24, JsonDocument.Parse(output).RootElement.GetProperty("samples").GetInt64());
        Assert.Contains("total 102.98s (85.82% of the time)", new Tool().Run("top", Output).Out);
    }

    [Fact]
    public void Profiles_without_a_sample_type_in_common_are_not_added_up()
    {
        var (exitCode, output, error) = new Tool().Run("merge", Base, Trace, "-o", Output, "--to", "pprof");

        // Both have cpu: that is what is left.
        Assert.Equal(0, exitCode);
        Assert.Contains("samples", output);
        Assert.Equal("", error);
        Assert.DoesNotContain("alloc_space", new Tool().Run("info", Output).Out);
    }

    [Theory]
    [InlineData("convert FILE FILE -o OUT", "Expected one profile, found 2. To add them up: perfinsight merge")]
    [InlineData("convert FILE -o OUT.txt", "expected a name that says the format (pprof: .pb.gz, .pprof, collapsed: .collapsed, .folded, speedscope: .speedscope.json), or the format itself: --to pprof")]
    [InlineData("convert FILE", "--output")]
    [InlineData("convert FILE -o OUT --to speedscop", "speedscop")]
    [InlineData("merge -o OUT", "PROFILE")]
    public void A_command_line_that_makes_no_sense_is_exit_code_2(string arguments, string expected)
    {
        var (exitCode, output, error) = new Tool().Run(arguments.Replace("FILE", Base, StringComparison.Ordinal).Replace("OUT", Output, StringComparison.Ordinal).Split(' '));

        Assert.Equal((2, "", false), (exitCode, output, System.IO.File.Exists(Output)));
        Assert.Contains(expected, error);
    }

    [Fact]
    public void A_missing_file() => Refused(": expected a profile, found no such file.");

    [Fact]
    public void An_empty_file()
    {
        System.IO.File.WriteAllText(File, "");

        Refused($": offset 0: expected a profile ({ProfileInput.Formats}), found an empty file.");
    }

    [Fact]
    public void A_text_file()
    {
        System.IO.File.WriteAllText(File, "Function,Time\nMain,12\n");

        Refused($": offset 0: expected a profile ({ProfileInput.Formats}), found 'Function,Time.Ma'.");
    }

    [Fact]
    public void A_profile_that_was_cut()
    {
        var bytes = System.IO.File.ReadAllBytes(Base);
        System.IO.File.WriteAllBytes(File, bytes[..(bytes.Length / 2)]);

        Refused(": offset ");
    }

    // The tables are whole: it shows only when the samples are gone through.
    [Fact]
    public void A_profile_with_a_damaged_sample()
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(System.IO.File.OpenRead(Base), CompressionMode.Decompress))
            gzip.CopyTo(bytes);
        var damaged = bytes.ToArray();
        damaged[1000] = 0xFF;
        damaged[1001] = 0xFF;
        System.IO.File.WriteAllBytes(File, damaged);

        Refused(": offset ");
    }

    private void Refused(string expected)
    {
        System.IO.File.WriteAllText(Output, "earlier");
        string[][] commands =
        [
            ["top", File], ["lines", File], ["peek", File, "-f", "."], ["tree", File], ["tags", File], ["traces", File, "--top", "0"], ["info", File],
            ["merge", Base, File, "-o", Output], ["convert", File, "-o", Output],
        ];
        foreach (var command in commands)
        {
            var (exitCode, output, error) = new Tool().Run(command);

            Assert.True(exitCode == 3, $"{command[0]}: {exitCode} {output}");
            Assert.Contains(File + expected, error.Replace(Base + ", ", "", StringComparison.Ordinal));
            Assert.EndsWith(".\n", error);
            Assert.DoesNotContain("   at ", error);
            Assert.DoesNotContain("..\n", error);
            Assert.Equal("earlier", System.IO.File.ReadAllText(Output));
        }
    }
}
