using System.CommandLine;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Views;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight tags</c>: what the samples under each label cost.</summary>
internal static class TagsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var command = new Command("tags", "Adds up the samples under each label, such as an endpoint or an allocated type.");
        var arguments = new ViewArguments().AddFilters(command).AddBase(command).AddTop(command);
        command.SetAction(parsed => Run(arguments.Read(parsed), context));
        return command;
    }

    /// <summary>Writes the labels.</summary>
    public static int Run(ViewRequest request, CommandContext context)
    {
        var profile = ProfileInput.Read(request, context);
        var tags = ProfileInput.Guard(request.Files, () => TagTable.Of(profile, request.View));
        if (request.IsJson)
        {
            ViewJson.Write(tags, request.Top, context.Out);
            return ExitCode.Ok;
        }

        ProfileHeadline.Write(context, request, profile, tags.SampleType, tags.ProfileTotal);
        TagsText.Write(tags, request.Top, context);
        return ExitCode.Ok;
    }
}
