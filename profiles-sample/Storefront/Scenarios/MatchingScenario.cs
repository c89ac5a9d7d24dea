using System.Globalization;
using Storefront.Catalog;
using Storefront.Matching;

namespace Storefront.Scenarios;

/// <summary>Matches supplier offers with products, slots with goods and orders with delivery rounds.</summary>
public sealed class MatchingScenario : IScenario
{
    public string Name => "matching";

    public void Prepare(Workload workload)
    {
    }

    public void Run(Workload workload, TextWriter output)
    {
        var products = workload.Catalog.Products;
        var matches = new OfferMatcher().Match(workload.CreateOffers(), products);
        var checksum = new Checksum();
        foreach (var match in matches)
        {
            checksum.Add(match.ProductId);
            checksum.Add(match.Supplier);
            checksum.Add(match.Margin);
        }

        output.WriteLine($"offers matched {matches.Count} checksum {checksum}");

        var bands = new List<PriceBand> { new(0m, 25m), new(20m, 80m), new(80m, 150m), new(100m, 250m) };
        output.WriteLine("bands " + string.Join(' ', OfferMatcher.CountByBand(products, bands)));

        var planner = new SlotPlanner();
        var occupied = SlotPlanner.SlotsFor(workload.Size, 7);
        var wanted = SlotPlanner.SlotsFor(workload.Size * 12, 8);
        output.WriteLine($"free slots {planner.CountFree(wanted, occupied)} of {wanted.Count}");
        output.WriteLine($"service level {planner.ServiceLevel(workload.Orders, products)}");

        var routes = new RouteBook(workload.Regions.Regions.Select(region => region.Code));
        var unassigned = routes.Assign(workload.Orders);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"routes unassigned {unassigned} heaviest {routes.HeaviestStop()}"));
    }
}
