namespace Storefront.Catalog;

/// <summary>All products, in the order of their ids.</summary>
public sealed class ProductCatalog
{
    private static readonly string[] Brands = ["ACM", "BRK", "CLV", "DEX", "ELM", "FJD"];
    private static readonly string[] Categories = ["garden", "kitchen", "office", "sports", "toys", "travel", "books", "audio"];
    private static readonly string[] Nouns = ["lamp", "chair", "kettle", "rack", "bag", "speaker", "planner", "rope"];
    private static readonly string[] Colours = ["BL", "RD", "GN", "WH"];

    private readonly List<Product> _products;

    private ProductCatalog(List<Product> products)
    {
        _products = products;
    }

    public List<Product> Products => _products;

    public static IReadOnlyList<string> CategoryNames => Categories;

    public static ProductCatalog Generate(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var products = new List<Product>(count);
        for (var id = 1; id <= count; id++)
        {
            var colour = random.Pick(Colours);
            var sku = $"{random.Pick(Brands)}-{id:D6}-{colour}";
            var category = random.Pick(Categories);
            var barcode = id > 20 && random.Chance(3)
                ? products[id - random.Next(2, 20)].Barcode
                : $"590{id * 7919L % 1_000_000_000L:D9}{id % 10}";
            var name = $"{category} {random.Pick(Nouns)} {colour}";
            products.Add(new Product(id, sku, name, category, barcode, random.Next(199, 24_999) / 100m));
        }

        return new ProductCatalog(products);
    }

    /// <summary>What suppliers offer: mostly goods of the catalogue, in an order of their own.</summary>
    public List<SupplierOffer> GenerateOffers(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var offers = new List<SupplierOffer>(count);
        for (var i = 0; i < count; i++)
        {
            var product = random.Pick(_products);
            var barcode = random.Chance(20) ? $"400{random.Next(1_000_000_000):D9}0" : product.Barcode;
            var cost = decimal.Round(product.ListPrice * random.Next(45, 80) / 100m, 2);
            offers.Add(new SupplierOffer($"SUP{random.Next(40):D2}", barcode, cost, random.Next(1, 500)));
        }

        return offers;
    }
}
