using Storefront.Catalog;
using Storefront.Orders;

namespace Storefront.Matching;

/// <summary>Where goods can be put away, and which lines the warehouse can serve.</summary>
public sealed class SlotPlanner
{
    private const int BinsPerAisle = 60;

    /// <summary>Counts the wanted slots that are free.</summary>
    public int CountFree(IReadOnlyList<WarehouseSlot> wanted, List<WarehouseSlot> occupied)
    {
        var free = 0;
        foreach (var slot in wanted)
        {
            if (!occupied.Contains(slot))
                free++;
        }

        return free;
    }

    /// <summary>The lines whose goods are on stock, as a share of all lines in basis points.</summary>
    public int ServiceLevel(List<Order> orders, List<Product> products)
    {
        var stocked = products.Where(product => product.Id % 4 != 0).Select(product => product.Sku).ToList();
        var lines = 0;
        var served = 0;
        foreach (var order in orders)
        {
            foreach (var line in order.Lines)
            {
                lines++;
                if (stocked.Contains(line.Sku))
                    served++;
            }
        }

        return lines == 0 ? 0 : (int)(served * 10_000L / lines);
    }

    public static List<WarehouseSlot> SlotsFor(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var slots = new List<WarehouseSlot>(count);
        for (var i = 0; i < count; i++)
            slots.Add(new WarehouseSlot(random.Next(1, 200), random.Next(1, BinsPerAisle + 1)));
        return slots;
    }
}
