using System.Text;
using Microsoft.Diagnostics.Tracing;
using PerfInsight.Formats;
using PerfInsight.NetTrace.Damage;
using PerfInsight.Profiles;

namespace PerfInsight.NetTrace;

/// <summary>Reads a <c>.nettrace</c> file in one pass.</summary>
public static class NetTraceReader
{
    private const string Format = "nettrace";

    private static ReadOnlySpan<byte> Magic => "Nettrace"u8;

    /// <summary>True where the head of a file is that of a .nettrace file.</summary>
    public static bool Sniff(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    /// <summary>Reads a trace. What can be read of a damaged trace is read, and <see cref="ProfileData.Warnings"/> says what is missing.</summary>
    /// <param name="stream">The trace; need not be seekable.</param>
    /// <param name="name">Name of the file, for messages.</param>
    /// <exception cref="ProfileFormatException">The stream is not a .nettrace file.</exception>
    public static Profile Read(Stream stream, string name) => Read(
        stream, new ReadOptions { Name = name, Limits = ReadLimits.Default with { MaxBytes = long.MaxValue } });

    /// <summary>Reads a trace within limits: its bytes; its samples and tables cannot be more than these.</summary>
    internal static Profile Read(Stream stream, ReadOptions options)
    {
        var name = options.Name;
        var counted = new CountingStream(stream, options.Limits.MaxBytes);
        var head = new byte[Magic.Length];
        var read = counted.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read < head.Length || !Sniff(head))
            throw new ProfileFormatException(Format, "offset 0", $"expected 'Nettrace', found {Describe(head.AsSpan(0, read))}: {name} is not a .nettrace file");

        counted.Rewind(head);
        var guard = new BlockGuard(counted);
        var recording = new TraceRecording();
        string? damage = null;
        DateTimeOffset? captured = null;
        var processors = 0;
        var lost = 0;
        using (var source = Open(guard, counted, name))
        {
            recording.Subscribe(source);
            try
            {
                source.Process();
            }
            catch (Exception exception) when (IsDamage(exception))
            {
                damage = exception.Message;
            }

            captured = new DateTimeOffset(source.SessionStartTime.ToUniversalTime(), TimeSpan.Zero);
            processors = source.NumberOfProcessors;
            lost = source.EventsLost;
        }

        var assembler = new ProfileAssembler(recording);
        var info = new ProfileInfo
        {
            SourceFormat = Format,
            DefaultSampleType = "cpu",
            Captured = captured,
            Duration = (long)(recording.LastEvent * 1e6),
            Os = recording.Os,
            Runtime = assembler.RuntimeVersion is { } version ? ".NET " + version : recording.Runtime,
        };
        var damaged = damage is null ? null : new TraceDamage(name, guard.IsCut, damage, counted.BytesRead, info.Duration);
        var profile = assembler.Assemble(info, processors, assembled => TraceWarnings.Of(recording, assembled, damaged, lost));
        return profile.Validate();
    }

    private static EventPipeEventSource Open(BlockGuard guard, CountingStream counted, string name)
    {
        try
        {
            return new EventPipeEventSource(guard);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new ProfileFormatException(Format, $"offset {counted.BytesRead}", $"{name}: the header of the trace cannot be read ({exception.Message})");
        }
    }

    // TraceEvent tells of damage by whatever its parser runs into, an array of two billion elements included.
    private static bool IsDamage(Exception exception) =>
        exception is not (StackOverflowException or OperationCanceledException or ProfileFormatException);

    private static string Describe(ReadOnlySpan<byte> head) => head.IsEmpty
        ? "an empty file"
        : "'" + string.Concat(Encoding.Latin1.GetString(head).Select(c => char.IsControl(c) ? '.' : c)) + "'";
}
