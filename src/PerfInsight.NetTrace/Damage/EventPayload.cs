using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Tracing;

namespace PerfInsight.NetTrace.Damage;

/// <summary>
/// Whether the fields of an event lie within its payload. TraceEvent's accessors read where a field should be, and follow a text to
/// its zero, wherever that is. Offsets of fields: ClrEtwAll.man in https://github.com/dotnet/runtime.
/// </summary>
internal static unsafe class EventPayload
{
    /// <summary>True where the payload has at least this many bytes.</summary>
    public static bool Holds(TraceEvent data, int bytes) => data.EventDataLength >= bytes;

    /// <summary>True where the payload has <paramref name="before"/> bytes, then texts that end, then <paramref name="after"/> bytes.</summary>
    public static bool Holds(TraceEvent data, int before, int texts, int after)
    {
        var rest = Of(data);
        if (rest.Length < before)
            return false;
        rest = rest[before..];
        for (var i = 0; i < texts; i++)
        {
            var end = MemoryMarshal.Cast<byte, char>(rest).IndexOf('\0');
            if (end < 0)
                return false;
            rest = rest[((end + 1) * sizeof(char))..];
        }

        return rest.Length >= after;
    }

    /// <summary>The texts that a payload begins with, which <see cref="Holds(TraceEvent, int, int, int)"/> has seen to end.</summary>
    public static string[] Strings(TraceEvent data, int count)
    {
        var characters = MemoryMarshal.Cast<byte, char>(Of(data));
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            var end = characters.IndexOf('\0');
            texts[i] = characters[..end].ToString();
            characters = characters[(end + 1)..];
        }

        return texts;
    }

    private static ReadOnlySpan<byte> Of(TraceEvent data) => new((void*)data.DataStart, Math.Max(0, data.EventDataLength));
}
