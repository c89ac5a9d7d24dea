using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Tests.Commands;

public class ArgumentTests
{
    [Theory]
    [InlineData("30s", 30)]
    [InlineData("500ms", 0.5)]
    [InlineData("2m", 120)]
    [InlineData("1.5h", 5400)]
    public void A_duration_has_a_unit(string text, double seconds)
    {
        Assert.True(DurationArgument.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("1,5s")]
    [InlineData("25h")]
    [InlineData("1e3s")]
    [InlineData("")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationArgument.TryParse(text, out _));

    [Theory]
    [InlineData("0.2%", 0.002)]
    [InlineData("0%", 0)]
    [InlineData("100%", 1)]
    public void A_share_is_in_percent(string text, double expected)
    {
        Assert.True(ShareArgument.TryParse(text, out var share));
        Assert.Equal(expected, share, 12);
    }

    [Theory]
    [InlineData("0.2")]
    [InlineData("101%")]
    [InlineData("-1%")]
    [InlineData("%")]
    [InlineData("NaN%")]
    public void What_is_no_share_is_refused(string text) => Assert.False(ShareArgument.TryParse(text, out _));

    [Theory]
    [InlineData("load=a.nettrace", "load", "a.nettrace")]
    [InlineData("a.nettrace", null, "a.nettrace")]
    [InlineData("load=x=y.nettrace", "load", "x=y.nettrace")]
    [InlineData("=a.nettrace", null, "=a.nettrace")]
    public void A_trace_may_be_named(string text, string? scenario, string file) =>
        Assert.Equal(new TraceArgument(scenario, file), TraceArgument.Parse(text, new DiskFileSystem()));

    [Fact]
    public void A_file_whose_name_has_an_equals_sign_is_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;
        var file = Path.Combine(folder, "run=1.nettrace");
        File.WriteAllText(file, "");

        Assert.Equal(new TraceArgument(null, file), TraceArgument.Parse(file, new DiskFileSystem()));
        Directory.Delete(folder, recursive: true);
    }
}
