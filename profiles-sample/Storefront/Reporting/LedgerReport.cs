using System.Globalization;
using Storefront.Orders;

namespace Storefront.Reporting;

/// <summary>The ledger of a day: one line of text for each order line.</summary>
public sealed class LedgerReport
{
    public string Render(DateOnly day, List<OrderLine> lines)
    {
        var title = "Ledger " + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "\n";
        var text = title;
        var total = 0m;
        foreach (var line in lines)
        {
            var amount = line.UnitPrice * line.Quantity;
            total += amount;
            text += line.OrderId + ";" + line.Sku + ";" + line.Quantity.ToString(CultureInfo.InvariantCulture) + ";"
                + amount.ToString("F2", CultureInfo.InvariantCulture) + ";" + line.Note + "\n";
        }

        return text + "Total;" + total.ToString("F2", CultureInfo.InvariantCulture) + "\n";
    }
}
