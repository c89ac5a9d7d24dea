using System.Text;
using PerfInsight.Summaries;

namespace PerfInsight.Fuzz.Targets;

/// <summary>The reader of summaries, which the compiler runs; what it reads is written and read again.</summary>
internal static class SummaryTarget
{
    public static FuzzTarget Create() => new("summary", SeedFiles.Where(static (name, _) => name.EndsWith(".perfinsight.json", StringComparison.Ordinal)), Read);

    private static string Read(byte[] file)
    {
        if (!SummaryReader.TryRead(Encoding.UTF8.GetString(file), out var summary, out var error))
            return Outcome.OfError("summary", $"{error!.Line}:{error.Column}", error.ToString());
        var first = Written(summary!);
        if (!SummaryReader.TryRead(first, out var again, out error))
            throw new BrokenPromiseException($"a summary that is written cannot be read: {error}");
        if (Written(again!) != first)
            throw new BrokenPromiseException("a summary that is written, read and written again is another text");
        return $"scenarios {Outcome.OfCount(summary!.Scenarios.Count)} files {Outcome.OfCount(summary.Files.Count)} methods "
            + Outcome.OfCount(summary.Scenarios.Sum(static scenario => scenario.Methods.Count));
    }

    private static string Written(Summary summary)
    {
        using var writer = new StringWriter();
        SummaryWriter.Write(summary, writer);
        return writer.ToString();
    }
}
