using System.CommandLine;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.Diff;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.History;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Comparison;
using PerfInsight.Profiles;
using PerfInsight.Reporting.Flame;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight diff</c>: says which members surely cost more or less than before.</summary>
internal static class DiffCommand
{
    private const int DefaultTop = 20;

    /// <summary>Options of the command.</summary>
    /// <param name="Baseline">Profiles of the baseline.</param>
    /// <param name="Candidate">Profiles of the candidate.</param>
    internal sealed record Options(IReadOnlyList<string> Baseline, IReadOnlyList<string> Candidate)
    {
        /// <summary>How to compare.</summary>
        public ComparisonOptions Comparison { get; init; } = new();

        /// <summary>Rows at most.</summary>
        public int Top { get; init; } = DefaultTop;

        /// <summary>True to list what did not surely change.</summary>
        public bool All { get; init; }

        /// <summary>True for JSON.</summary>
        public bool Json { get; init; }

        /// <summary>A differential flame graph to write.</summary>
        public string? Flame { get; init; }

        /// <summary>A repository to look for commits in; null for none.</summary>
        public string? Repository { get; init; }

        /// <summary>The baseline's commit; null for the beginning.</summary>
        public string? Since { get; init; }

        /// <summary>The candidate's commit; null for the one that is checked out.</summary>
        public string? Until { get; init; }
    }

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var baseline = new Argument<string>("BASELINE") { Description = "Profile to compare with." };
        var candidate = new Argument<string>("CANDIDATE") { Description = "Profile to judge." };
        var moreBaseline = new Option<string[]>("--baseline") { Description = "Further profiles of the baseline.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var moreCandidate = new Option<string[]>("--candidate") { Description = "Further profiles of the candidate.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var sampleType = new Option<string?>("--sample-type", "-t") { Description = "What to compare, such as cpu or alloc_space. [default: the profile's]", HelpName = "KIND" };
        var mode = new Option<string?>("--per")
        {
            Description = "What costs are compared per: second, operation, share or run. [default: second where the profiles say how long they are, else run]",
            HelpName = "UNIT",
        };
        mode.AcceptOnlyFromAmong("second", "operation", "share", "run");
        var operations = new Option<string?>("--ops") { Description = "Operations that each side did, for --per operation: N, or BASELINE,CANDIDATE.", HelpName = "N" };
        var total = new Option<bool>("--total") { Description = "Judge members by what they cost with what they call. [default: without]" };
        var alpha = new Option<double>("--alpha") { Description = "Chance that a program that did not change has any member called changed.", HelpName = "P", DefaultValueFactory = _ => 0.05 };
        var top = new Option<int>("--top") { Description = "Rows at most.", HelpName = "N", DefaultValueFactory = _ => DefaultTop };
        var all = new Option<bool>("--all") { Description = "List members that did not surely change, too." };
        var json = new Option<bool>("--json") { Description = "Write JSON, all members." };
        var flame = new Option<string?>("--flame") { Description = "Write a differential flame graph, too: one HTML page.", HelpName = "FILE" };
        var repository = new Option<string?>("--repo") { Description = "List the commits of this git repository that touched members which changed.", HelpName = "DIR" };
        var since = new Option<string?>("--since") { Description = "Commit of the baseline, for --repo. [default: the beginning]", HelpName = "COMMIT" };
        var until = new Option<string?>("--until") { Description = "Commit of the candidate, for --repo. [default: HEAD]", HelpName = "COMMIT" };

        var command = new Command("diff", "Compares profiles: which members surely cost more or less, and why.")
        {
            baseline, candidate, moreBaseline, moreCandidate, sampleType, mode, operations, total, alpha, top, all, json, flame, repository, since, until,
        };
        command.SetAction(parsed =>
        {
            var (before, after) = OperationsArgument.Parse(parsed.GetValue(operations));
            var sides = new Options(
                [parsed.GetRequiredValue(baseline), .. parsed.GetValue(moreBaseline) ?? []], [parsed.GetRequiredValue(candidate), .. parsed.GetValue(moreCandidate) ?? []]);
            return Run(
                sides with
                {
                    Comparison = new ComparisonOptions
                    {
                        SampleType = parsed.GetValue(sampleType),
                        Mode = Mode(parsed.GetValue(mode), before > 0),
                        BaselineOperations = before,
                        CandidateOperations = after,
                        ByTotal = parsed.GetValue(total),
                        Alpha = parsed.GetValue(alpha) is > 0 and < 1 and var p ? p : throw CommandException.Usage("--alpha: expected a chance between 0 and 1, such as 0.05."),
                    },
                    Top = parsed.GetValue(top) is >= 1 and var rows ? rows : throw CommandException.Usage("--top: expected a number from 1."),
                    All = parsed.GetValue(all),
                    Json = parsed.GetValue(json),
                    Flame = parsed.GetValue(flame),
                    Repository = parsed.GetValue(repository),
                    Since = parsed.GetValue(since),
                    Until = parsed.GetValue(until),
                },
                context);
        });
        return command;
    }

    /// <summary>Compares and writes.</summary>
    public static int Run(Options options, CommandContext context)
    {
        if (options.Flame is { } output)
            OutputFile.CheckWritable(context.Files, output);
        if (options.Repository is null && (options.Since ?? options.Until) is not null)
            throw CommandException.Usage("--since, --until: expected the repository of the commits: --repo DIR.");
        using var range = options.Repository is { } folder ? CommitRange.Open(Path.GetFullPath(folder, context.Files.CurrentFolder), options.Since, options.Until) : null;
        ProfileData[] baseline = [.. options.Baseline.Select(file => ProfileInput.Read(file, context))];
        ProfileData[] candidate = [.. options.Candidate.Select(file => ProfileInput.Read(file, context))];
        DiffReport report;
        try
        {
            report = ProfileInput.Guard([.. options.Baseline, .. options.Candidate], () => DiffReport.Of(baseline, candidate, options.Comparison));
        }
        catch (ComparisonException exception)
        {
            throw CommandException.Usage($"{options.Baseline[0]} and {options.Candidate[0]} cannot be compared: {exception.Message}.");
        }

        if (range is not null)
        {
            var sources = candidate.Zip(options.Candidate, (profile, file) => ProfileInput.WithLines(file, profile, options.Repository, [], context));
            report = report with { History = new RangeHistory(range.Name, range.Note, ChangedMembers.Of(report.Comparison, [.. sources], range)) };
        }

        if (options.Json)
            DiffJson.Write(report, context.Out);
        else
            new DiffText(report, options.Top, options.All, context.OutWidth).Write(context.Out);
        if (options.Flame is { } page)
            WriteFlame(page, options, report, context);
        return ExitCode.Ok;
    }

    private static void WriteFlame(string file, Options options, DiffReport report, CommandContext context)
    {
        var graph = FlameGraphBuilder.Compare(
            report.Baseline, report.Candidate, $"{Path.GetFileName(options.Baseline[0])} → {Path.GetFileName(options.Candidate[0])}",
            report.Comparison.SampleType.Kind, isScaled: report.Comparison.Mode != ComparisonMode.Absolute);
        OutputFile.Write(context.Files, file, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            FlamePage.Write(graph, writer);
            return 0;
        });
        context.Error.WriteLine($"{file}: differential flame graph");
    }

    private static ComparisonMode? Mode(string? text, bool hasOperations) => text switch
    {
        "second" => ComparisonMode.PerSecond,
        "operation" => ComparisonMode.PerOperation,
        "share" => ComparisonMode.Share,
        "run" => ComparisonMode.Absolute,
        _ => hasOperations ? ComparisonMode.PerOperation : null,
    };
}
