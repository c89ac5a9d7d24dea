using System.Buffers.Binary;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Pprof;

/// <summary>
/// The formats that pprof used before profile.proto (gperftools, old Go and Java profilers). They have addresses without names, and
/// are not read; they are recognised, so that the error says what to do.
/// </summary>
internal static class LegacyPprof
{
    private static readonly string[] TextHeads =
    [
        "heap profile:", "heap ", "heapz v", "--- heap", "--- contention", "--- contentionz", "--- mutex", "--- thread", "--- threadz", "--- growth",
        "threadz", "goroutine profile:", "threadcreate profile:", "cpu profile:", "growthz",
    ];

    /// <summary>An error that says what the file is, null where it is none of these.</summary>
    public static ProfileFormatException? Recognise(ReadOnlySpan<byte> head)
    {
        var what = IsBinaryCpu(head) ? "a binary CPU profile of gperftools" : TextHead(head);
        return what is null
            ? null
            : new ProfileFormatException(
                "pprof", "offset 0", $"expected a profile of pprof's present format (profile.proto), found {what}. Convert it: pprof -proto -output profile.pb.gz PROGRAM FILE");
    }

    private static string? TextHead(ReadOnlySpan<byte> head)
    {
        foreach (var text in TextHeads)
        {
            if (head.Length >= text.Length && head[..text.Length].SequenceEqual(System.Text.Encoding.ASCII.GetBytes(text)))
                return $"its text format of before 2016 ('{text.TrimEnd()}')";
        }

        return null;
    }

    // Words of 4 or 8 bytes, of either order: 0, 3 (header words), 0 (version), period, 0. The first tells nothing, the second all.
    private static bool IsBinaryCpu(ReadOnlySpan<byte> head) => IsBinaryCpu(head, 8) || IsBinaryCpu(head, 4);

    private static bool IsBinaryCpu(ReadOnlySpan<byte> head, int size)
    {
        if (head.Length < 5 * size)
            return false;
        return (Word(head, size, 0, true), Word(head, size, 1, true), Word(head, size, 2, true)) is (0, 3, 0 or 1)
            || (Word(head, size, 0, false), Word(head, size, 1, false), Word(head, size, 2, false)) is (0, 3, 0 or 1);
    }

    private static ulong Word(ReadOnlySpan<byte> head, int size, int index, bool isLittleEndian)
    {
        var bytes = head.Slice(index * size, size);
        return (size, isLittleEndian) switch
        {
            (4, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (4, false) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            (_, true) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            (_, false) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
    }
}
