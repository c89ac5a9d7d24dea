using System.CommandLine;
using PerfInsight.Cli.Demo;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight demo</c>: the whole loop on a sample program.</summary>
internal static class DemoCommand
{
    /// <summary>Options of the command.</summary>
    /// <param name="Work">An empty or new folder to work in; null for a temporary one.</param>
    /// <param name="Keep">True to leave the folder behind.</param>
    internal sealed record Options(string? Work = null, bool Keep = false);

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var keep = new Option<bool>("--keep") { Description = "Leave the folder behind, to look around in." };
        var work = new Option<string?>("--work")
        {
            Description = "An empty or new folder to work in, instead of a temporary one.",
            HelpName = "DIR",
        };
        var command = new Command("demo", "Shows the whole loop on a sample program, in a folder of its own; takes two minutes.")
        {
            keep, work,
        };
        command.SetAction(parsed => Run(new Options(parsed.GetValue(work), parsed.GetValue(keep)), context));
        return command;
    }

    /// <summary>Runs the demo; the folder is removed however it ends.</summary>
    public static int Run(Options options, CommandContext context)
    {
        var assets = DemoAssets.Find(AppContext.BaseDirectory);
        using var workspace = DemoWorkspace.Create(assets, options.Work, options.Keep);
        var exitCode = new DemoRun(context, workspace).Run();
        if (options.Keep)
            context.Out.WriteLine($"Kept: {workspace.Root}");
        return exitCode;
    }
}
