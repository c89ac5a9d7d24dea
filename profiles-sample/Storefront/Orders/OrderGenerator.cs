using Storefront.Catalog;
using Storefront.Configuration;

namespace Storefront.Orders;

/// <summary>Makes a season's orders; the same seed makes the same orders.</summary>
public static class OrderGenerator
{
    private const int Days = 120;

    private static readonly DateOnly FirstDay = new(2026, 3, 1);
    private static readonly string[] Notes = ["", "gift wrap", "leave at door", "call before delivery", "fragile"];

    public static List<Order> Generate(int count, ProductCatalog catalog, RegionSettings regions, ulong seed)
    {
        var random = new SeededRandom(seed);
        var customers = Math.Max(10, count / 10);
        var orders = new List<Order>(count);
        for (var number = 1; number <= count; number++)
        {
            var order = new Order
            {
                Id = $"SO-{number:D7}",
                CustomerId = random.Next(1, customers + 1),
                Region = random.Pick(regions.Regions).Code,
                Day = FirstDay.AddDays(random.Next(Days)),
            };
            var lines = random.Next(4, 21);
            for (var i = 0; i < lines; i++)
            {
                var product = random.Pick(catalog.Products);
                var sku = random.Chance(8) ? $"OLD-{random.Next(1_000_000):D6}-XX" : product.Sku;
                order.Lines.Add(new OrderLine(
                    order.Id, order.CustomerId, order.Day, sku, random.Next(1, 12), product.ListPrice, random.Pick(Notes)));
            }

            orders.Add(order);
        }

        return orders;
    }
}
