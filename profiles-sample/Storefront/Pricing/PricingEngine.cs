using Storefront.Configuration;
using Storefront.Orders;

namespace Storefront.Pricing;

/// <summary>Prices orders by the price list, the quantity and the region.</summary>
public sealed class PricingEngine(RegionSettings regions)
{
    private static readonly QuantityTier[] Tiers =
    [
        new(1, 3, 0m), new(3, 6, 0.02m), new(6, 10, 0.05m), new(10, int.MaxValue, 0.08m),
    ];

    public PricingTotals Price(List<Order> orders, List<PriceEntry> priceList)
    {
        var net = 0m;
        var gross = 0m;
        var priced = 0;
        var unpriced = 0;
        var steps = 0;
        foreach (var order in orders)
        {
            var taxRate = regions.Find(order.Region).TaxRate;
            foreach (var line in order.Lines)
            {
                var entry = priceList.FirstOrDefault(price => price.Sku == line.Sku);
                if (entry is null)
                {
                    unpriced++;
                    continue;
                }

                var breakdown = PriceLine(entry, line);
                net += breakdown.Amount;
                gross += decimal.Round(breakdown.Amount * (1m + taxRate), 2);
                steps += breakdown.StepCount;
                priced++;
            }
        }

        return new PricingTotals(net, gross, priced, unpriced, steps);
    }

    private static PriceBreakdown PriceLine(PriceEntry entry, OrderLine line)
    {
        var breakdown = new PriceBreakdown();
        breakdown.Set(entry.Net * line.Quantity);
        var discount = DiscountFor(line.Quantity);
        if (discount != 0m)
            breakdown.Set(decimal.Round(breakdown.Amount * (1m - discount), 2));
        return breakdown;
    }

    private static decimal DiscountFor(int quantity)
    {
        foreach (var tier in Tiers)
        {
            if (quantity >= tier.From && quantity < tier.To)
                return tier.Discount;
        }

        return 0m;
    }
}
