namespace PerfInsight.Views;

/// <summary>How large a value is, whatever its sign.</summary>
internal static class Magnitude
{
    /// <summary>The absolute value. The least number, which has none, stays: a damaged file must not stop a report.</summary>
    public static long Of(long value) => value < 0 ? unchecked(-value) : value;
}
