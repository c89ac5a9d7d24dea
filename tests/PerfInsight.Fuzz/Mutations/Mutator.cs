namespace PerfInsight.Fuzz.Mutations;

/// <summary>Changes an input a little.</summary>
/// <param name="random">Decides all.</param>
internal abstract class Mutator(Random random)
{
    protected Random Random { get; } = random;

    /// <summary>A changed copy.</summary>
    /// <param name="input">The input; may be empty, and may be damaged by earlier changes.</param>
    /// <param name="donor">Another input, to take parts from.</param>
    public abstract byte[] Mutate(byte[] input, byte[] donor);

    /// <summary>What fits files like these, told by what they hold: a new format needs no word here.</summary>
    public static IReadOnlyList<Mutator> For(IReadOnlyList<byte[]> seeds, Random random)
    {
        var mutators = new List<Mutator> { new ByteMutator(random) };
        if (seeds.Any(NetTraceMutator.Fits))
            mutators.AddRange([new NetTraceMutator(random), new NetTraceMutator(random)]);
        else if (seeds.Any(ProtobufMutator.Fits))
            mutators.AddRange([new ProtobufMutator(random), new ProtobufMutator(random), new ProtobufMutator(random)]);
        if (seeds.Any(TextMutator.Fits))
            mutators.AddRange([new TextMutator(seeds, random), new TextMutator(seeds, random)]);
        if (seeds.Any(JsonMutator.Fits))
            mutators.AddRange([new JsonMutator(random), new JsonMutator(random)]);
        return mutators;
    }

    /// <summary>A place in an input, its end included.</summary>
    protected int Place(byte[] input) => Random.Next(input.Length + 1);

    /// <summary>A part of an input: mostly short, sometimes long.</summary>
    protected Range Part(byte[] input)
    {
        var start = Place(input);
        var most = Random.Next(8) == 0 ? input.Length : 32;
        return start..(start + Random.Next(Math.Min(most, input.Length - start) + 1));
    }

    /// <summary>A copy with a part replaced, cut at the largest input.</summary>
    protected static byte[] Replace(byte[] input, Range part, ReadOnlySpan<byte> by)
    {
        var (start, length) = part.GetOffsetAndLength(input.Length);
        var result = new byte[Math.Min(FuzzSession.MaxInput, input.Length - length + by.Length)];
        Append(input.AsSpan(0, start), result, 0);
        Append(by, result, start);
        Append(input.AsSpan(start + length), result, start + by.Length);
        return result;
    }

    /// <summary>Something again and again, some times or until the input is as large as inputs may be.</summary>
    protected byte[] Repeated(ReadOnlySpan<byte> what)
    {
        if (what.IsEmpty)
            return [];
        var most = FuzzSession.MaxInput / what.Length;
        var times = Random.Next(16) == 0 ? most : Math.Min(most, 1 << Random.Next(11));
        var result = new byte[times * what.Length];
        for (var i = 0; i < times; i++)
            what.CopyTo(result.AsSpan(i * what.Length));
        return result;
    }

    /// <summary>A number where programs break.</summary>
    protected long Extreme() => Random.Next(4) switch
    {
        0 => Random.Next(-2, 3),
        1 => (1L << Random.Next(64)) + Random.Next(-1, 2),
        2 => -(1L << Random.Next(64)) + Random.Next(-1, 2),
        _ => Random.Next(300),
    };

    private static void Append(ReadOnlySpan<byte> source, byte[] result, int at)
    {
        if (at < result.Length)
            source[..Math.Min(source.Length, result.Length - at)].CopyTo(result.AsSpan(at));
    }
}
