namespace Storefront.Pricing;

/// <summary>The price of a product in the current price list.</summary>
public sealed record PriceEntry(string Sku, decimal Net, string Category);

/// <summary>A discount from a quantity on, up to the next tier.</summary>
public sealed record QuantityTier(int From, int To, decimal Discount);

/// <summary>How the price of a line came about.</summary>
public sealed class PriceBreakdown
{
    private readonly List<decimal> _steps = [];

    public decimal Amount { get; private set; }

    public int StepCount => _steps.Count;

    public void Set(decimal amount)
    {
        _steps.Add(amount);
        Amount = amount;
    }
}

/// <summary>The outcome of pricing all orders.</summary>
public sealed record PricingTotals(decimal Net, decimal Gross, int Priced, int Unpriced, int Steps);

/// <summary>The outcome of a promotion.</summary>
public sealed record PromotionTotals(decimal Saved, int Eligible, int Excluded);
