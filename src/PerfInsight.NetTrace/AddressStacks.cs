using System.Runtime.InteropServices;

namespace PerfInsight.NetTrace;

/// <summary>Distinct stacks of raw addresses, each stored once and known by a number.</summary>
internal sealed class AddressStacks
{
    private readonly Dictionary<UInt128, int> _numbers = [];
    private readonly List<(int Start, int Length)> _stacks = [];
    private readonly List<ulong> _addresses = [];

    /// <summary>Number of distinct stacks.</summary>
    public int Count => _stacks.Count;

    /// <summary>The number of a stack, -1 for an empty one.</summary>
    public int Add(ReadOnlySpan<ulong> addresses)
    {
        if (addresses.IsEmpty)
            return -1;

        // 128 bits: the chance that any two of a million stacks collide is below 10^-26.
        var hash = Hash(addresses);
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, hash, out var known);
        if (!known)
        {
            number = _stacks.Count;
            _stacks.Add((_addresses.Count, addresses.Length));
            _addresses.AddRange(addresses);
        }

        return number;
    }

    /// <summary>The addresses of a stack, leaf first.</summary>
    public ReadOnlySpan<ulong> this[int number]
    {
        get
        {
            var (start, length) = _stacks[number];
            return CollectionsMarshal.AsSpan(_addresses).Slice(start, length);
        }
    }

    // Two multiply-and-fold hashes with different odd constants (the 64-bit golden ratio and the FNV prime).
    private static UInt128 Hash(ReadOnlySpan<ulong> addresses)
    {
        ulong a = (ulong)addresses.Length, b = 0xCBF29CE484222325;
        foreach (var address in addresses)
        {
            a = (a ^ address) * 0x9E3779B97F4A7C15;
            a ^= a >> 32;
            b = (b ^ address) * 0x100000001B3;
            b ^= b >> 29;
        }

        return new UInt128(a, b);
    }
}
