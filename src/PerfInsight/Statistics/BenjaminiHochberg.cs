namespace PerfInsight.Statistics;

/// <summary>
/// Corrects p values for the number of questions asked at once: Benjamini and Hochberg, "Controlling the False Discovery Rate", Journal
/// of the Royal Statistical Society B 57 (1995) 289. Where nothing changed, the chance of even one false answer is at most alpha; where
/// something did, at most the share alpha of the answers is false. It holds too where the questions depend on one another positively, as
/// benchmarks of one machine do (Benjamini and Yekutieli, Annals of Statistics 29 (2001) 1165).
/// </summary>
internal static class BenjaminiHochberg
{
    /// <summary>The corrected p values, in the order given: one at most alpha is significant at alpha among all.</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var order = Enumerable.Range(0, pValues.Count).ToArray();
        Array.Sort(order, (a, b) => pValues[a].CompareTo(pValues[b]));
        var adjusted = new double[pValues.Count];
        var most = 1.0;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            most = Math.Min(most, pValues[order[i]] * order.Length / (i + 1));
            adjusted[order[i]] = most;
        }

        return adjusted;
    }
}
