using System.CommandLine;
using System.Text;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Gating;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;
using PerfInsight.Gating.Waivers;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight waive</c>: accepts one finding of a report for a while.</summary>
internal static class WaiveCommand
{
    private const long MaxYaml = 1024 * 1024;

    /// <summary>Options of the command.</summary>
    /// <param name="Report">Report, as <c>perfinsight ci --json</c> wrote it.</param>
    /// <param name="Finding">Id of the finding, or its beginning.</param>
    internal sealed record Options(string Report, string Finding)
    {
        /// <summary>Why.</summary>
        public required string Reason { get; init; }

        /// <summary>Who answers for it.</summary>
        public required string Owner { get; init; }

        /// <summary>The issue.</summary>
        public required string Issue { get; init; }

        /// <summary>Last day on which it holds.</summary>
        public required string Expires { get; init; }

        /// <summary>What it may measure at most; null for what it measured, rounded up to a whole percent.</summary>
        public string? Ceiling { get; init; }

        /// <summary>The day that it is; null for that of the clock, in UTC.</summary>
        public DateOnly? Today { get; init; }

        /// <summary>File to write to.</summary>
        public required string File { get; init; }
    }

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var report = new Argument<string>("REPORT") { Description = "Report, as 'perfinsight ci --json' wrote it." };
        var finding = new Argument<string>("FINDING") { Description = "Id of the finding in it, or the beginning of it." };
        var reason = Required("--reason", "Why it is accepted.", "TEXT");
        var owner = Required("--owner", "Who answers for it.", "NAME");
        var issue = Required("--issue", "Where it is worked on: a link or a number.", "LINK");
        var expires = Required("--expires", "Last day on which the waiver holds.", "YYYY-MM-DD");
        var ceiling = new Option<string?>("--ceiling") { Description = "What it may measure at most: a growth (+60%) or a share (8%). [default: what was measured, rounded up]", HelpName = "PERCENT" };
        var file = new Option<string>("--waivers") { Description = "File to write the row to.", HelpName = "FILE", DefaultValueFactory = _ => CiInputs.WaiverFile };
        var today = DayArgument.Today();
        var command = new Command("waive", "Accepts one finding of a report for a while: writes a row to the waivers.") { report, finding, reason, owner, issue, expires, ceiling, file, today };
        command.SetAction(parsed => Run(
            new Options(parsed.GetRequiredValue(report), parsed.GetRequiredValue(finding))
            {
                Reason = parsed.GetRequiredValue(reason),
                Owner = parsed.GetRequiredValue(owner),
                Issue = parsed.GetRequiredValue(issue),
                Expires = parsed.GetRequiredValue(expires),
                Ceiling = parsed.GetValue(ceiling),
                Today = DayArgument.Parse("--today", parsed.GetValue(today)),
                File = parsed.GetRequiredValue(file),
            },
            context));
        return command;
    }

    /// <summary>Writes the row.</summary>
    public static int Run(Options options, CommandContext context)
    {
        var finding = ReportedFinding.Find(options.Report, options.Finding, static finding => finding.Verdict is FindingVerdict.Fail or FindingVerdict.Warning or FindingVerdict.Inconclusive, context.Files);
        if (finding.Verdict is FindingVerdict.Note or FindingVerdict.Waived || finding.Gate == GateIds.Waiver)
            throw CommandException.Usage($"{finding.Id}: '{finding.Title}' needs no waiver.");
        var expires = DayArgument.Parse("--expires", options.Expires)!.Value;
        if (expires < (options.Today ?? DateOnly.FromDateTime(context.Clock.GetUtcNow().UtcDateTime)))
            throw CommandException.Usage($"--expires: expected a day to come, found {options.Expires}.");
        var (ceiling, isGrowth) = Ceiling(options.Ceiling, finding);
        var row = new WaiverRow(
            finding.Gate, finding.Subject.Name, finding.Metric, ceiling, isGrowth, options.Reason, options.Owner, options.Issue, expires, new SourcePlace(options.File, 1));
        var before = context.Files.FileExists(options.File) ? InputFile.ReadText(context.Files, options.File, "waivers", MaxYaml) : null;
        var after = CiInputs.Guard(() => WaiverWriter.Append(before, row, options.File), "nothing was written");
        OutputFile.Write(context.Files, options.File, stream =>
        {
            stream.Write(Encoding.UTF8.GetBytes(after));
            return 0;
        });
        context.Out.WriteLine($"{options.File}: {finding.Title} is waived until {options.Expires} up to {WaiverWriter.Ceiling(ceiling, isGrowth)}.");
        return ExitCode.Ok;
    }

    private static (double Ceiling, bool IsGrowth) Ceiling(string? given, GateFinding finding)
    {
        if (given is null)
        {
            var isGrowth = double.IsFinite(finding.Growth) && finding.Gate != GateIds.NewHotspot;
            var measured = isGrowth ? finding.Growth : finding.Share;
            return double.IsFinite(measured)
                ? (Math.Ceiling((measured * 100) - 1e-9) / 100, isGrowth)
                : throw CommandException.Usage($"{finding.Id}: '{finding.Title}' has nothing that a ceiling could be of: say one with --ceiling.");
        }

        var grows = given.StartsWith('+');
        return Amount.TryPercent(grows ? given[1..] : given, out var share)
            ? (share, grows)
            : throw CommandException.Usage($"--ceiling: expected a growth such as +60%, or a share of all such as 8%, found '{given}'.");
    }

    private static Option<string> Required(string name, string description, string help) => new(name) { Description = description, HelpName = help, Required = true };
}
