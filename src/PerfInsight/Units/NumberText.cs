using System.Globalization;

namespace PerfInsight.Units;

/// <summary>Numbers with as many digits as tell them apart.</summary>
public static class NumberText
{
    /// <summary>
    /// The shortest text that reads back as <paramref name="value"/>, in the shape of Go's <c>%v</c> (strconv/ftoa.go): an exponent,
    /// of two digits at least, from 1e6 on and below 1e-4.
    /// </summary>
    public static string Shortest(double value)
    {
        if (!double.IsFinite(value) || value == 0)
            return value.ToString(CultureInfo.InvariantCulture);
        // "d.ddddE+ddd" with the digits of the shortest text.
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var digits = new string([.. shortest.Split('E')[0].Where(char.IsAsciiDigit)]).TrimStart('0').TrimEnd('0');
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        // E16 rounds at the 17th digit: 9.9999999999999999 may have become 10.
        if (double.Parse(Scientific(value < 0, digits, exponent), CultureInfo.InvariantCulture) != value)
            exponent--;
        if (exponent is < -4 or >= 6)
            return Scientific(value < 0, digits, exponent);
        var sign = value < 0 ? "-" : "";
        if (exponent < 0)
            return sign + "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0')
            : sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    private static string Scientific(bool isNegative, string digits, int exponent) =>
        (isNegative ? "-" : "") + digits[0] + (digits.Length > 1 ? "." + digits[1..] : "") + "e"
        + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
}
