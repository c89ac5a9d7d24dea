using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using PerfInsight.Profiles;
using PerfInsight.Units;

namespace PerfInsight.Views;

/// <summary>Says of a sample's labels whether they are those that were asked for. What may be asked is pprof's tagfocus.</summary>
internal abstract partial class LabelFilter
{
    /// <summary>Reads a filter; null for none.</summary>
    /// <param name="option">Where it comes from, for messages.</param>
    /// <param name="filter"><c>key=regex</c>, <c>regex,regex</c>, <c>key=4kb:64kb</c>.</param>
    /// <param name="profile">The profile, for the units of its numbers.</param>
    /// <exception cref="ViewException">It cannot be read.</exception>
    public static LabelFilter? Parse(string option, string? filter, ProfileData profile)
    {
        if (string.IsNullOrEmpty(filter))
            return null;
        var equals = filter.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? null : filter[..equals];
        var value = filter[(equals + 1)..];
        return NumberRange.Parse(value) is { } range
            ? new OfNumber(key, range, LabelUnits.Of(profile))
            : new OfText(key, [.. value.Split(',').Select(pattern => NamePattern.Parse(option, pattern) ?? new Regex("", RegexOptions.NonBacktracking))]);
    }

    /// <summary>True where the labels are.</summary>
    public abstract bool Matches(ReadOnlySpan<Label> labels);

    // With a key one of the expressions must match one of its values; without, each must match one "key:value".
    private sealed class OfText(string? key, Regex[] patterns) : LabelFilter
    {
        private readonly ConcurrentDictionary<(int Pattern, string Key, string Text), bool> _known = [];

        public override bool Matches(ReadOnlySpan<Label> labels)
        {
            for (var pattern = 0; pattern < patterns.Length; pattern++)
            {
                var isMatch = false;
                foreach (var label in labels)
                    isMatch = isMatch || (label.Text is { } text && (key is null || label.Key == key) && IsMatch(pattern, label.Key, text));
                if (isMatch != (key is null))
                    return isMatch;
            }

            return key is null;
        }

        // A profile has few labels, and many samples with each. Parts of a profile may be looked at at the same time.
        private bool IsMatch(int pattern, string labelKey, string text)
        {
            if (!_known.TryGetValue((pattern, labelKey, text), out var isMatch))
                _known[(pattern, labelKey, text)] = isMatch = patterns[pattern].IsMatch(key is null ? labelKey + ":" + text : text);
            return isMatch;
        }
    }

    private sealed class OfNumber(string? key, NumberRange range, LabelUnits units) : LabelFilter
    {
        public override bool Matches(ReadOnlySpan<Label> labels)
        {
            foreach (var label in labels)
            {
                if (label.Text is null && (key is null || label.Key == key) && range.Contains(label.Number, units[label.Key]))
                    return true;
            }

            return false;
        }
    }

    private sealed partial record NumberRange(double From, double To, string Unit)
    {
        /// <summary>Reads <c>32kb</c>, <c>32kb:</c>, <c>:64kb</c> or <c>32kb:64kb</c>; null where the text is none of these.</summary>
        public static NumberRange? Parse(string text)
        {
            if (Pattern().Match(text) is not { Success: true } match)
                return null;
            var from = match.Groups["from"];
            var to = match.Groups["to"];
            var first = from.Success ? from : to;
            if ((!from.Success && !to.Success) || !TryScale(first.Value, null, out var value, out var unit))
                return null;
            if (from.Success && to.Success)
                return TryScale(to.Value, unit, out var last, out var lastUnit) && lastUnit == unit ? new NumberRange(value, last, unit) : null;
            if (!match.Groups["colon"].Success)
                return new NumberRange(value, value, unit);
            return from.Success ? new NumberRange(value, double.PositiveInfinity, unit) : new NumberRange(double.NegativeInfinity, value, unit);
        }

        /// <summary>True where a number is in the range, in whichever unit.</summary>
        public bool Contains(long number, string unit)
        {
            var (value, scaled) = PprofQuantity.Scale(number, unit, Unit);
            return scaled == Unit && value >= From && value <= To;
        }

        private static bool TryScale(string text, string? to, out double value, out string unit)
        {
            var digits = text.TrimEnd([.. text.Where(char.IsAsciiLetter)]);
            (value, unit) = (0, "");
            if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return false;
            var from = text[digits.Length..];
            (value, unit) = PprofQuantity.Scale(number, from, to ?? from);
            return true;
        }

        [GeneratedRegex(@"^(?<from>[+-]?[0-9]+[A-Za-z]*)?(?<colon>:)?(?<to>(?<=:)[+-]?[0-9]+[A-Za-z]*)?$", RegexOptions.CultureInvariant)]
        private static partial Regex Pattern();
    }
}
