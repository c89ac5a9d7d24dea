using System.IO.Compression;

namespace PerfInsight.Fuzz.Mutations;

/// <summary>Packs inputs with gzip: well, damaged, or as a bomb.</summary>
internal static class Packing
{
    private const int BombBytes = 64 << 20;

    private static readonly Lazy<byte[]> Zeros = new(() => Pack(new byte[BombBytes]));

    public static byte[] Pack(byte[] input, Random random)
    {
        if (input.Length == 0)
            return input;
        var packed = Pack(input);
        switch (random.Next(4))
        {
            case 0:
                // Members of a gzip file are unpacked one after another (RFC 1952, 2.2).
                return [.. packed, .. Zeros.Value];
            case 1:
                return packed;
            case 2:
                return packed[..random.Next(packed.Length)];
            default:
                for (var changes = random.Next(1, 4); changes > 0; changes--)
                    packed[random.Next(packed.Length)] = (byte)random.Next(256);
                return packed;
        }
    }

    private static byte[] Pack(byte[] input)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(input);
        return stream.ToArray();
    }

    public static byte[] Unpacked(byte[] file)
    {
        if (!IsPacked(file))
            return file;
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress))
            gzip.CopyTo(stream);
        return stream.ToArray();
    }

    public static bool IsPacked(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
}
