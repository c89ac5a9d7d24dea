using System.Text.RegularExpressions;

namespace PerfInsight.Views;

/// <summary>Regular expressions that users and profiles write. They run in time linear in the text, so that none can hang a report.</summary>
internal static class NamePattern
{
    /// <summary>The expression; null for none.</summary>
    /// <param name="option">Where it comes from, for messages.</param>
    /// <param name="pattern">Its text.</param>
    /// <exception cref="ViewException">It is none, or needs to go back in the text.</exception>
    public static Regex? Parse(string option, string? pattern)
    {
        if (string.IsNullOrEmpty(pattern))
            return null;
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException exception)
        {
            throw new ViewException($"{option}: expected a regular expression, found '{pattern}': {exception.Message.TrimEnd('.')}");
        }
        catch (NotSupportedException)
        {
            throw new ViewException($"{option}: expected a regular expression without look-around, back references and atomic groups, found '{pattern}'");
        }
    }
}
