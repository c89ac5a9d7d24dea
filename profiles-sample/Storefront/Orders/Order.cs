namespace Storefront.Orders;

/// <summary>A customer's order.</summary>
public sealed class Order
{
    public required string Id { get; init; }

    public required int CustomerId { get; init; }

    public required string Region { get; init; }

    public required DateOnly Day { get; init; }

    public List<OrderLine> Lines { get; } = [];
}

/// <summary>One position of an order.</summary>
public sealed record OrderLine(string OrderId, int CustomerId, DateOnly Day, string Sku, int Quantity, decimal UnitPrice, string Note);
