using Storefront.Orders;

namespace Storefront.Network;

/// <summary>Availability of goods and their value in a currency.</summary>
public sealed class AvailabilityService(StockClient stock, StockClient rates)
{
    /// <summary>Units on hand, for callers that are not asynchronous.</summary>
    public int UnitsOnHand(string sku) => stock.GetStockAsync(sku).Result;

    /// <summary>The lines of an order that can be sent today.</summary>
    public int CountDeliverable(Order order)
    {
        var deliverable = 0;
        foreach (var line in order.Lines)
        {
            if (UnitsOnHand(line.Sku) >= line.Quantity)
                deliverable++;
        }

        return deliverable;
    }

    /// <summary>Value of what is on hand, in a foreign currency.</summary>
    public async Task<decimal> StockValueAsync(string sku, decimal unitPrice, string currency)
    {
        var units = await stock.GetStockAsync(sku);
        var rate = await rates.GetRateAsync(currency);
        return decimal.Round(units * unitPrice * rate / 10_000m, 2);
    }
}
