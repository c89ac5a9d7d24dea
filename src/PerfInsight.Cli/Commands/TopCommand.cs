using System.CommandLine;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Views;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight top</c>: what costs most in a profile.</summary>
internal static class TopCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var command = new Command("top", "Lists what costs most in a profile, itself and with all it calls.");
        var arguments = new ViewArguments().AddFilters(command).AddBase(command).AddGranularity(command).AddRows(command);
        command.SetAction(parsed => Run(arguments.Read(parsed), context));
        return command;
    }

    /// <summary>Writes the table.</summary>
    public static int Run(ViewRequest request, CommandContext context)
    {
        var profile = ProfileInput.Read(request, context);
        var graph = ProfileInput.Guard(request.Files, () => CallGraph.WithoutCalls(profile, request.View));
        if (request.IsJson)
        {
            ViewJson.Write(graph, graph.Nodes.Take(request.Top), context.Out);
            return ExitCode.Ok;
        }

        ProfileHeadline.Write(context, request, profile, graph.SampleType, graph.ProfileTotal);
        TopText.Write(graph, request.Top, request.View.Granularity.ToString().ToLowerInvariant(), request.View.Sort, context);
        return ExitCode.Ok;
    }
}
