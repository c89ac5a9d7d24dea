using System.CommandLine;
using PerfInsight.Cli.Assistants;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight mcp</c>: answers coding assistants over standard input and output.</summary>
internal static class McpCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var root = new Option<string?>("--root") { Description = "The folder whose files may be asked about. [default: the current folder]", HelpName = "DIR" };
        var command = new Command("mcp", "Serves coding assistants by the Model Context Protocol, over standard input and output.") { root };
        command.SetAction(parsed => Run(parsed.GetValue(root), context));
        return command;
    }

    private static int Run(string? root, CommandContext context)
    {
        var folder = root ?? ".";
        if (folder.Length == 0 || !context.Files.FolderExists(folder))
            throw CommandException.Usage($"--root: expected a folder, found none at '{folder}'.");
        var files = new RootedFileSystem(Path.GetFullPath(folder, context.Files.CurrentFolder));
        context.Error.WriteLine($"perfinsight mcp: serving files below {files.CurrentFolder}");
        AssistantServer.RunAsync(files, context).GetAwaiter().GetResult();
        return ExitCode.Ok;
    }
}
