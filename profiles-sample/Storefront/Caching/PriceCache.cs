using System.Globalization;

namespace Storefront.Caching;

/// <summary>Prices that depend on demand, worked out once per product and demand level; used by all request threads.</summary>
public sealed class PriceCache
{
    private const int Steps = 400;

    private readonly object _gate = new();
    private readonly Dictionary<string, double> _prices = new();
    private readonly Dictionary<string, int> _reservations = new();

    public double GetPrice(string sku, int demand, double listPrice)
    {
        lock (_gate)
        {
            var level = listPrice;
            for (var step = 1; step <= Steps; step++)
                level += Math.Sqrt(level) * demand / (step * 100.0);
            var price = Math.Round(level, 2);
            var key = sku + "/" + demand.ToString(CultureInfo.InvariantCulture);
            if (_prices.TryGetValue(key, out var known))
                return known;
            _prices.Add(key, price);
            return price;
        }
    }

    /// <summary>Reserves units of a product and returns the reservation's check code.</summary>
    public int Reserve(string sku, int quantity)
    {
        lock (_gate)
        {
            _reservations[sku] = _reservations.GetValueOrDefault(sku) + quantity;
            var code = quantity;
            for (var round = 0; round < 40; round++)
            {
                foreach (var c in sku)
                    code = (code * 31 + c) & 0xFFFFFF;
            }

            return code;
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _prices.Count;
        }
    }

    public int Reserved
    {
        get
        {
            lock (_gate)
                return _reservations.Values.Sum();
        }
    }
}
