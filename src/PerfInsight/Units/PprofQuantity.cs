using System.Globalization;

namespace PerfInsight.Units;

/// <summary>
/// Quantities as pprof prints them, to the digit, so that reports can be laid side by side: <c>1.10s</c>, <c>77.19MB</c> (1 MB is 2^20
/// bytes), <c>0.019%</c>. The rules are those of internal/measurement of https://github.com/google/pprof.
/// </summary>
public static class PprofQuantity
{
    /// <summary>The unit that fits each value best.</summary>
    public const string Auto = "auto";

    private static readonly UnitFamily[] Families =
    [
        new("B", 1,
        [
            new("B", 1, "b", "byte"), new("kB", 1L << 10, "kb", "kbyte", "kilobyte"), new("MB", 1L << 20, "mb", "mbyte", "megabyte"),
            new("GB", 1L << 30, "gb", "gbyte", "gigabyte"), new("TB", 1L << 40, "tb", "tbyte", "terabyte"), new("PB", 1L << 50, "pb", "pbyte", "petabyte"),
        ]),
        new("s", 1e9,
        [
            new("ns", 1, "ns", "nanosecond"), new("us", 1e3, "μs", "us", "microsecond"), new("ms", 1e6, "ms", "millisecond"),
            new("s", 1e9, "s", "sec", "second"), new("hrs", 3600e9, "hour", "hr"),
        ]),
        new("GCU", 1,
        [
            new("n*GCU", 1e-9, "nanogcu"), new("u*GCU", 1e-6, "microgcu"), new("m*GCU", 1e-3, "milligcu"), new("GCU", 1, "gcu"), new("k*GCU", 1e3, "kilogcu"),
            new("M*GCU", 1e6, "megagcu"), new("G*GCU", 1e9, "gigagcu"), new("T*GCU", 1e12, "teragcu"), new("P*GCU", 1e15, "petagcu"),
        ]),
    ];

    /// <summary>A value in a unit, or in the one that fits it best; its name is empty where it goes without saying.</summary>
    /// <param name="value">The value.</param>
    /// <param name="from">Its unit, such as <c>nanoseconds</c>.</param>
    /// <param name="to">Another unit of the same family, or <see cref="Auto"/>.</param>
    public static (double Value, string Unit) Scale(long value, string from, string to)
    {
        // The least number has no counterpart.
        if (value < 0 && value != long.MinValue)
        {
            var (scaled, unit) = Scale(-value, from, to);
            return (-scaled, unit);
        }

        foreach (var family in Families)
        {
            if (family.Find(from) is not { } fromUnit)
                continue;
            var inBase = value * fromUnit.Factor;
            if (to == Auto)
                return family.Fit(inBase) is { } fit ? (inBase / fit.Factor, fit.Name) : (inBase / family.DefaultFactor, family.DefaultName);
            return family.Find(to) is { } toUnit ? (inBase / toUnit.Factor, toUnit.Name) : (inBase / family.DefaultFactor, family.DefaultName);
        }

        return (value, to is "count" or "sample" or "unit" or "minimum" or Auto ? "" : to);
    }

    /// <summary>A value with its unit: two decimals, or none where they are zeros.</summary>
    public static string Text(long value, string from, string to = Auto)
    {
        var (scaled, unit) = Scale(value, from, to);
        var number = TwoDecimals(scaled);
        if (number.EndsWith(".00", StringComparison.Ordinal))
            number = number[..^3];
        return number is "0" or "-0" ? "0" : number + unit;
    }

    /// <summary>The unit for a column of values: small enough that the smallest shows, at most with two decimals where the largest is much larger.</summary>
    /// <param name="smallest">The smallest value that is not 0; 0 where there is none.</param>
    /// <param name="largest">The largest.</param>
    /// <param name="unit">Unit of both.</param>
    public static string CommonUnit(long smallest, long largest, string unit)
    {
        if (smallest == 0)
            smallest = largest;
        var common = Scale(smallest, unit, Auto).Unit;
        if (common != Scale(largest, unit, Auto).Unit && (Int128)smallest * 100 < largest)
            common = Scale(100 * smallest, unit, Auto).Unit;
        return common.Length > 0 ? common : unit;
    }

    /// <summary>A value's part of a whole in percent, such as <c>2.14%</c>, <c>0.019%</c> or <c>100%</c>; 0 % of nothing.</summary>
    public static string Percentage(long value, long total)
    {
        var percent = total == 0 ? 0 : Math.Abs((double)value / total) * 100;
        return percent switch
        {
            >= 99.95 and <= 100.05 => "100%",
            >= 1 => TwoDecimals(percent) + "%",
            _ => TwoDigits(percent) + "%",
        };
    }

    /// <summary>By what a value in one unit is multiplied to be in another, null where the units are not of one family.</summary>
    public static double? Factor(string from, string to)
    {
        if (from == to)
            return 1;
        foreach (var family in Families)
        {
            if (family.Find(from) is { } fromUnit && family.Find(to) is { } toUnit)
                return fromUnit.Factor / toUnit.Factor;
        }

        return null;
    }

    // Go rounds a number that lies exactly in the middle to the even digit, .NET away from zero. With two decimals only odd eighths
    // lie there.
    private static string TwoDecimals(double value)
    {
        if (Math.Abs(value) < 1e12 && value * 8 is var eighths && eighths == Math.Floor(eighths) && (long)eighths % 2 != 0)
            return Math.Round((decimal)value, 2, MidpointRounding.ToEven).ToString("F2", CultureInfo.InvariantCulture);
        return value.ToString("F2", CultureInfo.InvariantCulture);
    }

    // Go's %.2g of a number from 0 to below 1: two significant digits, no zeros at the end, an exponent from 0.0001 down.
    private static string TwoDigits(double value)
    {
        if (value == 0)
            return "0";
        var (digits, exponent) = IsMiddle(value) ? EvenDigits(value) : Digits(value);
        if (exponent < -4)
        {
            var mantissa = digits % 10 == 0 ? $"{digits / 10}" : $"{digits / 10}.{digits % 10}";
            return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e-{-exponent:00}");
        }

        var text = (digits * (decimal)Math.Pow(10, exponent - 1)).ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    // Odd eighths from 0.1 on, odd sixteenths below, are the only numbers in the middle between two with two digits.
    private static bool IsMiddle(double value) => value >= 0.1
        ? value * 8 == Math.Floor(value * 8) && (long)(value * 8) % 2 != 0
        : value >= 0.01 && value * 16 == Math.Floor(value * 16) && (long)(value * 16) % 2 != 0;

    private static (int Digits, int Exponent) EvenDigits(double value)
    {
        var exponent = value >= 0.1 ? -1 : -2;
        var scaled = (decimal)value * (exponent == -1 ? 100 : 1000);
        return ((int)Math.Round(scaled, MidpointRounding.ToEven), exponent);
    }

    private static (int Digits, int Exponent) Digits(double value)
    {
        // As in 3.2E-005.
        var text = value.ToString("E1", CultureInfo.InvariantCulture);
        return ((10 * (text[0] - '0')) + text[2] - '0', int.Parse(text.AsSpan(4), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private sealed record Unit(string Name, double Factor, params string[] Aliases);

    private sealed record UnitFamily(string DefaultName, double DefaultFactor, Unit[] Units)
    {
        public Unit? Find(string name)
        {
            var alias = name.ToLowerInvariant();
            if (alias.Length > 2 && alias[^1] == 's')
                alias = alias[..^1];
            return Array.Find(Units, unit => unit.Aliases.Contains(alias));
        }

        public Unit? Fit(double value) => Array.FindLast(Units, unit => value / unit.Factor >= 1);
    }
}
