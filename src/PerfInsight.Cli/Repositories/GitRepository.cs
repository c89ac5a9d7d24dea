using PerfInsight.Cli.Processes;

namespace PerfInsight.Cli.Repositories;

/// <summary>What git tells about a folder. Without git, or outside a repository, it tells nothing.</summary>
internal static class GitRepository
{
    /// <summary>The top folder of the working tree that <paramref name="folder"/> is in, null outside of one.</summary>
    public static string? Root(IProcessRunner processes, string folder, CancellationToken cancellation) =>
        RevParse(processes, folder, "--show-toplevel", cancellation) is { } root ? Path.GetFullPath(root) : null;

    /// <summary>The commit that is checked out, null where there is none.</summary>
    public static string? Commit(IProcessRunner processes, string folder, CancellationToken cancellation) =>
        RevParse(processes, folder, "HEAD", cancellation);

    /// <summary>The repository and the commit that a program was built from: what the user says, else git's, else the current folder.</summary>
    public static (string Root, string? Commit) RootAndCommit(string? root, string? commit, CommandContext context)
    {
        root ??= Root(context.Processes, context.Files.CurrentFolder, context.Interrupted) ?? context.Files.CurrentFolder;
        return (root, commit ?? Commit(context.Processes, Path.GetFullPath(root, context.Files.CurrentFolder), context.Interrupted));
    }

    private static string? RevParse(IProcessRunner processes, string folder, string argument, CancellationToken cancellation)
    {
        // --verify makes a name that git does not know an error instead of an echo.
        string[] arguments = argument.StartsWith('-') ? ["rev-parse", argument] : ["rev-parse", "--verify", argument];
        var result = processes.Run(new ProcessRequest("git", arguments, folder), cancellation);
        var text = result?.Out.Trim();
        return result is { ExitCode: 0 } && !string.IsNullOrEmpty(text) ? text : null;
    }
}
