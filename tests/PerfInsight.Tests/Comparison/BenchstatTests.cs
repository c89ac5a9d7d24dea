using System.Globalization;
using PerfInsight.Comparison;
using PerfInsight.Comparison.Selection;
using PerfInsight.Formats;
using PerfInsight.Reporting.Benchmarks;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Comparison;

/// <summary>What benchstat (golang.org/x/perf 712aea8) prints is what is printed here, to the last character.</summary>
public sealed class BenchstatTests
{
    // golang.org/x/perf's own test data is not copied: it has its own licence. It is looked for beside the clone, or where the variable says.
    private static readonly string? Upstream = Environment.GetEnvironmentVariable("BENCHSTAT_TESTDATA") ?? BesideTheClone();

    [Fact]
    public void Two_files() => Assert.Equal(
        BenchmarkSamples.Text("benchstat/base-cand.stdout"), Text(new TableOptions(), Sample("base.txt"), Sample("cand.txt")));

    [Fact]
    public void Two_files_as_csv() => EqualCsv(
        BenchmarkSamples.Text("benchstat/base-cand.csv"), Csv(new TableOptions(), Sample("base.txt"), Sample("cand.txt")).Values);

    [Fact]
    public void Columns_by_a_part_of_the_name() => Assert.Equal(
        BenchmarkSamples.Text("benchstat/col-mode.stdout"), Text(new TableOptions { Column = "/mode" }, Sample("base.txt")));

    [SkippableTheory]
    [InlineData("crcOldNew", "", "", "", "", "crc-old.txt", "crc-new.txt")]
    [InlineData("crcIgnore", "", "", "", "note", "crc-old.txt", "crc-new.txt")]
    [InlineData("crcSizeVsPoly", "/align:0", "/size", "/poly", "", "crc-new.txt")]
    [InlineData("units", "", "", "note", "", "units.txt")]
    [InlineData("zero", "", "", "note", "", "zero.txt")]
    [InlineData("smallSample", "", "", "note", "", "smallSample.txt")]
    [InlineData("issue19565", "", "", "note", "", "issue19565.txt")]
    [InlineData("issue19634", "", "", "note", "", "issue19634.txt")]
    public void Benchstat_s_own_test_data(string expected, string filter, string row, string column, string ignore, params string[] files)
    {
        var options = new TableOptions { Ignore = ignore };
        if (filter.Length > 0)
            options = options with { Filter = BenchmarkFilter.Parse(filter) };
        if (row.Length > 0)
            options = options with { Row = row };
        if (column.Length > 0)
            options = options with { Column = column };

        Assert.Equal(UpstreamText(expected + ".stdout"), Text(options, [.. files.Select(UpstreamRun)]));
    }

    [SkippableFact]
    public void Benchstat_s_own_test_data_as_csv()
    {
        EqualCsv(UpstreamText("csvOldNew.stdout"), Csv(new TableOptions(), UpstreamRun("old.txt"), UpstreamRun("new.txt")).Values);
        var (values, warnings) = Csv(new TableOptions { Row = ".name" }, UpstreamRun("new.txt"));
        EqualCsv(UpstreamText("csvErrors.stdout"), values);
        Assert.Equal(UpstreamText("csvErrors.stderr"), warnings);
    }

    // Every character, but for the 17 digits of geometric means: there the last ones are those of Go's logarithm, which itself
    // gives others on other processors (with and without fused multiply-add).
    private static void EqualCsv(string expected, string actual)
    {
        static string Rounded(string line) => line.StartsWith("geomean", StringComparison.Ordinal)
            ? string.Join(',', line.Split(',').Select(value => double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number.ToString("E12", CultureInfo.InvariantCulture) : value))
            : line;
        Assert.Equal(expected.Split('\n').Select(Rounded), actual.Split('\n').Select(Rounded));
    }

    private static LabelledRun Sample(string file) => new(file, BenchmarkSamples.Run("benchstat/" + file));

    private static string? BesideTheClone()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "oracles", "benchstat", "upstream");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }

    private static LabelledRun UpstreamRun(string file) =>
        new(file, new GoBenchmarkReader().Read(new MemoryStream(File.ReadAllBytes(UpstreamPath(file))), file, BenchmarkReadOptions.Default));

    private static string UpstreamText(string file) => File.ReadAllText(UpstreamPath(file)).ReplaceLineEndings("\n");

    private static string UpstreamPath(string file)
    {
        Skip.If(Upstream is null, "git clone https://go.googlesource.com/perf && export BENCHSTAT_TESTDATA=perf/cmd/benchstat/testdata");
        return Path.Combine(Upstream!, file);
    }

    private static string Text(TableOptions options, params LabelledRun[] runs)
    {
        using var writer = new StringWriter();
        ComparisonText.Write(TableBuilder.Build(runs, options), writer);
        return writer.ToString();
    }

    private static (string Values, string Warnings) Csv(TableOptions options, params LabelledRun[] runs)
    {
        using var values = new StringWriter();
        using var warnings = new StringWriter();
        ComparisonCsv.Write(TableBuilder.Build(runs, options), values, warnings);
        return (values.ToString(), warnings.ToString());
    }
}
