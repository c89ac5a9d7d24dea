extern alias library;

using System.Diagnostics;
using System.Globalization;
using System.Text;
using library::PerfInsight.Comparison;
using library::PerfInsight.Formats;
using library::PerfInsight.Reporting.Benchmarks;

namespace PerfInsight.Benchmarks.Statistics;

/// <summary>What reading, comparing and deciding many benchmarks costs, step by step.</summary>
internal static class BenchmarkLoad
{
    /// <summary>Writes the two files that benchstat is given too: <paramref name="benchmarks"/> × 3 units × <paramref name="runs"/> runs.</summary>
    public static int Write(string folder, int benchmarks, int runs)
    {
        File.WriteAllBytes(Path.Combine(folder, "load-base.txt"), Text(benchmarks, runs, 1));
        File.WriteAllBytes(Path.Combine(folder, "load-cand.txt"), Text(benchmarks, runs, 2));
        return 0;
    }

    /// <summary>Measures growing numbers of benchmarks and prints.</summary>
    public static int Run(TextWriter output)
    {
        output.WriteLine("| benchmarks × runs × units | text | read | tables | decide | write | managed memory |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        Row(200, 20, TextWriter.Null); // compiles
        foreach (var (benchmarks, runs) in new[] { (2000, 20), (10_000, 10), (30_000, 10), (100_000, 10) })
            Row(benchmarks, runs, output);
        return 0;
    }

    private static void Row(int benchmarks, int runs, TextWriter output)
    {
        var texts = new[] { Text(benchmarks, runs, 1), Text(benchmarks, runs, 2) };
        GC.Collect();
        var before = GC.GetTotalMemory(true);
        var watch = Stopwatch.StartNew();
        var sides = texts.Select((text, i) => new LabelledRun(i == 0 ? "base" : "cand", BenchmarkFormats.Read(new MemoryStream(text), "load"))).ToList();
        var read = watch.Elapsed;
        watch.Restart();
        var tables = TableBuilder.Build(sides, new TableOptions());
        var built = watch.Elapsed;
        watch.Restart();
        var decision = BenchmarkDecider.Decide(tables, new DecisionPolicy());
        var decided = watch.Elapsed;
        watch.Restart();
        ComparisonText.Write(tables, TextWriter.Null);
        var written = watch.Elapsed;
        var memory = GC.GetTotalMemory(true) - before;
        GC.KeepAlive(decision);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {benchmarks:#,0} × {runs} × 3 | {texts.Sum(static text => text.Length) / 1e6:0.0} MB | {read.TotalSeconds:0.00} s | {built.TotalSeconds:0.00} s | {decided.TotalSeconds:0.00} s | {written.TotalSeconds:0.00} s | {memory / 1e6:0} MB |"));
    }

    private static byte[] Text(int benchmarks, int runs, int seed)
    {
        // What a benchmark costs is the same on both sides; its noise is not.
        var (shape, random) = (new Random(7), new Random(seed));
        var costs = Enumerable.Range(0, benchmarks).Select(_ => (Time: Math.Pow(10, 0.5 + (5.5 * shape.NextDouble())), Bytes: shape.Next(9000), Allocations: shape.Next(60))).ToArray();
        var text = new StringBuilder("goos: linux\ngoarch: amd64\npkg: example.com/load\ncpu: Synthetic CPU @ 3.00GHz\n");
        for (var run = 0; run < runs; run++)
        {
            for (var i = 0; i < benchmarks; i++)
            {
                var (time, bytes, allocations) = costs[i];
                time *= 1 + (0.02 * SimulatedNoise.Normal(random));
                bytes += i % 4 == 0 ? random.Next(3) : 0;
                text.Append(CultureInfo.InvariantCulture, $"BenchmarkLoad{i:00000}/size={1 << (2 * (i % 7))}/mode={"abc"[i % 3]}-8\t{random.Next(1000, 9999999)}\t{FourDigits(time)} ns/op\t{bytes} B/op\t{allocations} allocs/op\n");
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string FourDigits(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
