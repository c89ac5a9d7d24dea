using System.Globalization;
using System.Numerics;

namespace PerfInsight.Units;

/// <summary>Numbers with a fixed number of decimals, rounded half to even as C and Go do; .NET rounds half away from zero.</summary>
public static class FixedText
{
    /// <summary><paramref name="value"/> with <paramref name="digits"/> decimals, invariant culture.</summary>
    public static string Of(double value, int digits)
    {
        // A tie has an odd number of halves of the last digit: value · 2^(digits+1) is an odd integer N, for 10^digits = 2^digits · 5^digits.
        var halves = Math.ScaleB(Math.Abs(value), digits + 1);
        if (halves < 1 || halves >= 1L << 53 || halves != Math.Floor(halves) || (long)halves % 2 == 0)
            return value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

        var below = (((BigInteger)halves * BigInteger.Pow(5, digits)) - 1) / 2;
        var even = below.IsEven ? below : below + 1;
        var text = even.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        if (digits > 0)
            text = text[..^digits] + "." + text[^digits..];
        return value < 0 ? "-" + text : text;
    }

    /// <summary>As <see cref="Of"/>, with a plus in front of what is not negative.</summary>
    public static string Signed(double value, int digits)
    {
        var text = Of(value, digits);
        return text.StartsWith('-') ? text : "+" + text;
    }
}
