using System.Globalization;
using System.Text;
using Storefront.Orders;

namespace Storefront.Import;

/// <summary>Writes orders in the exchange format: a count, then one length-prefixed UTF-8 record per order line.</summary>
public static class OrderFileWriter
{
    public static void Write(string path, List<Order> orders)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(orders.Sum(order => order.Lines.Count));
        foreach (var order in orders)
        {
            foreach (var line in order.Lines)
            {
                var head = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{order.Id}|{order.CustomerId}|{order.Region.ToLowerInvariant()}|{order.Day:yyyy-MM-dd}");
                var record = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{head}|{line.Sku.ToLowerInvariant()} |{line.Quantity}|{line.UnitPrice}|{line.Note}");
                var bytes = Encoding.UTF8.GetBytes(record);
                writer.Write(bytes.Length);
                writer.Write(bytes);
            }
        }
    }
}
