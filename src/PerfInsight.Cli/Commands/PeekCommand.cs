using System.CommandLine;
using System.Text.RegularExpressions;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Views;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight peek</c>: who calls a function, and what it calls.</summary>
internal static class PeekCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var pattern = new Option<string>("--function", "-f") { Description = "Functions whose name this matches.", HelpName = "REGEX", Required = true };
        var command = new Command("peek", "Shows who calls a function, and what it calls, with what each call costs.");
        var arguments = new ViewArguments().AddFilters(command).AddBase(command).AddGranularity(command).AddSort(command);
        command.Add(pattern);
        command.SetAction(parsed => Run(arguments.Read(parsed), parsed.GetRequiredValue(pattern), context));
        return command;
    }

    /// <summary>Writes the functions that match.</summary>
    public static int Run(ViewRequest request, string pattern, CommandContext context)
    {
        var regex = Pattern(pattern);
        var profile = ProfileInput.Read(request, context);

        // All functions count, however little they cost: the one that was asked for may be small.
        var options = request.View with { MinNodeShare = 0, MinEdgeShare = 0 };
        var graph = ProfileInput.Guard(request.Files, () => CallGraph.WithCalls(profile, options));
        var nodes = graph.Nodes.Where(node => regex.IsMatch(node.Name)).ToList();
        if (nodes.Count == 0)
            throw CommandException.Usage($"--function: expected to match one of {graph.Nodes.Count} functions, found none that '{pattern}' matches.");
        if (request.IsJson)
        {
            ViewJson.Write(graph, nodes, context.Out);
            return ExitCode.Ok;
        }

        ProfileHeadline.Write(context, request, profile, graph.SampleType, graph.ProfileTotal);
        CallsText.Write(graph, nodes, context);
        return ExitCode.Ok;
    }

    private static Regex Pattern(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw CommandException.Usage($"--function: expected a regular expression, found '{pattern}': {exception.Message}");
        }
    }
}
