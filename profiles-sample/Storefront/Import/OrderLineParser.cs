using System.Globalization;

namespace Storefront.Import;

/// <summary>An order line as it came in.</summary>
public sealed record ImportedLine(
    string OrderId, int CustomerId, string Region, DateOnly Day, string Sku, int Quantity, decimal UnitPrice, string Note);

/// <summary>Turns a record into an order line.</summary>
public sealed class OrderLineParser
{
    private const int FieldCount = 8;

    public ImportedLine Parse(string text)
    {
        var fields = text.Split('|');
        if (fields.Length != FieldCount)
            throw new InvalidDataException($"expected {FieldCount} fields, found {fields.Length}: '{text}'");
        return new ImportedLine(
            CodeNormalizer.Normalize(fields[0]),
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            CodeNormalizer.Normalize(fields[2]),
            DateOnly.ParseExact(fields[3], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            CodeNormalizer.Normalize(fields[4]),
            int.Parse(fields[5], CultureInfo.InvariantCulture),
            decimal.Parse(fields[6], CultureInfo.InvariantCulture),
            fields[7]);
    }
}
