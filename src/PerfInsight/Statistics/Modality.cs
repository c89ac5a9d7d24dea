using Perfolizer.Mathematics.Multimodality;
using Pragmastat;

namespace PerfInsight.Statistics;

/// <summary>Whether values lie around several centres: Perfolizer's lowland detector (aakinshin.net/posts/lowland-multimodality-detection).</summary>
public static class Modality
{
    // Fewer values show no shape.
    private const int LeastValues = 8;

    // Fewer values are outliers.
    private const int LeastOfMode = 3;

    // The detector takes milliseconds, and finds a lowland only where neighbours are far apart. Neighbours of uniformly spread values
    // are 1/n of the range apart; a gap of three times that is looked at.
    private const double GapOfUniform = 3;

    /// <summary>How many modes a sample has; 1 where too few values, or none different, tell.</summary>
    /// <param name="sorted">Values in ascending order.</param>
    public static int Modes(IReadOnlyList<double> sorted)
    {
        if (sorted.Count < LeastValues)
            return 1;
        // One value far off at either end is an outlier, not a mode.
        var (first, last) = (1, sorted.Count - 2);
        var range = sorted[last] - sorted[first];
        var widest = 0.0;
        for (var i = first + 1; i < last - 1; i++)
            widest = Math.Max(widest, sorted[i + 1] - sorted[i]);
        if (range <= 0 || widest < GapOfUniform * range / (last - first))
            return 1;

        // The detector takes values within 1e-9 as equal, so they are brought to a range of 1000.
        var scaled = sorted.Select(value => (value - sorted[0]) / range * 1000).ToArray();
        var modes = LowlandModalityDetector.Instance.DetectModes(new Sample(scaled)).Modes.Where(static mode => mode.Values.Count >= LeastOfMode).ToList();
        // Of few values it sees lowlands inside a mode as well; neighbours there are not far apart.
        var gap = GapOfUniform * 1000 / (last - first);
        return Math.Max(1, 1 + Enumerable.Range(1, Math.Max(0, modes.Count - 1)).Count(i => modes[i].Values[0] - modes[i - 1].Values[^1] >= gap));
    }
}
