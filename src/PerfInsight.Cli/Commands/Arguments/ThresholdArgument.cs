using System.Globalization;
using PerfInsight.Comparison;
using PerfInsight.Comparison.Selection;

namespace PerfInsight.Cli.Commands.Arguments;

/// <summary>A threshold: <c>5%</c>, <c>5%,10ns</c>, or for some benchmarks <c>.unit:B/op=1%,64B</c>.</summary>
internal static class ThresholdArgument
{
    private static readonly (string Suffix, double Factor)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("KB", 1e3), ("MB", 1e6), ("s", 1), ("B", 1)];

    /// <summary>Reads a threshold.</summary>
    /// <exception cref="QuerySyntaxException">Its filter cannot be understood.</exception>
    /// <exception cref="CommandException">Its limits cannot be understood.</exception>
    public static ThresholdRule Parse(string text)
    {
        // Values of a filter may have an equals sign; limits have none.
        var equals = text.LastIndexOf('=');
        var filter = equals < 0 ? BenchmarkFilter.All : BenchmarkFilter.Parse(text[..equals]);
        var limits = text[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries);
        if (limits.Length > 2
            || !limits[0].EndsWith('%')
            || !TryNumber(limits[0][..^1], out var percent)
            || !TryAmount(limits.ElementAtOrDefault(1), out var amount))
        {
            throw CommandException.Usage($"--threshold: expected [FILTER=]PERCENT[,AMOUNT] such as '5%' or '.unit:ns/op=5%,10ns', found '{text}'.");
        }

        return new ThresholdRule(filter, new PracticalThreshold(percent / 100, amount));
    }

    private static bool TryAmount(string? text, out double amount)
    {
        amount = 0;
        if (text is null)
            return true;
        var (suffix, factor) = Array.Find(Units, unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal));
        var isNumber = TryNumber(suffix is null ? text : text[..^suffix.Length], out amount);
        amount *= suffix is null ? 1 : factor;
        return isNumber;
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
