using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PerfInsight.Diagnoses;

/// <summary>
/// Tells whether all figures of a sentence stand in the evidence: numbers with their units, words for numbers, and names with digits.
/// What cannot be read for sure counts as not standing there. It knows nothing of what a sentence claims with its figures.
/// </summary>
public sealed partial class FigureCheck
{
    private readonly HashSet<(decimal Value, string Unit)> _figures = [];
    private readonly HashSet<decimal> _values = [];
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="evidence">The texts that figures may come from.</param>
    public FigureCheck(IEnumerable<string> evidence)
    {
        foreach (var text in evidence)
        {
            foreach (Match match in Word().Matches(text))
                _words.Add(match.Value);
            foreach (Match match in Figure().Matches(text))
            {
                if (!TryRead(match, out var value, out var unit))
                    continue;
                _figures.Add((value, unit));
                _values.Add(value);
            }
        }
    }

    /// <summary>True where each figure of the sentence stands in the evidence. One without a unit may stand there with one.</summary>
    public bool Holds(string sentence)
    {
        // Digits of other scripts, superscripts and fractions are numbers that nobody compared; NFKC would turn n² into n2.
        foreach (var rune in sentence.EnumerateRunes())
        {
            if (Rune.IsNumber(rune) && rune.Value is < '0' or > '9')
                return false;
        }

        foreach (Match match in Word().Matches(sentence))
        {
            var isFigure = match.Value.Any(char.IsAsciiDigit) || NumberWord().IsMatch(match.Value);
            if (isFigure && !_words.Contains(match.Value))
                return false;
        }

        foreach (Match match in Figure().Matches(sentence))
        {
            if (!TryRead(match, out var value, out var unit) || !(unit.Length == 0 ? _values.Contains(value) : _figures.Contains((value, unit))))
                return false;
        }

        return true;
    }

    private static bool TryRead(Match match, out decimal value, out string unit)
    {
        unit = match.Groups["unit"].Value.ToUpperInvariant() switch
        {
            "%" or "PERCENT" => "%",
            "×" or "X" or "TIMES" or "FOLD" => "×",
            "SEC" or "SECOND" or "SECONDS" or "S" => "s",
            "MILLISECOND" or "MILLISECONDS" or "MS" => "ms",
            "MICROSECOND" or "MICROSECONDS" or "US" or "µS" or "ΜS" => "µs", // the micro sign has no capital; the letter mu has
            "NANOSECOND" or "NANOSECONDS" or "NS" => "ns",
            "MINUTE" or "MINUTES" or "MIN" => "min",
            "BYTE" or "BYTES" or "B" => "B",
            var other => other,
        };
        return decimal.TryParse(match.Groups["number"].Value, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out value);
    }

    // A number that is no part of a name, with the unit behind it. A range such as 1.71 … 2.57 is two figures.
    [GeneratedRegex(
        @"(?<![\p{L}_`\d])(?<number>(?:[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|\.[0-9]+)(?:e[+-]?[0-9]+)?)(?![0-9])(?:[\s-]?(?<unit>%|×|(?:percent|x|times|fold|nanoseconds?|ns|microseconds?|[uµμ]s|milliseconds?|ms|seconds?|sec|s|minutes?|min|hours?|h|bytes?|[kmgt]i?b|b)(?![\p{L}\p{N}_])))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Figure();

    // Names, also with digits in them: Dictionary`2, PI2001, UTF8.
    [GeneratedRegex(@"[\p{L}_][\p{L}\p{N}_`]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    // Not "one", "once" and "second", which mostly count nothing.
    [GeneratedRegex(
        @"^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|halve[sd]?|halving|quarters?|thirds?|twice|thrice|doubl(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)|quadrupl(?:e[sd]?|ing)|quadratic|cubic|\p{L}+fold)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberWord();
}
