using System.CommandLine;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Views;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight info</c>: what a profile is and holds.</summary>
internal static class InfoCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var command = new Command("info", "Says what a profile is and holds: format, time, sample types, labels, binaries.");
        var arguments = new ViewArguments().AddFiles(command);
        command.SetAction(parsed => Run(arguments.Read(parsed), context));
        return command;
    }

    /// <summary>Writes the facts.</summary>
    public static int Run(ViewRequest request, CommandContext context)
    {
        var profile = ProfileInput.ReadSamples(request.Files, context);
        var facts = ProfileInput.Guard(request.Files, () => ProfileFacts.Of(profile));
        if (request.IsJson)
            ViewJson.Write(facts, context.Out);
        else
            InfoText.Write(facts, context);
        return ExitCode.Ok;
    }
}
