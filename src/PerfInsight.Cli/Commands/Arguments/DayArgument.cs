using System.CommandLine;
using System.Globalization;

namespace PerfInsight.Cli.Commands.Arguments;

/// <summary>A day: <c>2026-12-31</c>.</summary>
internal static class DayArgument
{
    /// <summary>The option that stands in for the clock.</summary>
    public static Option<string?> Today() => new("--today") { Description = "The day that waivers are judged by. [default: today, UTC]", HelpName = "YYYY-MM-DD" };

    /// <summary>Reads a day; null for none.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static DateOnly? Parse(string option, string? text)
    {
        if (text is null)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw CommandException.Usage($"{option}: expected a day such as 2026-12-31, found '{text}'.");
    }
}
