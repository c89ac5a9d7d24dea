using Storefront.Catalog;
using Storefront.Configuration;
using Storefront.Orders;

namespace Storefront.Scenarios;

/// <summary>The data that scenarios work on, the same for the same size.</summary>
public sealed record Workload(int Size, WorkFolder Folder, RegionSettings Regions, ProductCatalog Catalog, List<Order> Orders)
{
    private const ulong Seed = 20261120;

    public static Workload Create(int size, WorkFolder folder)
    {
        var regions = RegionSettings.Load();
        var catalog = ProductCatalog.Generate(size, Seed);
        return new Workload(size, folder, regions, catalog, OrderGenerator.Generate(size, catalog, regions, Seed + 1));
    }

    public List<SupplierOffer> CreateOffers() => Catalog.GenerateOffers(Size * 6, Seed + 2);

    public List<OrderLine> AllLines()
    {
        var lines = new List<OrderLine>();
        foreach (var order in Orders)
            lines.AddRange(order.Lines);
        return lines;
    }
}
