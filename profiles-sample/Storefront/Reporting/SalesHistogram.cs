using Storefront.Orders;

namespace Storefront.Reporting;

/// <summary>The median price of what was sold.</summary>
public static class SalesHistogram
{
    private const int MaxCents = 50_000;

    public static decimal MedianPrice(List<OrderLine> lines)
    {
        var buckets = new int[MaxCents + 1];
        var units = 0;
        foreach (var line in lines)
        {
            buckets[Math.Min(MaxCents, (int)(line.UnitPrice * 100m))] += line.Quantity;
            units += line.Quantity;
        }

        var seen = 0;
        for (var cents = 0; cents < buckets.Length; cents++)
        {
            seen += buckets[cents];
            if (seen * 2 >= units)
                return cents / 100m;
        }

        return 0m;
    }
}
