using System.CommandLine;
using System.Globalization;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Growth;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Cli.Repositories;
using PerfInsight.Cli.Summarize;
using PerfInsight.Comparison;
using PerfInsight.Profiles;
using PerfInsight.Summaries;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight scale</c>: says which members cost more than in proportion to the input.</summary>
internal static class ScaleCommand
{
    private const int DefaultTop = 20;

    private const string Example = "perfinsight scale 1000=a.nettrace 2000=b.nettrace 4000=c.nettrace";

    /// <summary>Options of the command.</summary>
    /// <param name="Profiles">Profiles, each <c>SIZE=file</c>.</param>
    internal sealed record Options(IReadOnlyList<string> Profiles)
    {
        /// <summary>Kind of the sample type; null for the profile's own.</summary>
        public string? SampleType { get; init; }

        /// <summary>True to judge members by their total.</summary>
        public bool ByTotal { get; init; }

        /// <summary>Rows at most.</summary>
        public int Top { get; init; } = DefaultTop;

        /// <summary>True to list members that do not surely grow faster than the input.</summary>
        public bool All { get; init; }

        /// <summary>True for JSON.</summary>
        public bool Json { get; init; }

        /// <summary>The summary to write the exponents into; null for none.</summary>
        public string? Summary { get; init; }

        /// <summary>Name of its scenario; null for the name of the file of the largest input.</summary>
        public string? Name { get; init; }

        /// <summary>The repository; null for git's, or the current folder.</summary>
        public string? Root { get; init; }

        /// <summary>Folders to search for dlls and PDBs.</summary>
        public IReadOnlyList<string> Symbols { get; init; } = [];
    }

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var profiles = new Argument<string[]>("SIZE=PROFILE")
        {
            Description = "Profiles of the same work on inputs of different sizes, three sizes at least; a size may come more than once.",
            Arity = ArgumentArity.OneOrMore,
        };
        var sampleType = new Option<string?>("--sample-type", "-t") { Description = "What to fit, such as cpu or alloc_space. [default: the profile's]", HelpName = "KIND" };
        var total = new Option<bool>("--total") { Description = "Judge members by what they cost with what they call. [default: without]" };
        var top = new Option<int>("--top") { Description = "Rows at most.", HelpName = "N", DefaultValueFactory = _ => DefaultTop };
        var all = new Option<bool>("--all") { Description = "List members that do not surely grow faster than the input, too." };
        var json = new Option<bool>("--json") { Description = "Write JSON, all members." };
        var summary = new Option<string?>("--summary") { Description = $"Put the largest input's hotspots with their exponents into this summary, *{SummaryFormat.FileSuffix}.", HelpName = "FILE" };
        var name = new Option<string?>("--name") { Description = "Name of the scenario in the summary. [default: the largest input's file]", HelpName = "NAME" };
        var root = new Option<string?>("--root") { Description = "The repository that the program was built from. [default: git's, or the current folder]", HelpName = "DIR" };
        var symbols = new Option<string[]>("--symbols") { Description = "Folders with the dlls and PDBs that ran.", HelpName = "DIR", AllowMultipleArgumentsPerToken = true };
        var command = new Command("scale", "Fits cost = a·n^b for each member, and names those that grow faster than the input.")
        {
            profiles, sampleType, total, top, all, json, summary, name, root, symbols,
        };
        command.SetAction(parsed => Run(
            new Options(parsed.GetRequiredValue(profiles))
            {
                SampleType = parsed.GetValue(sampleType),
                ByTotal = parsed.GetValue(total),
                Top = parsed.GetValue(top) is >= 1 and var rows ? rows : throw CommandException.Usage("--top: expected a number from 1."),
                All = parsed.GetValue(all),
                Json = parsed.GetValue(json),
                Summary = parsed.GetValue(summary),
                Name = parsed.GetValue(name),
                Root = parsed.GetValue(root),
                Symbols = parsed.GetValue(symbols) ?? [],
            },
            context));
        return command;
    }

    /// <summary>Fits and writes.</summary>
    public static int Run(Options options, CommandContext context)
    {
        var inputs = options.Profiles.Select(Parse).ToList();
        if (options.Summary is { } output)
            Check(output, context.Files);
        var files = inputs.ConvertAll(input => input.File);
        var profiles = inputs.ConvertAll(input => new SizedProfile(input.Size, ProfileInput.Read(input.File, context)));
        try
        {
            var growth = ProfileInput.Guard(files, () => ProfileGrowth.Measure(profiles, options.SampleType, options.ByTotal));
            if (options.Json)
                GrowthJson.Write(growth, context.Out);
            else
                new GrowthText(growth, options.Top, options.All, context.OutWidth).Write(context.Out);
            if (options.Summary is { } file)
                WriteSummary(file, options, inputs.MaxBy(input => input.Size).File, profiles, files, context);
        }
        catch (ComparisonException exception)
        {
            throw CommandException.Usage($"{string.Join(", ", files)}: {exception.Message}. As in: {Example}");
        }

        return ExitCode.Ok;
    }

    private static void WriteSummary(string file, Options options, string largest, List<SizedProfile> profiles, List<string> files, CommandContext context)
    {
        var others = profiles.FindIndex(profile => profile.Profile is not Profile { Info.SourceFormat: ProfileInput.NetTrace });
        if (others >= 0)
            throw CommandException.Unreadable(files[others], "expected a trace (*.nettrace), as a summary is made of; other formats do not say which method of which build it was.");
        var earlier = context.Files.FileExists(file) ? SummaryFile.Read(context.Files, file) : null;
        var (root, commit) = GitRepository.RootAndCommit(options.Root, null, context);
        var scenario = new Summarizer(context, root, options.Symbols) { Commit = commit, Floor = SummaryOptions.Default.Floor }
            .Growth(options.Name ?? Path.GetFileNameWithoutExtension(largest), profiles, files);
        var summary = GrowthSummary.Put(earlier, scenario);
        OutputFile.Write(context.Files, file, stream =>
        {
            Summarizer.Write(summary, stream);
            return 0;
        });
        var grown = scenario.Methods.Count(method => method.Growth is not null);
        context.Error.WriteLine($"{file}: {scenario.Methods.Count} hotspots in '{scenario.Name}', {grown} of them with an exponent");
    }

    private static void Check(string output, IFileSystem files)
    {
        if (!output.EndsWith(SummaryFormat.FileSuffix, StringComparison.Ordinal))
            throw CommandException.Usage($"{output}: expected a name that ends in {SummaryFormat.FileSuffix}, by which the analyzers find it.");
        OutputFile.CheckWritable(files, output);
    }

    private static (double Size, string File) Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < text.Length - 1
            && double.TryParse(text.AsSpan(0, equals), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var size)
            && size > 0 && double.IsFinite(size)
            ? (size, text[(equals + 1)..])
            : throw CommandException.Usage($"{text}: expected SIZE=PROFILE with a number above 0, as in: {Example}");
    }
}
