using System.CommandLine;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Views;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight tree</c>: the costliest functions between their callers and callees.</summary>
internal static class TreeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var command = new Command("tree", "Shows the functions that cost most between those that call them and those they call.");
        var arguments = new ViewArguments().AddFilters(command).AddBase(command).AddGranularity(command).AddRows(command);
        command.SetAction(parsed => Run(arguments.Read(parsed), context));
        return command;
    }

    /// <summary>Writes the functions.</summary>
    public static int Run(ViewRequest request, CommandContext context)
    {
        var profile = ProfileInput.Read(request, context);
        var graph = ProfileInput.Guard(request.Files, () => CallGraph.WithCalls(profile, request.View));
        var nodes = graph.Nodes.Take(request.Top).ToList();
        if (request.IsJson)
        {
            ViewJson.Write(graph, nodes, context.Out);
            return ExitCode.Ok;
        }

        ProfileHeadline.Write(context, request, profile, graph.SampleType, graph.ProfileTotal);
        CallsText.Write(graph, nodes, context);
        TopText.WriteRest(graph, request.Top, context.Out);
        return ExitCode.Ok;
    }
}
