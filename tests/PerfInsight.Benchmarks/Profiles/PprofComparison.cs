using System.Globalization;

namespace PerfInsight.Benchmarks.Profiles;

/// <summary>
/// Measures the tool beside <c>go tool pprof</c> in one run: top of a profile, and the difference of two, of a million distinct stacks each;
/// then the tool alone from 10^4 to 10^7 stacks. Prints the rows of docs/performance.md and draws the plot.
/// </summary>
/// <param name="tool">The tool's dll.</param>
/// <param name="folder">Where the profiles go; those that are there are taken as they are.</param>
/// <param name="output">Where the rows go.</param>
internal sealed class PprofComparison(string tool, string folder, TextWriter output)
{
    private const int Stacks = 1_000_000;
    private const int Functions = 20_000;
    private const int Runs = 3;

    private static readonly int[] Series = [10_000, 100_000, 1_000_000, 10_000_000];

    /// <summary>Measures.</summary>
    /// <param name="most">The most stacks of the series.</param>
    /// <param name="plot">The SVG file to draw; null for none.</param>
    public int Run(int most, string? plot)
    {
        if (MeasuredProcess.Missing is { } missing)
        {
            output.WriteLine(missing);
            return 1;
        }

        Directory.CreateDirectory(folder);
        var (baseline, candidate) = (Profile(Stacks, 0), Profile(Stacks, 1));
        output.WriteLine($"| {Stacks:N0} stacks, {new FileInfo(baseline).Length / 1e6:0} MB a side | `go tool pprof` | `perfinsight` | wall time | CPU time | memory |");
        output.WriteLine("|-|-|-|-|-|-|");
        Row("top", Pprof(baseline), ["top", baseline]);
        var difference = Pprof("-diff_base", baseline, candidate);
        Row("diff, for pprof `-top -diff_base`", difference, ["diff", baseline, candidate]);
        Row("the same view, `top --diff-base`", difference, ["top", candidate, "--diff-base", baseline]);
        output.WriteLine();

        output.WriteLine("| stacks | top | | diff | |");
        output.WriteLine("|-|-|-|-|-|");
        var points = Series.Where(stacks => stacks <= most).Select(Point).ToList();
        if (plot is not null)
            File.WriteAllText(plot, LinearityPlot.Draw(points));
        return 0;
    }

    private static MeasuredProcess Pprof(params string[] arguments) => MeasuredProcess.Run(1, "go", ["tool", "pprof", "-symbolize=none", "-top", .. arguments]);

    private void Row(string name, MeasuredProcess other, string[] ours)
    {
        var mine = Tool(Runs, ours);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {other.Seconds:0.0} s, {other.CpuSeconds:0.0} s CPU, {other.Megabytes:#,0} MB | {mine.Seconds:0.00} s, {mine.CpuSeconds:0.00} s CPU, {mine.Megabytes:#,0} MB | {other.Seconds / mine.Seconds:0}× faster | {other.CpuSeconds / mine.CpuSeconds:0}× less | {other.Megabytes / mine.Megabytes:0.0}× less |"));
        output.Flush();
    }

    private LinearityPoint Point(int stacks)
    {
        var (baseline, candidate) = (Profile(stacks, 0), Profile(stacks, 1));
        var point = new LinearityPoint(stacks, Tool(Runs, "top", baseline), Tool(Runs, "diff", baseline, candidate));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {stacks:#,0} | {point.Top.Seconds:0.00} s | {point.Top.Megabytes:#,0} MB | {point.Diff.Seconds:0.00} s | {point.Diff.Megabytes:#,0} MB |"));
        output.Flush();
        return point;
    }

    private MeasuredProcess Tool(int runs, params string[] arguments) => MeasuredProcess.Run(runs, "dotnet", [tool, .. arguments]);

    // Written to another name first: a file that is there is whole.
    private string Profile(int stacks, int run)
    {
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"stacks-{stacks}-{run}.pb"));
        if (File.Exists(file))
            return file;
        using (var stream = new BufferedStream(File.Create(file + ".part"), 1 << 20))
            new PprofGenerator(stacks, Functions, run).Write(stream);
        File.Move(file + ".part", file);
        return file;
    }
}

/// <summary>What a size costs.</summary>
/// <param name="Stacks">Distinct stacks of each profile.</param>
/// <param name="Top"><c>top</c> of one.</param>
/// <param name="Diff"><c>diff</c> of two.</param>
internal sealed record LinearityPoint(int Stacks, MeasuredProcess Top, MeasuredProcess Diff);
