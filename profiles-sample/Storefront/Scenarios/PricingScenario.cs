using System.Globalization;
using Storefront.Pricing;

namespace Storefront.Scenarios;

/// <summary>Prices all orders and simulates promotions.</summary>
public sealed class PricingScenario : IScenario
{
    private static readonly decimal[] Rates = [0.05m, 0.10m];

    public string Name => "pricing";

    public void Prepare(Workload workload)
    {
    }

    public void Run(Workload workload, TextWriter output)
    {
        var priceList = PriceListBuilder.Build(workload.Catalog);
        var totals = new PricingEngine(workload.Regions).Price(workload.Orders, priceList);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"net {totals.Net:F2} gross {totals.Gross:F2} priced {totals.Priced} unpriced {totals.Unpriced} steps {totals.Steps}"));

        var excluded = PriceListBuilder.ExcludedFromPromotions(workload.Catalog);
        var promotions = new PromotionCalculator();
        foreach (var rate in Rates)
        {
            var promotion = promotions.Simulate(workload.Orders, excluded, rate);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"promotion {rate:F2} saves {promotion.Saved:F2} on {promotion.Eligible} lines, {promotion.Excluded} excluded"));
        }

        output.WriteLine($"coupons {promotions.IssueCoupons(workload.Orders, 60)}");
    }
}
