namespace PerfInsight.Cli;

/// <summary>
/// Something that the user can put right: shown as it stands, without a stack. Any other exception is a defect of
/// the tool. The message says which file, what was expected and what to do.
/// </summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>An input that is missing or cannot be read.</summary>
    public static CommandException Unreadable(string file, string message) => new(Cli.ExitCode.Unreadable, $"{file}: {message}");

    /// <summary>A command line that makes no sense.</summary>
    public static CommandException Usage(string message) => new(Cli.ExitCode.Usage, message);
}
