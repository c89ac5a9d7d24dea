using System.CommandLine;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.Gating;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Comparison;
using PerfInsight.Gating;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight ci</c>: decides a pull request by its profiles and benchmarks, and says why.</summary>
internal static class CiCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var baseline = Files("--baseline", "Profiles and results of benchmarks before the change; a folder stands for the files in and below it.");
        var candidate = Files("--candidate", "The same after the change.");
        var config = Text("--config", $"The policy. [default: {CiInputs.PolicyFile} where there is one, else the defaults]", "FILE");
        var waivers = Text("--waivers", $"The waivers. [default: {CiInputs.WaiverFile} where there is one]", "FILE");
        var changes = Text("--changes", "The change: a diff (a file), or the branch or commit that it goes into.", "DIFF|COMMIT");
        var history = Files("--history", "Results of benchmarks of earlier runs, the oldest first, for trends; a folder is one run.");
        var summary = Files("--summary", "Summaries (*.perfinsight.json) of the candidate, for places in source where profiles have none.");
        var diagnostics = Files("--diagnostics", "SARIF logs of a build with the analyzers, for the rules and fixes at a finding.");
        var operations = Text("--ops", "Operations that each side's profiles saw, for a policy 'per: operation': N, or BASELINE,CANDIDATE.", "N");
        var today = DayArgument.Today();
        var archive = Text("--archive", "Keep the inputs in a folder, under their content hash.", "FOLDER");
        var dashboard = Text("--dashboard", "What was updated on the dashboard, such as a link, for the definition of done.", "TEXT");
        var prove = new Option<bool>("--prove") { Description = "Inject regressions, and fail where the gate does not report them." };
        var json = Text("--json", "Write the report as JSON.", "FILE");
        var markdown = Text("--markdown", "Write the report as Markdown, for a comment on the pull request.", "FILE");
        var sarif = Text("--sarif", "Write the report as SARIF 2.1.0, for code scanning.", "FILE");
        var junit = Text("--junit", "Write the report as JUnit XML, for the test page of a build server.", "FILE");
        var html = Text("--html", "Write the report as one HTML page that needs no network: findings, flame graph, trends.", "FILE");
        var github = new Option<bool>("--github") { Description = "Write the job summary and annotations of GitHub Actions, and perfinsight.sarif, .md, .json and .html unless named." };
        var all = new Option<bool>("--all") { Description = "Show all findings, with their evidence." };

        var command = new Command("ci", "Decides a pull request by its profiles and benchmarks, and says why.")
        {
            baseline, candidate, config, waivers, changes, history, summary, diagnostics, operations, today, archive, dashboard, prove, json, markdown, sarif, junit, html, github, all,
        };
        command.SetAction(parsed => Run(
            new CiOptions(parsed.GetValue(baseline) ?? [], parsed.GetValue(candidate) ?? [])
            {
                Config = parsed.GetValue(config),
                Waivers = parsed.GetValue(waivers),
                Changes = parsed.GetValue(changes),
                History = parsed.GetValue(history) ?? [],
                Summaries = parsed.GetValue(summary) ?? [],
                Diagnostics = parsed.GetValue(diagnostics) ?? [],
                Operations = OperationsArgument.Parse(parsed.GetValue(operations)),
                Today = DayArgument.Parse("--today", parsed.GetValue(today)),
                Archive = parsed.GetValue(archive),
                Dashboard = parsed.GetValue(dashboard),
                Prove = parsed.GetValue(prove),
                Json = parsed.GetValue(json) ?? (parsed.GetValue(github) ? "perfinsight.json" : null),
                Markdown = parsed.GetValue(markdown) ?? (parsed.GetValue(github) ? "perfinsight.md" : null),
                Sarif = parsed.GetValue(sarif) ?? (parsed.GetValue(github) ? "perfinsight.sarif" : null),
                JUnit = parsed.GetValue(junit),
                Html = parsed.GetValue(html) ?? (parsed.GetValue(github) ? "perfinsight.html" : null),
                Github = parsed.GetValue(github),
                All = parsed.GetValue(all),
            },
            context));
        return command;
    }

    /// <summary>Decides, and writes the report.</summary>
    public static int Run(CiOptions options, CommandContext context)
    {
        if (options.Baseline.Count == 0 || options.Candidate.Count == 0)
            throw CommandException.Usage("expected --baseline FILE… and --candidate FILE…, profiles or results of benchmarks.");
        ReportFiles.CheckWritable(options, context.Files);
        var request = CiInputs.Read(options, context);

        // Stored before it is judged: a run that fails is a measurement too.
        if (options.Archive is { } folder)
            Archive.Keep(request.Files, folder, context.Files);
        var report = Decide(request);
        ReportFiles.Write(report, request, options, context);
        new GateText(report, options, context.OutWidth, context.HasColor).Write(context.Out);
        return report.ExitCode;
    }

    private static GateReport Decide(GateRequest request)
    {
        var profiles = request.Files.Where(static file => file.Role is InputRole.BaselineProfile or InputRole.CandidateProfile).Select(static file => file.Path).ToList();
        try
        {
            return ProfileInput.Guard(profiles, () => Gate.Decide(request));
        }
        catch (ComparisonException exception)
        {
            throw CommandException.Unreadable(string.Join(", ", profiles), $"cannot be compared: {exception.Message}.");
        }
    }

    private static Option<string[]> Files(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE", AllowMultipleArgumentsPerToken = true };

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };
}
