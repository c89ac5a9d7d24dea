using System.Text;

namespace PerfInsight.NetTrace.Tests.Testing;

/// <summary>Writes blocks of traces by hand: NetTraceFormat_v5.md and NetTraceFormat.md of microsoft/perfview.</summary>
internal static class TraceBytes
{
    /// <summary>A trace of version 4 with one more object before its end.</summary>
    public static byte[] WithObject(byte[] trace, string type, byte[] content, int? claimedSize = null, int? claimedNameLength = null)
    {
        var bytes = new List<byte>(trace[..^1]);
        bytes.AddRange([5, 5, 1, .. Int(2), .. Int(0), .. Int(claimedNameLength ?? type.Length), .. Encoding.UTF8.GetBytes(type), 6]);
        bytes.AddRange(Int(claimedSize ?? content.Length));
        while (bytes.Count % 4 != 0)
            bytes.Add(0);
        bytes.AddRange([.. content, 6, 1]);
        return [.. bytes];
    }

    /// <summary>A metadata block of version 4 with one description.</summary>
    public static byte[] Metadata(byte[] description)
    {
        byte[] header = [.. Short(20), .. Short(0), .. new byte[16]];
        return [.. header, .. EventHeader(0, description.Length), .. description];
    }

    /// <summary>An event block of version 4 with one event.</summary>
    public static byte[] Event(int metadataId, byte[] payload) =>
        [.. Short(20), .. Short(0), .. new byte[16], .. EventHeader(metadataId, payload.Length), .. payload];

    /// <summary>A description up to its fields.</summary>
    public static byte[] Description(int id, string provider, int eventId, int version, byte[] fields) =>
        [.. Int(id), .. Text(provider), .. Int(eventId), .. Text("Named"), .. new byte[8], .. Int(version), .. Int(4), .. fields];

    /// <summary>A whole trace of version 6 whose metadata block has one description.</summary>
    public static byte[] Version6(byte[] fields)
    {
        byte[] trace = [.. Date(), .. new byte[8], .. BitConverter.GetBytes(10_000_000L), .. Int(8), .. Int(0)];
        byte[] description = [7, 1, (byte)'P', 9, 1, (byte)'E', .. fields];
        byte[] metadata = [.. Short(0), .. Short(description.Length), .. description];
        return
        [
            .. "Nettrace"u8, .. Int(0), .. Int(6), .. Int(0), .. Block(1, trace), .. Block(3, metadata), .. Block(0, []),
        ];
    }

    public static byte[] Int(int value) => BitConverter.GetBytes(value);

    public static byte[] Short(int value) => BitConverter.GetBytes((ushort)value);

    public static byte[] Text(string text) => [.. Encoding.Unicode.GetBytes(text), 0, 0];

    private static byte[] Block(byte kind, byte[] content) => [.. Int(content.Length | (kind << 24)), .. content];

    private static byte[] Date() => [.. new[] { 2026, 1, 4, 1, 12, 0, 0, 0 }.SelectMany(Short)];

    private static byte[] EventHeader(int metadataId, int payloadSize) =>
        [.. Int(76 + payloadSize), .. Int(metadataId), .. new byte[68], .. Int(payloadSize)];
}
