using System.Text;
using PerfInsight.Summaries;

namespace PerfInsight.Cli.Tests.Commands;

/// <summary>What <c>hotspots</c> says of files that are no summaries: a sentence with the place, exit code 3.</summary>
public sealed class BadSummaryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_file() =>
        Refused(Path.Combine(_folder, "app.perfinsight.json"), ": expected a summary (*.perfinsight.json), found no such file.");

    [Fact]
    public void A_folder() => Refused(_folder, ": expected a summary (*.perfinsight.json), found a folder.");

    [Fact]
    public void An_empty_file() => Refused(Write(""), ":1:1: expected an object for the summary, found the end of the file. Write it again: ");

    [Fact]
    public void A_syntax_error_on_line_3_is_shown_with_its_column()
    {
        var file = Write("{\n  \"version\": \"1.0\",\n  \"scenarios\": [abc]\n}\n");

        Refused(file, ":3:17: expected an object for an entry of \"scenarios\", found 'abc'. Write it again: ");
    }

    [Fact]
    public void A_value_of_the_wrong_kind_is_named()
    {
        var file = Write("""
            {"version": "1.0", "scenarios": [{"name": "a", "totals": {}, "methods": [
            {"id": "M:A.B", "cpu": {"self": "abc"}}]}]}
            """);

        Refused(file, ":2:33: expected a number for \"cpu.self\", found \"abc\". Write it again: ");
    }

    [Fact]
    public void An_unknown_version() =>
        Refused(
            Write("{\n\"version\": \"2.0\", \"scenarios\": []}"),
            ":2:12: expected version 1.x, found \"2.0\". ",
            "Update this tool");

    [Fact]
    public void A_file_of_100_MB_is_refused_before_it_is_read()
    {
        var file = Path.Combine(_folder, "app.perfinsight.json");
        using (var stream = File.Create(file))
            stream.SetLength(100_000_000);

        Refused(file, ": expected a summary (*.perfinsight.json) of at most 34 MB, found 100 MB.");
    }

    [Fact]
    public void A_summary_without_scenarios() =>
        Refused(Write("{\"version\": \"1.0\", \"scenarios\": []}"), ": expected at least one scenario, found none.");

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void Random_bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var file = Path.Combine(_folder, "app.perfinsight.json");
        File.WriteAllBytes(file, bytes);

        Refused(file, ":", "expected an object for the summary, found ");
    }

    [Fact]
    public void A_summary_of_100_000_methods_is_shown()
    {
        var text = new StringBuilder("{\"version\": \"1.0\", \"scenarios\": [{\"name\": \"a\", \"totals\": {\"cpu\": 5000050000}, \"methods\": [\n");
        for (var i = 1; i <= 100_000; i++)
            text.Append(i == 1 ? "" : ",\n").Append("{\"id\": \"M:N.T.M").Append(i).Append("\", \"cpu\": {\"self\": ").Append(i).Append("}}");
        var file = Write(text.Append("]}]}").ToString());

        var (exitCode, output, error) = new Tool().Run("hotspots", file, "--top", "1");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("  1  <0.1 %  <0.1 %  <0.1 %      –      –  T.M100000()  –\n  … 99999 more: --top 100000\n", output);
    }

    private string Write(string text)
    {
        var file = Path.Combine(_folder, "app" + SummaryFormat.FileSuffix);
        File.WriteAllText(file, text);
        return file;
    }

    private static void Refused(string file, params string[] expected)
    {
        var (exitCode, output, error) = new Tool().Run("hotspots", file);

        Assert.Equal((3, ""), (exitCode, output));
        Assert.StartsWith(file + expected[0], error);
        Assert.All(expected[1..], part => Assert.Contains(part, error));
        Assert.Equal(1, error.Count(c => c == '\n'));
    }
}
