using System.CommandLine;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Repositories;
using PerfInsight.Cli.Summarize;
using PerfInsight.Summaries;
using PerfInsight.Units;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight summarize</c>: turns traces into a summary that the analyzers read.</summary>
internal static class SummarizeCommand
{
    /// <summary>Share below which a member is left out.</summary>
    private const string DefaultFloor = "0.2%";

    /// <summary>Options of the command.</summary>
    /// <param name="Traces">Traces, each a file or <c>NAME=file</c>.</param>
    /// <param name="Output">The summary to write.</param>
    internal sealed record Options(IReadOnlyList<string> Traces, string Output)
    {
        /// <summary>Name of the scenario of the traces that have none; null for the name of the first file.</summary>
        public string? Name { get; init; }

        /// <summary>Commit that was built; null to ask git.</summary>
        public string? Commit { get; init; }

        /// <summary>The repository; null for git's, or the current folder.</summary>
        public string? Root { get; init; }

        /// <summary>Folders to search for dlls and PDBs.</summary>
        public IReadOnlyList<string> Symbols { get; init; } = [];

        /// <summary>Share below which a member is left out, 0 to 1.</summary>
        public double Floor { get; init; } = 0.002;
    }

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var traces = new Argument<string[]>("[NAME=]TRACE")
        {
            Description = "Traces (.nettrace). Those of one NAME are added up; without a name they are one scenario.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = $"The summary to write, *{SummaryFormat.FileSuffix}.",
            HelpName = "FILE",
            Required = true,
        };
        var name = new Option<string?>("--name") { Description = "Name of the scenario of traces without one.", HelpName = "NAME" };
        var commit = new Option<string?>("--commit") { Description = "Commit that was built. [default: git's HEAD]", HelpName = "COMMIT" };
        var root = new Option<string?>("--root")
        {
            Description = "The repository that the program was built from. [default: git's, or the current folder]",
            HelpName = "DIR",
        };
        var symbols = new Option<string[]>("--symbols") { Description = "Folders with the dlls and PDBs that ran.", HelpName = "DIR" };
        symbols.AllowMultipleArgumentsPerToken = true;
        var floor = new Option<string>("--floor")
        {
            Description = "Members below this share of everything measured are left out.",
            HelpName = "PERCENT",
            DefaultValueFactory = _ => DefaultFloor,
        };

        var command = new Command("summarize", "Turns traces into a summary: what is costly, at which member and line.")
        {
            traces, output, name, commit, root, symbols, floor,
        };
        command.SetAction(parsed => Run(
            new Options(parsed.GetRequiredValue(traces), parsed.GetRequiredValue(output))
            {
                Name = parsed.GetValue(name),
                Commit = parsed.GetValue(commit),
                Root = parsed.GetValue(root),
                Symbols = parsed.GetValue(symbols) ?? [],
                Floor = Floor(parsed.GetRequiredValue(floor)),
            },
            context));
        return command;
    }

    /// <summary>Writes the summary.</summary>
    public static int Run(Options options, CommandContext context)
    {
        var scenarios = Scenarios(options, context.Files);
        Check(options, context.Files);
        var (root, commit) = GitRepository.RootAndCommit(options.Root, options.Commit, context);

        var summarizer = new Summarizer(context, root, options.Symbols) { Commit = commit, Floor = options.Floor };
        var summary = summarizer.Summarize(scenarios);
        if (summary.Scenarios.All(static scenario => scenario.Methods.Count == 0))
        {
            throw CommandException.Unreadable(
                string.Join(", ", scenarios.SelectMany(scenario => scenario.Files)),
                $"nothing was measured in code of yours, so nothing is written. Was the program busy while it was profiled, and is its source in '{root}' (--root)?");
        }

        var bytes = OutputFile.Write(context.Files, options.Output, stream =>
        {
            var counting = new CountingStream(stream);
            Summarizer.Write(summary, counting);
            return counting.Count;
        });
        Report(options, summary, bytes, context.Out);
        return ExitCode.Ok;
    }

    private static void Report(Options options, Summary summary, long bytes, TextWriter writer)
    {
        var hotspots = summary.Scenarios.Sum(static scenario => scenario.Methods.Count);
        var unproved = summary.Scenarios.Sum(static scenario => scenario.Methods.Count(static method => method.Id is null));
        writer.WriteLine(
            $"{options.Output}: {Plural(hotspots, "hotspot")} in {Plural(summary.Scenarios.Count, "scenario")}, {QuantityText.Bytes(bytes)}");
        if (unproved > 0)
        {
            writer.WriteLine($"{unproved} of them have no symbols: they are matched by name, without lines. "
                + "Say where the dlls and PDBs that ran are: --symbols DIR");
        }

        writer.WriteLine($"Next: perfinsight hotspots {options.Output}");
    }

    private static List<ScenarioTraces> Scenarios(Options options, IFileSystem files)
    {
        var traces = options.Traces.Select(text => TraceArgument.Parse(text, files)).ToList();
        var unnamed = options.Name ?? Path.GetFileNameWithoutExtension(traces.Find(trace => trace.Scenario is null)?.File) ?? "";
        return
        [
            .. traces.GroupBy(trace => trace.Scenario ?? unnamed, StringComparer.Ordinal)
                .Select(group => new ScenarioTraces(group.Key, [.. group.Select(trace => trace.File)])),
        ];
    }

    private static void Check(Options options, IFileSystem files)
    {
        if (!options.Output.EndsWith(SummaryFormat.FileSuffix, StringComparison.Ordinal))
        {
            throw CommandException.Usage(
                $"{options.Output}: expected a name that ends in {SummaryFormat.FileSuffix}, by which the analyzers find it.");
        }

        OutputFile.CheckWritable(files, options.Output);
        foreach (var folder in options.Symbols.Append(options.Root ?? "."))
        {
            if (!files.FolderExists(folder))
                throw CommandException.Usage($"{folder}: expected a folder, found none.");
        }
    }

    private static double Floor(string text) => ShareArgument.TryParse(text, out var share)
        ? share
        : throw CommandException.Usage($"--floor: expected a percentage such as {DefaultFloor}, found '{text}'.");

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
