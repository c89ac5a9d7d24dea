using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Patterns of which a Regex is made without an error, and always the same.</summary>
internal static class RegexPattern
{
    private const RegexOptions InCulture = RegexOptions.IgnoreCase;

    // (?i) and (?i:…): a Regex takes the culture, whose cases it knows, where it is made.
    private static readonly Regex IgnoresCase = new(@"\(\?[a-zA-Z\-]*i", RegexOptions.CultureInvariant);

    /// <summary>True for a constant pattern without an error that does not depend on the culture of the moment.</summary>
    public static bool IsFixed(IOperation pattern, IOperation? options)
    {
        if (pattern.ConstantValue is not { HasValue: true, Value: string text } || (options is not null && options.ConstantValue is not { HasValue: true, Value: int }))
            return false;
        var chosen = (RegexOptions)(int)(options?.ConstantValue.Value ?? 0);
        if ((chosen & RegexOptions.CultureInvariant) == 0 && ((chosen & InCulture) != 0 || IgnoresCase.IsMatch(text)))
            return false;
        try
        {
            _ = new Regex(text, chosen & ~RegexOptions.Compiled);
            return true;
        }
        catch (Exception invalid) when (invalid is ArgumentException or NotSupportedException)
        {
            // In the field the error would be one of the type's initialiser, and come at another time.
            return false;
        }
    }
}
