using System.Security.Cryptography;
using System.Text;

namespace Storefront.Import;

/// <summary>Reads the exchange format that <see cref="OrderFileWriter"/> writes.</summary>
public sealed class OrderFileReader(OrderLineParser parser)
{
    private const int MaxRecordLength = 16 * 1024;
    private const int BlockSize = 4096;

    public List<ImportedLine> Read(string path)
    {
        using var stream = File.OpenRead(path);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        var count = reader.ReadInt32();
        var lines = new List<ImportedLine>(count);
        for (var i = 0; i < count; i++)
        {
            var length = reader.ReadInt32();
            if (length is < 0 or > MaxRecordLength)
                throw new InvalidDataException($"record {i} has the impossible length {length}");
            var buffer = new byte[MaxRecordLength];
            stream.ReadExactly(buffer, 0, length);
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            lines.Add(parser.Parse(text));
        }

        return lines;
    }

    /// <summary>The raw records of the first orders, kept for the sender when an import is disputed.</summary>
    public static List<byte[]> ReadEvidence(string path, int count)
    {
        var records = new List<byte[]>(count);
        using var stream = File.OpenRead(path);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        var available = reader.ReadInt32();
        for (var i = 0; i < Math.Min(count, available); i++)
        {
            var record = new byte[reader.ReadInt32()];
            stream.ReadExactly(record, 0, record.Length);
            records.Add(record);
        }

        return records;
    }

    /// <summary>SHA-256 of a file, as the sender states it in the delivery note.</summary>
    public static string Fingerprint(string path)
    {
        using var stream = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (true)
        {
            var block = new byte[BlockSize];
            var read = stream.Read(block, 0, block.Length);
            if (read == 0)
                break;
            hash.AppendData(block, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
