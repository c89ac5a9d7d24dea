using System.Globalization;

namespace PerfInsight.Cli.Commands.Arguments;

/// <summary>A part of a whole in percent: <c>0.2%</c>.</summary>
internal static class ShareArgument
{
    /// <summary>Reads a share from 0 % to 100 %; the value is between 0 and 1.</summary>
    public static bool TryParse(string text, out double share)
    {
        share = 0;
        if (!text.EndsWith('%')
            || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            || percent is not (>= 0 and <= 100))
        {
            return false;
        }

        share = percent / 100;
        return true;
    }
}
