using Storefront.Catalog;

namespace Storefront.Matching;

/// <summary>An offer and the product that it would restock.</summary>
public readonly record struct OfferMatch(int ProductId, string Supplier, decimal Margin);

/// <summary>Finds the products that supplier offers are for.</summary>
public sealed class OfferMatcher
{
    public List<OfferMatch> Match(List<SupplierOffer> offers, List<Product> products)
    {
        var matches = new List<OfferMatch>();
        foreach (var offer in offers)
        {
            foreach (var product in products)
            {
                if (offer.Barcode == product.Barcode)
                    matches.Add(new OfferMatch(product.Id, offer.Supplier, product.ListPrice - offer.UnitCost));
            }
        }

        return matches;
    }

    /// <summary>How many products each price band holds; bands may overlap.</summary>
    public static List<int> CountByBand(List<Product> products, List<PriceBand> bands)
    {
        var counts = new List<int>(bands.Count);
        foreach (var band in bands)
        {
            var count = 0;
            foreach (var product in products)
            {
                if (product.ListPrice >= band.Lower && product.ListPrice < band.Upper)
                    count++;
            }

            counts.Add(count);
        }

        return counts;
    }
}

/// <summary>A range of list prices.</summary>
public sealed record PriceBand(decimal Lower, decimal Upper);
