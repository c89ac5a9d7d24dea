namespace Storefront.Import;

/// <summary>Brings the codes of orders, regions and goods into the form that the shop uses: no spaces, upper case.</summary>
public static class CodeNormalizer
{
    private const int MaxLength = 512;

    public static string Normalize(string code)
    {
        if (code.Length > MaxLength)
            throw new InvalidDataException($"a code of {code.Length} characters");
        var buffer = new char[MaxLength];
        var length = 0;
        foreach (var c in code)
        {
            if (!char.IsWhiteSpace(c))
                buffer[length++] = char.ToUpperInvariant(c);
        }

        return new string(buffer, 0, length);
    }
}
