using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace PerfInsight.Fuzz.Targets;

/// <summary>What came of an input, in words that are equal where the way through the reader was.</summary>
internal static partial class Outcome
{
    private const int Longest = 160;

    /// <summary>An error or a warning without what it quotes of the file.</summary>
    public static string OfMessage(string message)
    {
        var text = Quoted().Replace(message.Length > 4 * Longest ? message[..(4 * Longest)] : message, "''");
        text = Number().Replace(text, "0");
        return text.Length > Longest ? text[..Longest] : text;
    }

    /// <summary>How many, by order of magnitude.</summary>
    public static string OfCount(long count) => BitOperations.Log2((ulong)count + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>An error must say where.</summary>
    public static string OfError(string format, string? position, string message)
    {
        if (position is null || !Position().IsMatch(position))
            throw new BrokenPromiseException($"the error of {format} says no position: {message}");
        if (message.Length < 10)
            throw new BrokenPromiseException($"the error of {format} says nothing: {message}");
        return "error " + OfMessage(message);
    }

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"-?\d[\d.,]*(e[+-]?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"(offset|line|byte) \d|^\d+:\d+$|^\d+$")]
    private static partial Regex Position();
}
