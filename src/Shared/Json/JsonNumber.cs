using System.Globalization;

namespace PerfInsight.Json;

/// <summary>Numbers of JSON (RFC 8259, section 6).</summary>
internal static class JsonNumber
{
    /// <summary>
    /// Reads a number that is written in digits alone. Most of a summary's are: a double would hold them up to 2^53 only,
    /// and cost a string.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the number begins; moved behind it where it was read.</param>
    /// <param name="most">The largest value that is read.</param>
    /// <param name="value">The value.</param>
    public static bool TryReadWhole(string text, ref int position, long most, out long value)
    {
        ulong whole = 0;
        var end = position;
        while (end < text.Length && text[end] is >= '0' and <= '9' && end - position < 19)
            whole = (whole * 10) + (ulong)(text[end++] - '0');
        value = (long)whole;
        var isWhole = end > position
            && whole <= (ulong)most
            && (text[position] != '0' || end == position + 1)
            && (end == text.Length || !IsPart(text[end]));
        if (isWhole)
            position = end;
        return isWhole;
    }

    /// <summary>Reads any finite number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the number begins; moved behind it where it was read.</param>
    /// <param name="value">The value.</param>
    public static bool TryRead(string text, ref int position, out double value)
    {
        var end = position;
        while (end < text.Length && IsPart(text[end]))
            end++;
        var token = text.Substring(position, end - position);
        if (!IsWellFormed(token)
            || !double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            || double.IsInfinity(value)
            || double.IsNaN(value))
        {
            value = 0;
            return false;
        }

        position = end;
        return true;
    }

    private static bool IsPart(char c) => c is (>= '0' and <= '9') or '.' or 'e' or 'E' or '+' or '-';

    // What double.TryParse takes and JSON does not: a plus or a zero in front, a dot without a digit on either side.
    private static bool IsWellFormed(string token)
    {
        var start = token.StartsWith("-", StringComparison.Ordinal) ? 1 : 0;
        if (start == token.Length || token[start] is < '0' or > '9')
            return false;
        if (token.Length > start + 1 && token[start] == '0' && token[start + 1] is >= '0' and <= '9')
            return false;
        var dot = token.IndexOf('.');
        return dot < 0 || (dot + 1 < token.Length && token[dot + 1] is >= '0' and <= '9');
    }
}
