using System.CommandLine;
using System.CommandLine.Parsing;
using PerfInsight.Cli.Commands;
using PerfInsight.Views;

namespace PerfInsight.Cli;

/// <summary>The tool as a function of its arguments and a context.</summary>
internal static class CommandLine
{
    /// <summary>Parses <paramref name="args"/>, runs the command and returns its exit code.</summary>
    public static int Run(IReadOnlyList<string> args, CommandContext context)
    {
        // A path that begins with '@' is a path, not a file of arguments.
        var parsed = Create(context).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var message in Messages(parsed))
                context.Error.WriteLine(message);
            context.Error.WriteLine($"Help: {CommandPath(parsed)} --help");
            return ExitCode.Usage;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = context.Out,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (CommandException exception)
        {
            context.Error.WriteLine(exception.Message);
            if (exception.ExitCode == ExitCode.Usage)
                context.Error.WriteLine($"Help: {CommandPath(parsed)} --help");
            return exception.ExitCode;
        }
        catch (ViewException exception)
        {
            context.Error.WriteLine(exception.Message + ".");
            context.Error.WriteLine($"Help: {CommandPath(parsed)} --help");
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (context.Interrupted.IsCancellationRequested)
        {
            context.Error.WriteLine("Stopped.");
            return ExitCode.Interrupted;
        }
    }

    /// <summary>The commands, in the order in which a user meets them.</summary>
    public static RootCommand Create(CommandContext context) =>
        new("Tells what a profile of a .NET program says is slow, at the line of C# that causes it.")
        {
            CollectCommand.Create(context),
            SummarizeCommand.Create(context),
            HotspotsCommand.Create(context),
            DiffCommand.Create(context),
            ScaleCommand.Create(context),
            AnalyzeCommand.Create(context),
            ExplainCommand.Create(context),
            TopCommand.Create(context),
            LinesCommand.Create(context),
            PeekCommand.Create(context),
            TreeCommand.Create(context),
            TagsCommand.Create(context),
            TracesCommand.Create(context),
            FlameCommand.Create(context),
            InfoCommand.Create(context),
            MergeCommand.Create(context),
            ConvertCommand.Create(context),
            BenchCommand.Create(context),
            CiCommand.Create(context),
            WaiveCommand.Create(context),
            InitCommand.Create(context),
            IntakeCommand.Create(context),
            McpCommand.Create(context),
            DemoCommand.Create(context),
        };

    private static IEnumerable<string> Messages(ParseResult parsed)
    {
        if (parsed.CommandResult.Command is not RootCommand root)
            return parsed.Errors.Select(static error => error.Message);
        var commands = string.Join(", ", root.Subcommands.Select(static command => command.Name));
        return
        [
            parsed.UnmatchedTokens is [var token, ..]
                ? $"Expected a command ({commands}), found '{token}'."
                : $"Expected a command: {commands}.",
        ];
    }

    private static string CommandPath(ParseResult parsed)
    {
        var path = "perfinsight";
        foreach (var name in Names(parsed.CommandResult).Reverse())
            path += " " + name;
        return path;
    }

    // The command and those that it belongs to, without the root.
    private static IEnumerable<string> Names(SymbolResult? result)
    {
        for (; result is not null; result = result.Parent)
        {
            if (result is CommandResult { Command: var command and not RootCommand })
                yield return command.Name;
        }
    }
}
