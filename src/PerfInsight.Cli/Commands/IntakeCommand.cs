using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.Gating;
using PerfInsight.Cli.Processes;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Cli.Repositories;
using PerfInsight.Comparison;
using PerfInsight.Gating;
using PerfInsight.Gating.Intake;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight intake</c>: makes a hypothesis of an alarm: what is known, and what to look at next.</summary>
internal static class IntakeCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context) =>
        new("intake", "Makes a hypothesis of an alarm: what is suspected, what is known, what to look at next.")
        {
            Slo(context),
            Sides(context, "bench", "Results of benchmarks differ.", Intakes.BenchTrigger, static (request, trigger, _) => Intakes.Bench(request, trigger)),
            Sides(context, "drift", "A profile drifted: a member became hot.", Intakes.DriftTrigger, static (request, trigger, context) => WithCommits(Intakes.Drift(request, trigger), context)),
            Sides(context, "cost", "CPU time costs more.", Intakes.CostTrigger, static (request, trigger, _) => Intakes.Cost(request, trigger)),
        };

    private static Command Slo(CommandContext context)
    {
        var before = new Argument<string>("BEFORE") { Description = "p95 latency before, such as 120ms." };
        var now = new Argument<string>("NOW") { Description = "p95 latency now." };
        var tag = new Option<string>("--tag") { Description = "Label of the endpoint in profiles.", HelpName = "KEY=VALUE", DefaultValueFactory = _ => "" };
        var profile = new Option<string?>("--profile") { Description = "A profile of now, to list the hotspots of the endpoint.", HelpName = "FILE" };
        var (trigger, json) = (Trigger(Intakes.SloTrigger), JsonOption());
        var command = new Command("slo", "An alert of a service level: a latency rose.") { before, now, tag, profile, trigger, json };
        command.SetAction(parsed =>
        {
            var label = parsed.GetRequiredValue(tag);
            if (label.Length > 0 && label.IndexOf('=') <= 0)
                throw CommandException.Usage($"--tag: expected KEY=VALUE, such as endpoint=/checkout, found '{label}'.");
            var file = parsed.GetValue(profile);
            var limit = Share(parsed.GetRequiredValue(trigger));
            var (from, to) = (Seconds("BEFORE", parsed.GetRequiredValue(before)), Seconds("NOW", parsed.GetRequiredValue(now)));
            var read = file is null ? null : ProfileInput.Read(file, context);
            return Write(ProfileInput.Guard([file ?? ""], () => Intakes.Slo(from, to, label, read, file ?? "", limit)), parsed.GetValue(json), context);
        });
        return command;
    }

    private static Command Sides(CommandContext context, string name, string description, double usual, Func<GateRequest, double, CommandContext, Hypothesis> make)
    {
        var baseline = new Argument<string>("BASELINE") { Description = "Before: a file, or a folder of them." };
        var candidate = new Argument<string>("CANDIDATE") { Description = "Now: a file, or a folder of them." };
        var (trigger, json) = (Trigger(usual), JsonOption());
        var command = new Command(name, description) { baseline, candidate, trigger, json };
        command.SetAction(parsed =>
        {
            var (from, to) = (parsed.GetRequiredValue(baseline), parsed.GetRequiredValue(candidate));
            var request = CiInputs.Read(new CiOptions([from], [to]), context);
            var isBench = name == "bench";
            if (isBench ? request.BaselineBenchmarks.Count == 0 || request.CandidateBenchmarks.Count == 0 : request.BaselineProfiles.Count == 0 || request.CandidateProfiles.Count == 0)
                throw CommandException.Unreadable($"{from}, {to}", $"expected {(isBench ? "results of benchmarks" : "profiles")} of both sides.");
            try
            {
                var made = ProfileInput.Guard([from, to], () => make(request, Share(parsed.GetRequiredValue(trigger)), context));
                return Write(made with { Next = [.. made.Next.Select(command => command.Replace("BASELINE", from, StringComparison.Ordinal).Replace("CANDIDATE", to, StringComparison.Ordinal))] }, parsed.GetValue(json), context);
            }
            catch (ComparisonException exception)
            {
                throw CommandException.Unreadable($"{from}, {to}", $"cannot be compared: {exception.Message}.");
            }
        });
        return command;
    }

    private static int Write(Hypothesis hypothesis, bool isJson, CommandContext context)
    {
        if (isJson)
        {
            context.Out.WriteLine(JsonSerializer.Serialize(hypothesis, Json));
            return ExitCode.Ok;
        }

        context.Out.WriteLine($"{hypothesis.Source}: {(hypothesis.IsTriggered ? "raised" : "not raised")} ({hypothesis.Trigger})");
        context.Out.WriteLine($"  suspected  {hypothesis.What}");
        foreach (var line in hypothesis.Evidence)
            context.Out.WriteLine($"  known      {line}");
        foreach (var line in hypothesis.Next)
            context.Out.WriteLine($"  next       {line}");
        return ExitCode.Ok;
    }

    private static double Seconds(string argument, string text) => DurationArgument.TryParse(text, out var duration)
        ? duration.TotalSeconds
        : throw CommandException.Usage($"{argument}: expected a duration such as 120ms or 1.5s, found '{text}'.");

    // Code archaeology: in a repository, the commits themselves.
    private static Hypothesis WithCommits(Hypothesis hypothesis, CommandContext context)
    {
        if (GitRepository.Root(context.Processes, context.Files.CurrentFolder, context.Interrupted) is not { } root)
            return hypothesis;
        var commits = hypothesis.Next.Where(static command => command.StartsWith("git log ", StringComparison.Ordinal))
            .Select(command => context.Processes.Run(new ProcessRequest("git", command.Split(' ')[1..], root), context.Interrupted))
            .SelectMany(static result => result is { ExitCode: 0 } ? result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries) : []).Distinct().Take(10);
        return hypothesis with { Evidence = [.. hypothesis.Evidence, .. commits.Select(static commit => $"commit {commit}")] };
    }

    private static Option<double> Trigger(double usual) => new("--trigger") { Description = "Percent from which on it is raised.", HelpName = "PERCENT", DefaultValueFactory = _ => usual * 100 };

    private static Option<bool> JsonOption() => new("--json") { Description = "Write the record as JSON." };

    private static double Share(double percent) =>
        percent > 0 && double.IsFinite(percent) ? percent / 100 : throw CommandException.Usage(string.Create(CultureInfo.InvariantCulture, $"--trigger: expected a percentage above 0, such as 20, found {percent}."));
}
