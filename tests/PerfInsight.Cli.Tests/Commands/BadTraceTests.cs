namespace PerfInsight.Cli.Tests.Commands;

/// <summary>What <c>summarize</c> says of files that are no traces, or only parts of one.</summary>
public sealed class BadTraceTests : IDisposable
{
    private static readonly string Rich = Path.Combine(RepositoryRoot.Samples, "rich.nettrace");

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    private string Trace => Path.Combine(_folder, "t.nettrace");

    private string Output => Path.Combine(_folder, "app.perfinsight.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_file() => Refused(": expected a trace (*.nettrace), found no such file.");

    [Fact]
    public void A_folder()
    {
        Directory.CreateDirectory(Trace);

        Refused(": expected a trace (*.nettrace), found a folder.");
    }

    [Fact]
    public void An_empty_file()
    {
        File.WriteAllText(Trace, "");

        Refused(": offset 0: expected 'Nettrace', found an empty file");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void Random_bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        File.WriteAllBytes(Trace, bytes);

        Refused(": offset 0: expected 'Nettrace', found '");
    }

    [Fact]
    public void Random_bytes_behind_the_head_of_a_trace()
    {
        var bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        "Nettrace"u8.CopyTo(bytes);
        File.WriteAllBytes(Trace, bytes);

        Refused(": ");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(50)]
    [InlineData(60)]
    [InlineData(70)]
    [InlineData(80)]
    [InlineData(90)]
    public void A_trace_that_was_cut_is_read_as_far_as_it_goes_and_never_replaces_a_summary_by_an_empty_one(int percent)
    {
        var bytes = File.ReadAllBytes(Rich);
        File.WriteAllBytes(Trace, bytes[..(bytes.Length * percent / 100)]);
        File.WriteAllText(Output, "earlier");

        var (exitCode, output, error) = new Tool().Run("summarize", Trace, "-o", Output, "--root", RepositoryRoot.Samples);

        Assert.StartsWith($"{Trace}: ", error);
        Assert.DoesNotContain("   at ", error);
        if (exitCode == 0)
        {
            Assert.Contains(" hotspots in 1 scenario", output);
            Assert.Equal(0, new Tool().Run("hotspots", Output).ExitCode);
        }
        else
        {
            Assert.Equal((3, "", "earlier"), (exitCode, output, File.ReadAllText(Output)));
        }

        Assert.DoesNotContain(Directory.GetFiles(_folder), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void A_trace_without_names_writes_nothing_and_says_why()
    {
        File.Copy(Path.Combine(RepositoryRoot.Samples, "norundown.nettrace"), Trace);

        Refused(": ", "nothing was measured in code of yours, so nothing is written.", "have no names");
    }

    [Fact]
    public void One_bad_trace_of_two_writes_nothing()
    {
        File.WriteAllText(Trace, "Nettrac");

        var (exitCode, output, error) = new Tool().Run("summarize", Rich, Trace, "-o", Output, "--root", RepositoryRoot.Samples);

        Assert.Equal((3, "", false), (exitCode, output, File.Exists(Output)));
        Assert.StartsWith($"{Trace}: ", error);
    }

    private void Refused(params string[] expected)
    {
        var (exitCode, output, error) = new Tool().Run("summarize", Trace, "-o", Output, "--root", _folder);

        Assert.Equal((3, "", false), (exitCode, output, File.Exists(Output)));
        Assert.StartsWith(Trace + expected[0], error);
        Assert.All(expected[1..], part => Assert.Contains(part, error));
        Assert.DoesNotContain("   at ", error);
    }
}
