using PerfInsight.Profiles;

namespace PerfInsight.Formats.Chromium;

/// <summary>
/// Reads traces of Chromium (the Trace Event Format of its documentation), as dotnet-trace converts to: calls that begin and end (<c>B</c>, <c>E</c>) or have a
/// length (<c>X</c>), by thread. Other events are passed over.
/// </summary>
public sealed class ChromiumReader : IProfileReader
{
    internal const string FormatName = "Chromium trace";

    /// <inheritdoc/>
    public string Format => FormatName;

    /// <inheritdoc/>
    public bool Sniff(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            head = head[3..];
        return head.TrimStart(" \t\r\n"u8) switch
        {
            [(byte)'{', ..] => head.IndexOf("\"traceEvents\""u8) >= 0,

            // A list of events without anything around it.
            [(byte)'[', .. var list] => list.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && list.IndexOf("\"ph\""u8) >= 0 && list.IndexOf("\"ts\""u8) >= 0,
            _ => false,
        };
    }

    /// <inheritdoc/>
    public ProfileData Read(Stream stream, ReadOptions options) => new ChromiumFile(options.Limits).Read(stream);
}
