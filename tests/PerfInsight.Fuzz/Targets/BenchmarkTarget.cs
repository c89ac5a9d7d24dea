using PerfInsight.Benchmarks;
using PerfInsight.Formats;

namespace PerfInsight.Fuzz.Targets;

/// <summary>A reader of benchmark results; what it reads is written as Go's text and read again.</summary>
internal static class BenchmarkTarget
{
    private static readonly BenchmarkReadOptions Options = new() { MaxBytes = 8 << 20, MaxBenchmarks = 100_000, MaxLineBytes = 1 << 18 };
    private static readonly BenchmarkReadOptions OptionsAgain = new() { MaxBytes = 256 << 20, MaxBenchmarks = 100_000, MaxLineBytes = 1 << 24 };

    public static FuzzTarget Of(IBenchmarkReader reader) => new(Name(reader), SeedFiles.Where((_, file) => IsOf(reader, file)), file => Read(reader, file));

    // "BenchmarkDotNet (JSON)" is benchmarkdotnet-json on a command line.
    private static string Name(IBenchmarkReader reader) =>
        string.Join('-', reader.Format.Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    private static bool IsOf(IBenchmarkReader reader, byte[] file)
    {
        try
        {
            return reader.Sniff(file) && BenchmarkFormats.Readers.First(each => each.Sniff(file)) == reader
                && reader.Read(new MemoryStream(file), "seed", Options).Benchmarks.Count > 0;
        }
        catch (BenchmarkFormatException)
        {
            return false;
        }
    }

    private static string Read(IBenchmarkReader reader, byte[] file)
    {
        BenchmarkRun run;
        try
        {
            reader.Sniff(file.AsSpan(0, Math.Min(file.Length, BenchmarkFormats.HeadBytes)));
            run = reader.Read(new MemoryStream(file), "fuzz", Options);
        }
        catch (BenchmarkFormatException exception)
        {
            return Outcome.OfError(exception.Format, exception.Position, exception.Message);
        }

        if (run.Benchmarks.Count > Options.MaxBenchmarks || run.Warnings.Count > Options.MaxWarnings + 100)
            throw new BrokenPromiseException($"more is read than the limits allow: {run.Benchmarks.Count} benchmarks, {run.Warnings.Count} warnings");
        if (run.Benchmarks.SelectMany(static benchmark => benchmark.Series).SelectMany(static series => series.Values).Any(static value => !double.IsFinite(value)))
            throw new BrokenPromiseException("a value is not finite");
        if (run.Benchmarks.Count > 0)
            IsWrittenAlike(run);
        return $"benchmarks {Outcome.OfCount(run.Benchmarks.Count)} units {Outcome.OfCount(run.Units.Count)} host {run.Host.Count} warnings "
            + string.Join('|', run.Warnings.Take(4).Select(static warning => Outcome.OfMessage(warning.Message)));
    }

    private static void IsWrittenAlike(BenchmarkRun run)
    {
        var first = Written(run);
        BenchmarkRun again;
        try
        {
            again = new GoBenchmarkReader().Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(first)), "again", OptionsAgain);
        }
        catch (BenchmarkFormatException exception)
        {
            throw new BrokenPromiseException($"what is written as Go's text cannot be read: {exception.Message}");
        }

        if (again.Benchmarks.Count != run.Benchmarks.Count)
            throw new BrokenPromiseException($"of what is written as Go's text not all is read: {run.Benchmarks.Count} benchmarks, then {again.Benchmarks.Count}");
        if (Written(again) != first)
            throw new BrokenPromiseException("what is written as Go's text, read and written again is another text");
    }

    private static string Written(BenchmarkRun run)
    {
        using var writer = new StringWriter();
        GoBenchmarkWriter.Write(run, writer);
        return writer.ToString();
    }
}
