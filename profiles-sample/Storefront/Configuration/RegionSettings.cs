using System.Globalization;

namespace Storefront.Configuration;

/// <summary>A sales region and what is particular to it.</summary>
public sealed record Region(string Code, string Currency, decimal TaxRate);

/// <summary>The regions that the shop sells to, read from their textual form once at start.</summary>
public sealed class RegionSettings
{
    private static readonly string[] Definitions =
    [
        "NORTH;EUR;0.21", "SOUTH;EUR;0.19", "EAST;PLN;0.23", "WEST;GBP;0.20", "ISLES;ISK;0.24",
    ];

    private static readonly string[] Overrides = ["EAST;0.08", "ISLES;0.11"];

    private readonly List<Region> _regions;

    private RegionSettings(List<Region> regions)
    {
        _regions = regions;
    }

    public IReadOnlyList<Region> Regions => _regions;

    public static RegionSettings Load()
    {
        var regions = new List<Region>();
        var currencies = new List<string>();
        foreach (var definition in Definitions)
        {
            var parts = definition.Split(';');
            if (!currencies.Contains(parts[1]))
                currencies.Add(parts[1]);
            regions.Add(new Region(parts[0], parts[1], decimal.Parse(parts[2], CultureInfo.InvariantCulture)));
        }

        for (var i = 0; i < regions.Count; i++)
        {
            foreach (var item in Overrides)
            {
                var parts = item.Split(';');
                if (parts[0] == regions[i].Code)
                    regions[i] = regions[i] with { TaxRate = decimal.Parse(parts[1], CultureInfo.InvariantCulture) };
            }
        }

        return new RegionSettings(regions);
    }

    public Region Find(string code) =>
        _regions.Find(region => region.Code == code) ?? throw new ArgumentException($"unknown region '{code}'", nameof(code));

    /// <summary>One line that names all regions, for the head of a run.</summary>
    public string Describe()
    {
        var text = "";
        foreach (var region in _regions)
            text += region.Code + "(" + region.Currency + ") ";
        return text.TrimEnd();
    }
}
