using System.CommandLine;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Views;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight lines</c>: which lines cost most.</summary>
internal static class LinesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var command = new Command("lines", "Lists the lines that cost most.");
        var arguments = new ViewArguments().AddFilters(command).AddBase(command).AddInlines(command).AddRows(command);
        command.SetAction(parsed => Run(arguments.Read(parsed), context));
        return command;
    }

    /// <summary>Writes the table.</summary>
    public static int Run(ViewRequest request, CommandContext context) =>
        TopCommand.Run(request with { View = request.View with { Granularity = Granularity.Line } }, context);
}
