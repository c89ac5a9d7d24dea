using PerfInsight.Profiles;

namespace PerfInsight.Formats.Otlp;

/// <summary>
/// Reads profiles of OpenTelemetry (OTLP, ProfilesData in v1development, binary). The format is not stable yet: what is known of it stands
/// in <see cref="OtlpFields"/>, and a file that is laid out in another way is refused with what was expected.
/// </summary>
public sealed class OtlpReader : IProfileReader
{
    internal const string FormatName = "OTLP";

    /// <inheritdoc/>
    public string Format => FormatName;

    /// <inheritdoc/>
    public bool Sniff(ReadOnlySpan<byte> head, string name) => OtlpHead.IsOtlp(head);

    /// <inheritdoc/>
    public ProfileData Read(Stream stream, ReadOptions options) => new OtlpFile(ReadAll(stream, options.Limits), options.Limits).Read();

    private static byte[] ReadAll(Stream stream, ReadLimits limits)
    {
        var most = Math.Min(limits.MaxBytes, Array.MaxLength);
        var memory = new MemoryStream();
        var buffer = new byte[128 * 1024];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            if (memory.Length + count > most)
                throw OtlpBytes.Damage(most, $"expected at most {most} bytes after unpacking, found more");
            memory.Write(buffer, 0, count);
        }

        return memory.ToArray();
    }
}
