namespace PerfInsight.Statistics;

/// <summary>
/// Whether values lie around several centres, with nothing between. Perfolizer's lowland detector is made for hundreds of values: of 20
/// around two centres 30 % apart it sees one mode. Here a gap tells that is a third of the range wide and has some values on either side.
/// </summary>
internal static class Modality
{
    // Fewer values are outliers.
    private const int LeastOfMode = 3;

    // Of 15 normal values the widest such gap is rarely a quarter of the range.
    private const double LeastGap = 1 / 3.0;

    /// <summary>How many modes a sample has; 1 where too few values, or none different, tell.</summary>
    /// <param name="sorted">Values in ascending order.</param>
    public static int Modes(IReadOnlyList<double> sorted)
    {
        var (modes, size) = (1, 1);
        for (var i = 1; i < sorted.Count; i++, size++)
        {
            if (size < LeastOfMode || sorted.Count - i < LeastOfMode || sorted[i] - sorted[i - 1] < LeastGap * (sorted[^1] - sorted[0]) || sorted[i] == sorted[i - 1])
                continue;
            modes++;
            size = 0;
        }

        return modes;
    }
}
