using System.Globalization;

namespace PerfInsight.Cli.Commands.Arguments;

/// <summary>Operations that each side did: <c>N</c>, or <c>BASELINE,CANDIDATE</c>.</summary>
internal static class OperationsArgument
{
    /// <summary>Reads them; 0 where nothing was given.</summary>
    /// <exception cref="CommandException">They are no numbers above 0.</exception>
    public static (double Baseline, double Candidate) Parse(string? text)
    {
        if (text is null)
            return (0, 0);
        var numbers = text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number > 0 ? number : 0).ToArray();
        return numbers is [> 0] or [> 0, > 0] ? (numbers[0], numbers[^1]) : throw CommandException.Usage($"--ops: expected a number above 0, or two with a comma between, found '{text}'.");
    }
}
