using System.Text;

namespace PerfInsight.Tests.Testing;

/// <summary>Files of pprof by hand: fields of profile.proto, right or wrong.</summary>
internal static class PprofBytes
{
    public static byte[] File(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    public static byte[] Number(int field, ulong value) => [.. Varint((ulong)(field << 3)), .. Varint(value)];

    public static byte[] Message(int field, params byte[][] parts) => Bytes(field, File(parts));

    public static byte[] Bytes(int field, byte[] bytes) => [.. Varint((ulong)(field << 3 | 2)), .. Varint((ulong)bytes.Length), .. bytes];

    /// <summary>A field that claims a length that it does not have.</summary>
    public static byte[] Claim(int field, ulong length, params byte[] bytes) => [.. Varint((ulong)(field << 3 | 2)), .. Varint(length), .. bytes];

    public static byte[] Strings(params string[] texts) => [.. texts.SelectMany(text => Bytes(6, Encoding.UTF8.GetBytes(text)))];

    public static byte[] Function(ulong id, ulong name) => Message(5, Number(1, id), Number(2, name));

    public static byte[] Location(ulong id, params (ulong Function, ulong Line)[] lines) =>
        Message(4, [Number(1, id), .. lines.Select(line => Message(4, Number(1, line.Function), Number(2, line.Line)))]);

    public static byte[] Sample(ulong location, params ulong[] values) =>
        Message(2, Bytes(1, Varint(location)), Bytes(2, [.. values.SelectMany(Varint)]));

    /// <summary>One sample type, cpu in nanoseconds: strings 1 and 2.</summary>
    public static byte[] CpuType { get; } = Message(1, Number(1, 1), Number(2, 2));

    public static byte[] CpuStrings { get; } = Strings("", "cpu", "nanoseconds", "Main");

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
