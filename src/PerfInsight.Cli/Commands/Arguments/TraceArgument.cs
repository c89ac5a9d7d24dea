using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Commands.Arguments;

/// <summary>A trace to summarise and the scenario that it measured.</summary>
/// <param name="Scenario">Name of the scenario; null where the user gave none.</param>
/// <param name="File">The trace.</param>
internal sealed record TraceArgument(string? Scenario, string File)
{
    /// <summary>Reads <c>NAME=trace.nettrace</c> or a file name; one that has a '=' itself is recognised where it exists.</summary>
    public static TraceArgument Parse(string text, IFileSystem files)
    {
        var equals = text.IndexOf('=');
        return equals <= 0 || files.FileExists(text)
            ? new TraceArgument(null, text)
            : new TraceArgument(text[..equals], text[(equals + 1)..]);
    }
}
