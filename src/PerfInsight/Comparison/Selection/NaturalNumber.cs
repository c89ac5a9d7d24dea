using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfInsight.Comparison.Selection;

/// <summary>Numbers with prefixes, as they stand in names of benchmarks: <c>4k</c>, <c>32kB</c>, <c>1Mi</c> (benchproc/sort.go).</summary>
internal static partial class NaturalNumber
{
    private const string Prefixes = "KMGTPEZY";

    /// <summary>Compares by number; what is none comes after those that are, in no order.</summary>
    public static int Compare(string a, string b)
    {
        var (first, second) = (Parse(a), Parse(b));
        if (first is null || second is null)
            return (first is null ? 1 : 0) - (second is null ? 1 : 0);
        if (double.IsNaN(first.Value) || double.IsNaN(second.Value))
            return (double.IsNaN(first.Value) ? 1 : 0) - (double.IsNaN(second.Value) ? 1 : 0);
        return first.Value.CompareTo(second.Value);
    }

    private static double? Parse(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain))
            return plain;
        var match = Prefixed().Match(text);
        if (!match.Success || !double.TryParse(match.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        var prefix = match.Groups[2].Value;
        var power = prefix.Length == 0 ? 0 : 1 + Prefixes.IndexOf(char.ToUpperInvariant(prefix[0]), StringComparison.Ordinal);
        return number * Math.Pow(prefix.EndsWith('i') ? 1024 : 1000, power);
    }

    [GeneratedRegex("([0-9.]+)([kKMGTPEZY]i?)?[bB]?", RegexOptions.CultureInvariant)]
    private static partial Regex Prefixed();
}
