using System.Globalization;
using Storefront.Network;

namespace Storefront.Scenarios;

/// <summary>Asks the warehouse for stock and rates, and reads its feed.</summary>
public sealed class NetworkScenario : IScenario
{
    private const string FeedName = "stock.feed";
    private const int OrderCount = 8;
    private const int ValueCount = 80;

    public string Name => "network";

    public void Prepare(Workload workload) => FeedFile.Write(workload.Folder.File(FeedName), workload.Size * 4, 11);

    public void Run(Workload workload, TextWriter output)
    {
        RunAsync(workload, output).GetAwaiter().GetResult();
        output.WriteLine($"feed sum {FeedFile.Sum(workload.Folder.File(FeedName))}");
    }

    private static async Task RunAsync(Workload workload, TextWriter output)
    {
        await using var server = new StockServer();
        using var stock = StockClient.Connect(server.Port);
        using var rates = StockClient.Connect(server.Port);
        var service = new AvailabilityService(stock, rates);

        var deliverable = 0;
        foreach (var order in workload.Orders.Take(OrderCount))
            deliverable += service.CountDeliverable(order);
        output.WriteLine($"deliverable lines {deliverable}");

        var regions = workload.Regions.Regions;
        var value = 0m;
        for (var i = 0; i < Math.Min(ValueCount, workload.Catalog.Products.Count); i++)
        {
            var product = workload.Catalog.Products[i];
            value += await service.StockValueAsync(product.Sku, product.ListPrice, regions[i % regions.Count].Currency);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stock value {value:F2}"));
    }
}
