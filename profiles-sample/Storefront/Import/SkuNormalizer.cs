namespace Storefront.Import;

/// <summary>Brings a stock-keeping unit into the form of the catalogue: no spaces, upper case.</summary>
public static class SkuNormalizer
{
    private const int MaxLength = 256;

    public static string Normalize(string sku)
    {
        if (sku.Length > MaxLength)
            throw new InvalidDataException($"a SKU of {sku.Length} characters");
        var buffer = new char[MaxLength];
        var length = 0;
        foreach (var c in sku)
        {
            if (!char.IsWhiteSpace(c))
                buffer[length++] = char.ToUpperInvariant(c);
        }

        return new string(buffer, 0, length);
    }
}
