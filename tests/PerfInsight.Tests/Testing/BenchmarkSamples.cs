using System.Text;
using PerfInsight.Benchmarks;
using PerfInsight.Formats;

namespace PerfInsight.Tests.Testing;

/// <summary>Files of benchmark results, and results written as text.</summary>
internal static class BenchmarkSamples
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Samples", "benchmarks");

    public static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n");

    public static BenchmarkRun Run(string file, string? source = null) => Read(Bytes(file), source ?? Path.GetFileName(file));

    public static BenchmarkRun Read(byte[] bytes, string source = "bench.txt", BenchmarkReadOptions? options = null) =>
        BenchmarkFormats.Read(new MemoryStream(bytes), source, options);

    public static BenchmarkRun Go(string text, string source = "bench.txt") =>
        new GoBenchmarkReader().Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), source, BenchmarkReadOptions.Default);

    public static string Written(BenchmarkRun run)
    {
        using var writer = new StringWriter();
        GoBenchmarkWriter.Write(run, writer);
        return writer.ToString();
    }
}
