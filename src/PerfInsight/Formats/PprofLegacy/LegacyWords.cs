using System.Buffers.Binary;

namespace PerfInsight.Formats.PprofLegacy;

/// <summary>How the words of a binary CPU profile are written, and what its head says.</summary>
/// <param name="Size">Bytes of a word: 4 or 8.</param>
/// <param name="IsLittleEndian">Which byte comes first.</param>
/// <param name="Period">Time between two samples, microseconds.</param>
/// <param name="IsJava">True where the places are named behind the samples.</param>
internal sealed record LegacyWords(int Size, bool IsLittleEndian, ulong Period, bool IsJava)
{
    /// <summary>Words of the head: zero, three more that follow, version (1 for Java), period, zero.</summary>
    public const int HeadWords = 5;

    /// <summary>What a file's first bytes say; null where it is no binary CPU profile.</summary>
    public static LegacyWords? Of(ReadOnlySpan<byte> head)
    {
        foreach (var (size, isLittleEndian) in (ReadOnlySpan<(int, bool)>)[(8, true), (4, true), (8, false), (4, false)])
        {
            if (head.Length < HeadWords * size)
                continue;
            var words = new LegacyWords(size, isLittleEndian, 0, false);
            var (zero, slots, version) = (words.At(head, 0), words.At(head, 1), words.At(head, 2));
            var (period, padding) = (words.At(head, 3), words.At(head, 4));
            if (zero == 0 && slots == 3 && version is 0 or 1 && period is > 0 and <= long.MaxValue / 1000 && padding == 0)
                return words with { Period = period, IsJava = version == 1 };
        }

        return null;
    }

    /// <summary>A word of some bytes.</summary>
    public ulong At(ReadOnlySpan<byte> bytes, int index)
    {
        var word = bytes.Slice(index * Size, Size);
        return (Size, IsLittleEndian) switch
        {
            (4, true) => BinaryPrimitives.ReadUInt32LittleEndian(word),
            (4, false) => BinaryPrimitives.ReadUInt32BigEndian(word),
            (_, true) => BinaryPrimitives.ReadUInt64LittleEndian(word),
            (_, false) => BinaryPrimitives.ReadUInt64BigEndian(word),
        };
    }
}
