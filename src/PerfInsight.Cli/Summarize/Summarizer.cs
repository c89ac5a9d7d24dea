using System.Text;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Symbols;
using PerfInsight.Cli.Text;
using PerfInsight.Comparison;
using PerfInsight.NetTrace;
using PerfInsight.Profiles;
using PerfInsight.Summaries;

namespace PerfInsight.Cli.Summarize;

/// <summary>A scenario and the files of its traces.</summary>
internal sealed record ScenarioTraces(string Name, IReadOnlyList<string> Files);

/// <summary>Reads traces, finds their symbols and makes a summary of both. Warnings go to the error writer.</summary>
/// <param name="context">Files and writers.</param>
/// <param name="root">The repository.</param>
/// <param name="symbolFolders">Folders to search for dlls and PDBs first.</param>
internal sealed class Summarizer(CommandContext context, string root, IReadOnlyList<string> symbolFolders)
{
    /// <summary>Commit that was built, null where unknown.</summary>
    public string? Commit { get; init; }

    /// <summary>Share below which a member is left out, 0 to 1.</summary>
    public double Floor { get; init; }

    /// <summary>Makes the summary.</summary>
    /// <exception cref="CommandException">A trace cannot be read.</exception>
    public Summary Summarize(IReadOnlyList<ScenarioTraces> scenarios)
    {
        var profiles = scenarios.Select(scenario => new ScenarioProfile(scenario.Name, [.. scenario.Files.Select(Read)], Commit)).ToList();
        return WithSymbols(scenarios.SelectMany(scenario => scenario.Files), (symbols, limits) => SummaryBuilder.Build(profiles, symbols, limits));
    }

    /// <summary>Makes a scenario of the largest input, with the exponents of its members.</summary>
    /// <exception cref="ComparisonException">The profiles show no growth.</exception>
    public Scenario Growth(string name, IReadOnlyList<SizedProfile> profiles, IReadOnlyList<string> files) =>
        WithSymbols(files, (symbols, limits) => GrowthSummary.Build(name, profiles, Commit, symbols, limits));

    private T WithSymbols<T>(IEnumerable<string> files, Func<DiskSymbolSource, SummaryOptions, T> build)
    {
        context.Interrupted.ThrowIfCancellationRequested();

        using var progress = new ProgressLine(context, static elapsed => $"finding symbols and sources · {elapsed.TotalSeconds:0} s");
        return DiskSymbols.Use(context, root, files, symbolFolders, symbols => build(symbols, SummaryOptions.Default with { Floor = Floor }));
    }

    /// <summary>Writes a summary as UTF-8 without a byte order mark.</summary>
    public static void Write(Summary summary, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        SummaryWriter.Write(summary, writer);
    }

    private Profile Read(string file)
    {
        context.Interrupted.ThrowIfCancellationRequested();
        using var stream = InputFile.Open(context.Files, file, "a trace (*.nettrace)");
        try
        {
            Profile profile;
            using (new ProgressLine(context, elapsed => $"reading {file} · {Percent(stream)} · {elapsed.TotalSeconds:0} s"))
                profile = NetTraceReader.Read(stream, file);
            foreach (var warning in profile.Warnings)
                context.Error.WriteLine($"{file}: {warning}");
            return profile;
        }
        catch (ProfileFormatException exception)
        {
            throw CommandException.Unreadable(file, exception.Message + ". Record one: perfinsight collect -o trace.nettrace -- dotnet App.dll");
        }
        catch (IOException exception)
        {
            throw CommandException.Unreadable(file, $"cannot be read: {exception.Message}");
        }
    }

    private static string Percent(Stream stream)
    {
        try
        {
            return stream.Length == 0 ? "0 %" : $"{100 * stream.Position / stream.Length} %";
        }
        catch (ObjectDisposedException)
        {
            return "100 %";
        }
    }
}
