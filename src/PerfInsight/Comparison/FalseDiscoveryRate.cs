namespace PerfInsight.Comparison;

/// <summary>
/// Corrects p values for many questions at once: of the members that are called changed, at most the share alpha is
/// expected to be called so wrongly; where nothing changed at all, any is called so with probability alpha at most.
/// Source: Y. Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57 (1995) 289–300. It also holds for positively dependent
/// members such as callers and callees: Y. Benjamini, D. Yekutieli, Ann. Stat. 29 (2001) 1165–1188.
/// </summary>
public static class FalseDiscoveryRate
{
    /// <summary>The adjusted p values, in the order of <paramref name="p"/>: a member is called changed where its value is below alpha.</summary>
    public static double[] Adjust(IReadOnlyList<double> p)
    {
        var order = Enumerable.Range(0, p.Count).OrderByDescending(i => p[i]).ToArray();
        var adjusted = new double[p.Count];
        var least = 1.0;
        for (var i = 0; i < order.Length; i++)
        {
            var rank = order.Length - i;
            least = Math.Min(least, p[order[i]] * order.Length / rank);
            adjusted[order[i]] = least;
        }

        return adjusted;
    }
}
