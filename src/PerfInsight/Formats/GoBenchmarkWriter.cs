using System.Globalization;
using PerfInsight.Benchmarks;
using PerfInsight.Units;

namespace PerfInsight.Formats;

/// <summary>
/// Writes Go's benchmark text, in the shape of golang.org/x/perf/benchfmt (writer.go): a block of configuration lines where it
/// changes, then a line a repetition. Repetitions of a benchmark stand together; everything else reads back as it was.
/// </summary>
public static class GoBenchmarkWriter
{
    /// <summary>Writes a run.</summary>
    public static void Write(BenchmarkRun run, TextWriter writer)
    {
        foreach (var unit in run.UnitMetadata)
            Line(writer, $"Unit {Field(unit.OriginalUnit)} {unit.Key}={unit.Value}");
        var written = new List<ConfigurationEntry>();
        BenchmarkConfiguration? configuration = null;
        foreach (var benchmark in run.Benchmarks)
        {
            if (!benchmark.Configuration.Equals(configuration))
                WriteConfiguration(benchmark.Configuration, written, writer, isFirst: configuration is null && run.UnitMetadata.Count == 0);
            configuration = benchmark.Configuration;
            WriteRepetitions(benchmark, writer);
        }
    }

    private static void WriteConfiguration(BenchmarkConfiguration configuration, List<ConfigurationEntry> written, TextWriter writer, bool isFirst)
    {
        var wanted = configuration.Entries.Where(static entry => entry.IsFileKey).ToList();
        if (wanted.SequenceEqual(written))
            return;
        if (!isFirst)
            Line(writer, "");
        // What is deleted or out of order goes first, so that the keys come back in their order.
        var kept = 0;
        while (kept < written.Count && kept < wanted.Count && written[kept].Key == wanted[kept].Key)
            kept++;
        for (var i = written.Count - 1; i >= kept; i--)
            Line(writer, $"{written[i].Key}:");
        for (var i = 0; i < wanted.Count; i++)
        {
            if (i >= kept || written[i] != wanted[i])
                Line(writer, $"{wanted[i].Key}: {wanted[i].Value}");
        }

        written.Clear();
        written.AddRange(wanted);
        Line(writer, "");
    }

    private static void WriteRepetitions(Benchmark benchmark, TextWriter writer)
    {
        var next = new int[benchmark.Series.Count];
        for (var repetition = 0; repetition < benchmark.Iterations.Count; repetition++)
        {
            writer.Write("Benchmark" + Field(benchmark.Name.Full) + " " + benchmark.Iterations[repetition].ToString(CultureInfo.InvariantCulture));
            for (var i = 0; i < next.Length; i++)
            {
                var series = benchmark.Series[i];
                for (; next[i] < series.Values.Count && (series.Repetitions?[next[i]] ?? next[i]) == repetition; next[i]++)
                    writer.Write($" {NumberText.Shortest(series.OriginalValues[next[i]])} {Field(series.OriginalUnit)}");
            }

            Line(writer, "");
        }
    }

    // Fields end at white space; names of other formats may have some.
    private static string Field(string text) =>
        text.Any(char.IsWhiteSpace) ? string.Concat(text.Select(static c => char.IsWhiteSpace(c) ? '_' : c)) : text;

    private static void Line(TextWriter writer, string text) => writer.Write(text + "\n");
}
