using Storefront.Catalog;

namespace Storefront.Pricing;

/// <summary>Makes the price list and the lists that promotions refer to.</summary>
public static class PriceListBuilder
{
    /// <summary>Every product has a price, except what is being withdrawn; newest products come first.</summary>
    public static List<PriceEntry> Build(ProductCatalog catalog)
    {
        var entries = new List<PriceEntry>(catalog.Products.Count);
        for (var i = catalog.Products.Count - 1; i >= 0; i--)
        {
            var product = catalog.Products[i];
            if (product.Id % 25 != 0)
                entries.Add(new PriceEntry(product.Sku, decimal.Round(product.ListPrice / 1.2m, 2), product.Category));
        }

        return entries;
    }

    /// <summary>What brand contracts keep out of promotions.</summary>
    public static List<string> ExcludedFromPromotions(ProductCatalog catalog)
    {
        var excluded = new List<string>();
        foreach (var product in catalog.Products)
        {
            if (product.Sku.StartsWith("BRK", StringComparison.Ordinal) || product.Sku.StartsWith("ELM", StringComparison.Ordinal))
                excluded.Add(product.Sku);
        }

        return excluded;
    }
}
