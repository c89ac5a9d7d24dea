using System.Globalization;

namespace PerfInsight.Units;

/// <summary>
/// A prefix and a number of decimals that show values with four significant digits: 1.423µ, 19.68µ, 554.1µ. As
/// golang.org/x/perf/benchunit (scale.go), so that what is printed equals what benchstat prints.
/// </summary>
/// <param name="Digits">Decimals.</param>
/// <param name="Factor">What one of <paramref name="Prefix"/> is: 1e-6 for µ.</param>
/// <param name="Prefix">The prefix, such as <c>µ</c> or <c>Ki</c>.</param>
public readonly record struct UnitScale(int Digits, double Factor, string Prefix)
{
    private static readonly Step[] Decimal =
    [
        .. new[] { "T", "G", "M", "k", "", "m", "µ", "n" }.Select(static (prefix, i) => Step.OfDecimal(12 - (3 * i), prefix)),
    ];

    private static readonly Step[] Binary =
    [
        .. new[] { "Ti", "Gi", "Mi", "Ki", "" }.Select(static (prefix, i) => Step.OfBinary(40 - (10 * i), prefix)),
    ];

    // Below the smallest prefix there are more decimals, until the first of these powers of ten that is not above the value.
    private static readonly double[] SmallDecimals =
        [.. Enumerable.Range(1, 8).Select(static i => double.Parse($"9.9995e-{i}", CultureInfo.InvariantCulture))];

    /// <summary>The scale for one value.</summary>
    public static UnitScale Of(double value, bool isBinary) => Common([value], isBinary);

    /// <summary>The scale for values in one row: that of the one nearest to zero, zeros left out.</summary>
    public static UnitScale Common(IEnumerable<double> values, bool isBinary)
    {
        var least = 0.0;
        foreach (var value in values)
        {
            var size = Math.Abs(value);
            if (size != 0 && (least == 0 || size < least))
                least = size;
        }

        if (least == 0)
            return new UnitScale(3, 1, "");
        var steps = isBinary ? Binary : Decimal;
        foreach (var step in steps)
        {
            if (least >= step.One)
                return new UnitScale(least >= step.Hundred ? 1 : least >= step.Ten ? 2 : 3, step.Factor, step.Prefix);
        }

        var last = steps[^1];
        var digits = Array.FindIndex(SmallDecimals, limit => least / last.Factor >= limit);
        return new UnitScale((digits < 0 ? SmallDecimals.Length - 1 : digits) + 3, last.Factor, last.Prefix);
    }

    /// <summary>The value with this prefix, without the unit.</summary>
    public string Format(double value) => FixedText.Of(value / Factor, Digits) + Prefix;

    // Thresholds are where printing rounds up to the next figure, so 99.995 is 100.0.
    private readonly record struct Step(double Factor, string Prefix, double Hundred, double Ten, double One)
    {
        public static Step OfDecimal(int exponent, string prefix) => new(
            Math.Pow(10, exponent), prefix, Parse($"99.995e{exponent}"), Parse($"9.9995e{exponent}"), Parse($".99995e{exponent}"));

        public static Step OfBinary(int exponent, string prefix) => new(
            Math.ScaleB(1, exponent), prefix, Math.ScaleB(99.995, exponent), Math.ScaleB(9.9995, exponent), Math.ScaleB(.99995, exponent));

        private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
