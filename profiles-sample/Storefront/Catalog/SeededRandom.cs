namespace Storefront.Catalog;

/// <summary>SplitMix64: the same numbers for the same seed on every runtime.</summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public int Next(int exclusiveLimit) => (int)(NextBits() % (ulong)exclusiveLimit);

    public int Next(int from, int exclusiveLimit) => from + Next(exclusiveLimit - from);

    public bool Chance(int percent) => Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
