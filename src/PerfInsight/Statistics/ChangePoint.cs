namespace PerfInsight.Statistics;

/// <summary>A place in a series from which on its level is another.</summary>
/// <param name="Index">Index of the first value at the new level.</param>
/// <param name="Before">Median of the values before, back to the change point before it.</param>
/// <param name="After">Median of the values from here on, up to the next change point.</param>
/// <param name="P">P value of the difference, corrected for all places where it could have been.</param>
public sealed record ChangePoint(int Index, double Before, double After, double P)
{
    /// <summary>The change as a share of the level before; infinite from zero.</summary>
    public double Change => Before == 0 ? (After == 0 ? 0 : double.PositiveInfinity * Math.Sign(After)) : (After - Before) / Math.Abs(Before);
}
