using System.Globalization;

namespace Storefront.Catalog;

/// <summary>FNV-1a over characters and numbers; two runs agree when their checksums do.</summary>
public struct Checksum()
{
    private ulong _value = 14695981039346656037UL;

    public void Add(string text)
    {
        foreach (var c in text)
            Mix(c);
        Mix(0);
    }

    public void Add(long number) => Mix((ulong)number);

    public void Add(decimal amount) => Mix((ulong)decimal.ToInt64(decimal.Round(amount * 10_000m)));

    public override readonly string ToString() => _value.ToString("x16", CultureInfo.InvariantCulture);

    private void Mix(ulong bits) => _value = (_value ^ bits) * 1099511628211UL;
}
