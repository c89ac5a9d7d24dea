using PerfInsight.Cli.Processes;

namespace PerfInsight.Cli.Gating;

/// <summary>What git tells of a change.</summary>
internal sealed class GitChanges(CommandContext context, string root)
{
    /// <summary>The lines that changed since the commit that a branch left another at.</summary>
    /// <exception cref="CommandException">Git does not know the other.</exception>
    public string Since(string commit) =>
        Run($"--changes: git does not know '{commit}' well enough to compare with it (a shallow clone? 'fetch-depth: 0' gets the history)",
            "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/", "--unified=0", $"{commit}...HEAD", "--");

    /// <summary>The commit that both have in common; null where there is none.</summary>
    public string? Base(string commit) => Try("merge-base", commit, "HEAD")?.Trim();

    /// <summary>Source files, relative to the top folder.</summary>
    public IReadOnlyList<string> Sources() => Try("ls-files", "-z", "--", "*.cs", "*.razor", "*.cshtml")?.Split('\0', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private string Run(string error, params string[] arguments)
    {
        // A name that begins with a dash would be an option.
        if (arguments.Any(static argument => argument.StartsWith("-", StringComparison.Ordinal) && argument.EndsWith("...HEAD", StringComparison.Ordinal)))
            throw CommandException.Usage(error + ".");
        var result = context.Processes.Run(new ProcessRequest("git", arguments, root), context.Interrupted);
        return result is { ExitCode: 0 } ? result.Out : throw new CommandException(ExitCode.Unreadable, $"{error}: {result?.Error.Trim() ?? "there is no git"}.");
    }

    private string? Try(params string[] arguments) =>
        context.Processes.Run(new ProcessRequest("git", arguments, root), context.Interrupted) is { ExitCode: 0 } result ? result.Out : null;
}
