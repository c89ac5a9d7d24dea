using Storefront.Orders;

namespace Storefront.Pricing;

/// <summary>Works out what a promotion would have saved on past orders.</summary>
public sealed class PromotionCalculator
{
    private readonly List<string> _coupons = [];

    public PromotionTotals Simulate(List<Order> orders, List<string> excludedSkus, decimal rate)
    {
        var saved = 0m;
        var eligible = 0;
        var excluded = 0;
        foreach (var order in orders)
        {
            foreach (var line in order.Lines)
            {
                if (excludedSkus.Contains(line.Sku))
                {
                    excluded++;
                    continue;
                }

                saved += decimal.Round(line.UnitPrice * line.Quantity * rate, 2);
                eligible++;
            }
        }

        return new PromotionTotals(saved, eligible, excluded);
    }

    /// <summary>Gives each region's best customers a coupon; a code is never given twice.</summary>
    public int IssueCoupons(List<Order> orders, int limit)
    {
        foreach (var order in orders)
        {
            if (_coupons.Count == limit)
                break;
            var code = order.Region[..1] + (order.CustomerId % 100).ToString("D2");
            if (!_coupons.Contains(code))
                _coupons.Add(code);
        }

        return _coupons.Count;
    }
}
