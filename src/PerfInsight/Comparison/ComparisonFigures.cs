using System.Globalization;
using PerfInsight.Units;

namespace PerfInsight.Comparison;

/// <summary>Writes the figures of a comparison as its mode has them: as much as the baseline's time holds, per operation, or in percent.</summary>
/// <param name="comparison">The comparison.</param>
public sealed class ComparisonFigures(ProfileComparison comparison)
{
    private const string None = "–";

    // Per second is said as of the baseline's time: "51.5 s" of 60 s is easier to read than 0.86 s a second.
    private readonly double _scale = comparison.Mode switch
    {
        ComparisonMode.PerSecond => comparison.BaselineExposure,
        ComparisonMode.Share => 100,
        _ => 1,
    };

    /// <summary>A cost, such as <c>0.41 s</c>.</summary>
    public string Cost(double value) => value == 0 ? None : Quantity(value * _scale, "%");

    /// <summary>A change with its sign.</summary>
    public string Delta(double value) => Signed(value * _scale);

    /// <summary>The interval of a change: of its ratio, or of its delta where there is no ratio.</summary>
    public string Interval(RateTest test) => double.IsFinite(test.Ratio)
        ? $"{Ratio(test.RatioInterval.Lower)} … {Ratio(test.RatioInterval.Upper)}"
        : $"{Signed(test.DeltaInterval.Lower * _scale)} … {Signed(test.DeltaInterval.Upper * _scale)}";

    /// <summary>Candidate over baseline, in words where it is no number.</summary>
    public static string Ratio(RateTest test) => double.IsNaN(test.Ratio) ? None : double.IsInfinity(test.Ratio) ? "new" : test.Ratio == 0 ? "gone" : Ratio(test.Ratio) + "×";

    /// <summary>A p value; small ones by their order only, for they are no more exact than that.</summary>
    public static string P(double p) => p < 0.001 ? "p < 0.001" : string.Create(CultureInfo.InvariantCulture, $"p {p:0.000}");

    /// <summary>A change of the whole in percent.</summary>
    public static string Percent(double ratio) => double.IsFinite(ratio) ? (ratio - 1).ToString("+0.0 %;-0.0 %;±0 %", CultureInfo.InvariantCulture) : "new";

    private static string Ratio(double ratio) => ratio >= 100 ? "> 100" : ratio.ToString("0.00", CultureInfo.InvariantCulture);

    private string Signed(double value) => value == 0 ? "±0" : (value > 0 ? "+" : "-") + Quantity(Math.Abs(value), "pp");

    // Shares differ by percentage points.
    private string Quantity(double value, string shareUnit) => comparison.Mode == ComparisonMode.Share
        ? string.Create(CultureInfo.InvariantCulture, $"{value:0.00} {shareUnit}")
        : comparison.SampleType.Unit switch
        {
            "nanoseconds" => QuantityText.Duration(value),
            "bytes" => QuantityText.Bytes(value),
            _ => value >= 100 ? QuantityText.Count((long)Math.Round(value)) : value.ToString("0.##", CultureInfo.InvariantCulture),
        };
}
