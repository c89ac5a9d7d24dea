using PerfInsight.Summaries;

namespace PerfInsight.Cli.Files;

/// <summary>Reads <c>*.perfinsight.json</c> files that a user named.</summary>
internal static class SummaryFile
{
    /// <summary>Reads a summary.</summary>
    /// <exception cref="CommandException">The file cannot be read, or not as a summary.</exception>
    public static Summary Read(IFileSystem files, string path)
    {
        var text = InputFile.ReadText(files, path, "a summary (*.perfinsight.json)", SummaryFormat.MaxLength);
        if (SummaryReader.TryRead(text, out var summary, out var error))
            return summary!;
        var remedy = error!.Kind == SummaryErrorKind.UnsupportedVersion
            ? "Update this tool, or write the summary again with it"
            : "Write it again";
        throw new CommandException(
            ExitCode.Unreadable, $"{path}:{error}. {remedy}: perfinsight summarize trace.nettrace -o {path}");
    }
}
