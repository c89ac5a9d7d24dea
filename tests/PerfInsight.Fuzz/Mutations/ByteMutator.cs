using System.Buffers.Binary;

namespace PerfInsight.Fuzz.Mutations;

/// <summary>Knows nothing of the format: bits, bytes, words, parts.</summary>
internal sealed class ByteMutator(Random random) : Mutator(random)
{
    public override byte[] Mutate(byte[] input, byte[] donor)
    {
        switch (Random.Next(9))
        {
            case 0 when input.Length > 0:
                var flipped = (byte[])input.Clone();
                flipped[Random.Next(input.Length)] ^= (byte)(1 << Random.Next(8));
                return flipped;
            case 1 when input.Length > 0:
                var set = (byte[])input.Clone();
                set[Random.Next(input.Length)] = Random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => (byte)Random.Next(256) };
                return set;
            case 2:
                return WithWord(input);
            case 3:
                return Replace(input, Part(input), []);
            case 4:
                var place = Place(input);
                return Replace(input, place..place, Repeated(input.AsSpan()[Part(input)]));
            case 5:
                return Replace(input, Part(input), donor.AsSpan()[Part(donor)]);
            case 6:
                var bytes = new byte[Random.Next(1, 17)];
                Random.NextBytes(bytes);
                var at = Place(input);
                return Replace(input, at..at, bytes);
            case 7:
                return input[..Place(input)];
            default:
                return Replace(input, Place(input).., donor.AsSpan(Place(donor)));
        }
    }

    private byte[] WithWord(byte[] input)
    {
        var word = new byte[8];
        if (Random.Next(4) == 0)
            BinaryPrimitives.WriteInt64BigEndian(word, Extreme());
        else
            BinaryPrimitives.WriteInt64LittleEndian(word, Extreme());
        var start = Place(input);
        var length = Math.Min(1 << Random.Next(4), input.Length - start);
        return Replace(input, start..(start + length), word.AsSpan(0, length));
    }
}
