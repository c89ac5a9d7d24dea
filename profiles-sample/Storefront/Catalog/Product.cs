namespace Storefront.Catalog;

/// <summary>Something that the shop sells.</summary>
public sealed record Product(int Id, string Sku, string Name, string Category, string Barcode, decimal ListPrice);

/// <summary>A supplier's offer for goods with a barcode.</summary>
public sealed record SupplierOffer(string Supplier, string Barcode, decimal UnitCost, int Available);

/// <summary>A place in the warehouse.</summary>
public readonly record struct WarehouseSlot(int Aisle, int Bin);
