using System.CommandLine;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Hotspots;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight hotspots</c>: the table of a summary.</summary>
internal static class HotspotsCommand
{
    /// <summary>Options of the command.</summary>
    /// <param name="File">The summary.</param>
    /// <param name="Top">How many hotspots of a scenario are listed.</param>
    /// <param name="Order">What they are ranked by.</param>
    /// <param name="Scenario">The only scenario to show; null for all.</param>
    internal sealed record Options(string File, int Top = 20, HotspotOrder Order = HotspotOrder.Cpu, string? Scenario = null);

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "The summary, *.perfinsight.json." };
        var top = new Option<int>("--top")
        {
            Description = "How many hotspots to list.",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };
        top.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value < 1)
                result.AddError("--top: expected a number from 1 on.");
        });
        var sort = new Option<string>("--sort")
        {
            Description = "What to rank by.",
            HelpName = "cpu|bytes|waits",
            DefaultValueFactory = _ => "cpu",
        };
        sort.AcceptOnlyFromAmong("cpu", "bytes", "waits");
        var scenario = new Option<string?>("--scenario") { Description = "Show this scenario alone.", HelpName = "NAME" };

        var command = new Command("hotspots", "Lists where the time and the bytes of a profile go.") { file, top, sort, scenario };
        command.SetAction(parsed => Run(
            new Options(
                parsed.GetRequiredValue(file),
                parsed.GetValue(top),
                Enum.Parse<HotspotOrder>(parsed.GetRequiredValue(sort), ignoreCase: true),
                parsed.GetValue(scenario)),
            context));
        return command;
    }

    /// <summary>Writes the tables.</summary>
    public static int Run(Options options, CommandContext context)
    {
        var summary = SummaryFile.Read(context.Files, options.File);
        var scenarios = summary.Scenarios.Where(scenario => options.Scenario is null || scenario.Name == options.Scenario).ToList();
        if (scenarios.Count == 0)
        {
            throw CommandException.Unreadable(options.File, options.Scenario is null
                ? "expected at least one scenario, found none. Write it again: perfinsight summarize trace.nettrace"
                : $"expected a scenario '{options.Scenario}', found {string.Join(", ", summary.Scenarios.Select(s => $"'{s.Name}'"))}.");
        }

        foreach (var scenario in scenarios)
        {
            new HotspotTable(scenario, options.Order, options.Top, context.OutWidth).Write(context.Out);
            context.Out.WriteLine();
        }

        context.Out.WriteLine(
            "CPU, bytes, waits (of the wall time): the member and the framework code it calls. "
            + "total: with all that it calls. self: itself alone.");
        context.Out.WriteLine("Next: build with the package PerfInsight.Analyzers, and the causes stand at their lines as warnings.");
        return ExitCode.Ok;
    }
}
