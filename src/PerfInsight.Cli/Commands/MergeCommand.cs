using System.CommandLine;
using PerfInsight.Cli.Commands.Arguments;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight merge</c>: one profile of several.</summary>
internal static class MergeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var command = new Command("merge", "Adds profiles up, of any formats, into one.");
        var arguments = new OutputArguments(command, "Profiles to add up.", isOne: false);
        command.SetAction(parsed => ConvertCommand.Run(arguments.Read(parsed), context));
        return command;
    }
}
