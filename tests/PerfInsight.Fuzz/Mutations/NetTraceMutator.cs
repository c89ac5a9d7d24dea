using System.Buffers.Binary;

namespace PerfInsight.Fuzz.Mutations;

/// <summary>
/// Changes blocks of a .nettrace file (https://github.com/microsoft/perfview/blob/main/src/TraceEvent/EventPipe/EventPipeFormat.md), found by
/// the names of their types: what is far inside the samples of a large trace is of little interest to a reader, what begins a block is.
/// </summary>
internal sealed class NetTraceMutator(Random random) : Mutator(random)
{
    private static readonly byte[][] Types = [[.. "EventBlock"u8], [.. "MetadataBlock"u8], [.. "StackBlock"u8], [.. "SPBlock"u8], [.. "Trace"u8]];

    // From the name of a type to the object behind it: an end tag, a size, padding to four bytes, a header.
    private const int HeadLength = 96;

    // From the begin tag of an object to the name of its type: two more tags, two versions, a length.
    private const int TagsBeforeName = 15;

    public static bool Fits(byte[] file) => file.AsSpan().StartsWith("Nettrace"u8);

    public override byte[] Mutate(byte[] input, byte[] donor)
    {
        var blocks = Blocks(input);
        if (blocks.Count == 0)
            return Replace(input, Part(input), donor.AsSpan()[Part(donor)]);
        var index = Random.Next(blocks.Count);
        var start = blocks[index];
        var end = index + 1 < blocks.Count ? blocks[index + 1] : input.Length;
        var head = Random.Next(start, Math.Min(start + HeadLength, end));
        switch (Random.Next(8))
        {
            case 0:
                return Replace(input, start..end, []);
            case 1:
                return Replace(input, start..start, input.AsSpan(start, end - start));
            case 2 when Blocks(donor) is { Count: > 0 } others:
                var other = Random.Next(others.Count);
                return Replace(input, start..start, donor.AsSpan()[others[other]..(other + 1 < others.Count ? others[other + 1] : donor.Length)]);
            case 3:
                return Word(input, Math.Min(head & ~3, input.Length - 4));
            case 4:
                // Blocks stand on multiples of four: what is taken out by four leaves those behind where they belong.
                var length = Math.Min(4 * Random.Next(1, 16), end - head);
                return Replace(input, head..(head + length), []);
            case 5:
                var changed = (byte[])input.Clone();
                changed[head] = (byte)Random.Next(256);
                return changed;
            case 6:
                var inside = Random.Next(start, end);
                var bytes = (byte[])input.Clone();
                bytes[inside] = (byte)(Random.Next(2) == 0 ? bytes[inside] + Random.Next(-2, 3) : Random.Next(256));
                return bytes;
            default:
                var from = Random.Next(Math.Max(1, donor.Length - 4));
                return Replace(input, head..Math.Min(head + 4, end), donor.AsSpan(from, Math.Min(4, donor.Length - from)));
        }
    }

    private byte[] Word(byte[] input, int at)
    {
        if (at < 0)
            return input;
        var changed = (byte[])input.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(at), (int)Extreme());
        return changed;
    }

    private static List<int> Blocks(byte[] input)
    {
        var blocks = new List<int>();
        foreach (var type in Types)
        {
            for (var at = 0; input.AsSpan(at).IndexOf(type) is >= 0 and var found; at += found + type.Length)
                blocks.Add(Math.Max(0, at + found - TagsBeforeName));
        }

        blocks.Sort();
        return blocks;
    }
}
