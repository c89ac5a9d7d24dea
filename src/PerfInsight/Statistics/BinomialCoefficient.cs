namespace PerfInsight.Statistics;

/// <summary>Binomial coefficients beyond the 2^63 that Perfolizer's stop at: a double has 15 digits of them.</summary>
internal static class BinomialCoefficient
{
    /// <summary>In how many ways <paramref name="k"/> of <paramref name="n"/> can be chosen.</summary>
    public static double Of(int n, int k)
    {
        if (k < 0 || k > n)
            return 0;
        var ways = 1.0;
        for (var i = 1; i <= Math.Min(k, n - k); i++)
            ways = ways * (n - Math.Min(k, n - k) + i) / i;
        return Math.Round(ways);
    }
}
