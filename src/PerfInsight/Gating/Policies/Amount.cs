using System.Globalization;
using PerfInsight.Units;

namespace PerfInsight.Gating.Policies;

/// <summary>What an amount is measured in.</summary>
public enum AmountKind
{
    /// <summary>A share of all that the baseline measured, 0 to 1.</summary>
    Share,

    /// <summary>Time; in nanoseconds.</summary>
    Time,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Something that is counted.</summary>
    Count,
}

/// <summary>An amount as a policy says it: <c>0.5%</c>, <c>10ms</c>, <c>64KB</c>, <c>100</c>.</summary>
/// <param name="Kind">What it is measured in.</param>
/// <param name="Value">How much.</param>
public readonly record struct Amount(AmountKind Kind, double Value)
{
    private static readonly (string Suffix, AmountKind Kind, double Factor)[] Units =
    [
        ("ns", AmountKind.Time, 1), ("us", AmountKind.Time, 1e3), ("µs", AmountKind.Time, 1e3), ("ms", AmountKind.Time, 1e6),
        ("KB", AmountKind.Bytes, 1e3), ("MB", AmountKind.Bytes, 1e6), ("GB", AmountKind.Bytes, 1e9),
        ("s", AmountKind.Time, 1e9), ("B", AmountKind.Bytes, 1),
    ];

    /// <summary>Reads an amount.</summary>
    public static bool TryParse(string text, out Amount amount)
    {
        if (TryPercent(text, out var share))
        {
            amount = new Amount(AmountKind.Share, share);
            return true;
        }

        var (suffix, kind, factor) = Array.Find(Units, unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal));
        var isNumber = TryNumber(suffix is null ? text : text[..^suffix.Length], out var number);
        amount = suffix is null ? new Amount(AmountKind.Count, number) : new Amount(kind, number * factor);
        return isNumber;
    }

    /// <summary>Reads a percentage, not below 0: <c>15%</c> is 0.15.</summary>
    public static bool TryPercent(string text, out double share)
    {
        share = 0;
        if (!text.EndsWith('%') || !TryNumber(text[..^1], out var percent))
            return false;

        // 15 / 100 is the double nearest to 0.15; 15 * 0.01 is not.
        share = percent / 100;
        return true;
    }

    /// <summary>As a policy has it.</summary>
    public override string ToString() => Kind switch
    {
        AmountKind.Share => NumberText.Shortest(Math.Round(Value * 100, 9)) + " % of all",
        AmountKind.Time => QuantityText.Duration(Value),
        AmountKind.Bytes => QuantityText.Bytes(Value),
        _ => NumberText.Shortest(Value),
    };

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
