using Storefront.Orders;

namespace Storefront.Matching;

/// <summary>A stop of a delivery round. A stop grows while the round is planned; two stops are the same when their places are.</summary>
public sealed class RouteStop(string region, int district) : IEquatable<RouteStop>
{
    public string Region { get; set; } = region;

    public int District { get; set; } = district;

    public int Parcels { get; set; }

    public bool Equals(RouteStop? other) => other is not null && other.District == District && other.Region == Region;

    public override bool Equals(object? obj) => Equals(obj as RouteStop);

    public override int GetHashCode() => HashCode.Combine(Region, District, Parcels);
}

/// <summary>Plans which stops a round makes.</summary>
public sealed class RouteBook
{
    private const int Districts = 64;

    private readonly List<RouteStop> _stops = [];

    public RouteBook(IEnumerable<string> regions)
    {
        foreach (var region in regions)
        {
            for (var district = 0; district < Districts; district += 2)
                _stops.Add(new RouteStop(region, district));
        }
    }

    /// <summary>Assigns order lines to the stops of the round; returns how many no stop is near.</summary>
    public int Assign(List<Order> orders)
    {
        var unassigned = 0;
        foreach (var order in orders)
        {
            var wanted = new RouteStop(order.Region, order.CustomerId % Districts);
            foreach (var line in order.Lines)
            {
                if (_stops.Contains(wanted))
                    _stops[_stops.IndexOf(wanted)].Parcels += line.Quantity;
                else
                    unassigned++;
            }
        }

        return unassigned;
    }

    public int HeaviestStop() => _stops.Max(stop => stop.Parcels);
}
