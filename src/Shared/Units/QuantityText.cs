using System.Globalization;

namespace PerfInsight.Units;

/// <summary>Quantities as people read them: three significant figures at most, decimal units, invariant culture.</summary>
public static class QuantityText
{
    private static readonly (double Size, string Unit)[] Durations = [(1e9, "s"), (1e6, "ms"), (1e3, "µs"), (1, "ns")];
    private static readonly (double Size, string Unit)[] Sizes = [(1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "KB"), (1, "B")];

    /// <summary>A duration in nanoseconds, such as <c>4.1 s</c>.</summary>
    public static string Duration(double nanoseconds) => Scale(nanoseconds, Durations);

    /// <summary>A number of bytes, such as <c>1.2 GB</c> (1 GB = 10^9 bytes).</summary>
    public static string Bytes(double bytes) => Scale(bytes, Sizes);

    /// <summary>A share from 0 to 1, such as <c>36 %</c>; below 1 % one decimal, and never a zero that is not one.</summary>
    public static string Percent(double share)
    {
        var percent = share * 100;
        if (percent > 0 && percent < 0.1)
            return "< 0.1 %";
        return percent.ToString(percent is > 0 and < 0.95 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";
    }

    /// <summary>A count with thousands separators.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Scale(double value, (double Size, string Unit)[] units)
    {
        if (value == 0)
            return "0 " + units[units.Length - 1].Unit;
        foreach (var (size, unit) in units)
        {
            // 0.9995 rounds to 1.00 of the unit, so the unit starts there.
            if (Math.Abs(value) >= size * 0.9995 || size == 1)
            {
                var scaled = value / size;
                var format = size == 1 || Math.Abs(scaled) >= 99.95 ? "0" : Math.Abs(scaled) >= 9.95 ? "0" : "0.0";
                return scaled.ToString(format, CultureInfo.InvariantCulture) + " " + unit;
            }
        }

        return value.ToString(CultureInfo.InvariantCulture);
    }
}
