using System.Text.Json;
using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Tests.Commands;

/// <summary>Lines of traces, which have IL offsets alone: the PDBs tell them.</summary>
public sealed class TraceLineTests
{
    private static readonly string Trace = Path.Combine(RepositoryRoot.Growth, "24000.nettrace");

    [Theory]
    [InlineData("lines")]
    [InlineData("top --granularity line")]
    public void Lines_of_a_trace_are_those_of_its_source(string view)
    {
        var rows = Rows([.. view.Split(' '), Trace]);

        // The loop of the quadratic method: lines 13 to 15 of Pairing.cs.
        var hottest = rows.Where(row => row.Self > 0.05).ToList();
        Assert.NotEmpty(hottest);
        Assert.All(hottest, row => Assert.Matches(@"^Grow\.Pairing\.Close\(float64\[\]\) .*Pairing\.cs:1[2-6]$", row.Name));
        Assert.InRange(hottest.Sum(row => row.Self), 0.9, 1);
    }

    [Fact]
    public void Files_of_a_trace_are_rows_too() =>
        Assert.EndsWith("Pairing.cs", Rows(["top", "--granularity", "file", Trace])[0].Name, StringComparison.Ordinal);

    [Fact]
    public void Without_symbols_rows_have_il_offsets_and_another_folder_has_them()
    {
        var folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;
        try
        {
            var alone = Path.Combine(folder, "alone.nettrace");
            File.Copy(Trace, alone);
            var tool = new Tool { Files = new DiskFileSystem(folder), Processes = new FakeGit(null, null) };

            Assert.Contains("Grow.Pairing.Close(float64[]) IL_00", tool.Run("lines", alone).Out, StringComparison.Ordinal);
            Assert.Contains("Pairing.cs:13", tool.Run("lines", alone, "--symbols", RepositoryRoot.Growth).Out, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<(string Name, double Self)> Rows(string[] arguments)
    {
        var tool = new Tool { Files = new DiskFileSystem(RepositoryRoot.Growth), Processes = new FakeGit(null, null) };
        var (exitCode, output, error) = tool.Run([.. arguments, "--json"]);
        Assert.Equal((0, ""), (exitCode, error));
        return [.. JsonDocument.Parse(output).RootElement.GetProperty("rows").EnumerateArray().Select(row => (row.GetProperty("name").GetString()!, row.GetProperty("selfShare").GetDouble()))];
    }
}
