using System.CommandLine;
using System.Text.Json;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Reporting.Flame;
using PerfInsight.Units;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight flame</c>: a profile as one page to look into.</summary>
internal static class FlameCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var output = new Option<string>("--output", "-o") { Description = "The page to write.", HelpName = "FILE.html", Required = true };
        var command = new Command("flame", "Writes a flame graph: one HTML page that needs no network.") { output };
        var arguments = new ViewArguments().AddFilters(command);
        command.SetAction(parsed => Run(arguments.Read(parsed), parsed.GetRequiredValue(output), context));
        return command;
    }

    /// <summary>Writes the page.</summary>
    public static int Run(ViewRequest request, string output, CommandContext context)
    {
        OutputFile.CheckWritable(context.Files, output);
        var profile = ProfileInput.Read(request.Files, context);
        var title = string.Join(" + ", request.Files.Select(Path.GetFileName));
        var graph = ProfileInput.Guard(request.Files, () => FlameGraphBuilder.Of(profile, title, request.View));
        var bytes = OutputFile.Write(context.Files, output, stream =>
        {
            var counting = new CountingStream(stream);
            using (var writer = new StreamWriter(counting, leaveOpen: true))
                FlamePage.Write(graph, writer);
            return counting.Count;
        });
        context.Out.WriteLine(request.IsJson
            ? JsonSerializer.Serialize(new { output, frames = graph.Parents.Count, omitted = graph.Omitted, bytes })
            : $"{output}: {QuantityText.Count(graph.Parents.Count)} frames, {QuantityText.Bytes(bytes)}");
        return ExitCode.Ok;
    }
}
