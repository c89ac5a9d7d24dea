namespace PerfInsight.Statistics;

/// <summary>Geometric means, after github.com/aclements/go-moremath (stats/sample.go, GeoMean), so that the digits are benchstat's.</summary>
internal static class GeometricMean
{
    /// <summary>The geometric mean; null where there are no values or one is not above zero.</summary>
    public static double? Of(IEnumerable<double> values)
    {
        var (mean, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (value <= 0)
                return null;
            mean += (Math.Log(value) - mean) / ++count;
        }

        return count == 0 ? null : Math.Exp(mean);
    }
}
