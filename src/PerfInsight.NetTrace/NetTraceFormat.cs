using PerfInsight.Formats;
using PerfInsight.Profiles;

namespace PerfInsight.NetTrace;

/// <summary><c>.nettrace</c> beside the formats of the library.</summary>
public sealed class NetTraceFormat : IProfileReader
{
    /// <inheritdoc/>
    public string Format => "nettrace";

    /// <inheritdoc/>
    public bool Sniff(ReadOnlySpan<byte> head, string name) => NetTraceReader.Sniff(head);

    /// <inheritdoc/>
    public ProfileData Read(Stream stream, ReadOptions options) => NetTraceReader.Read(stream, options);
}
