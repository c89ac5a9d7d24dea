using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace PerfInsight.Statistics;

/// <summary>
/// The Mann-Whitney U test: whether the values of one sample tend to be larger than those of another. Nothing is assumed of the
/// distributions. P values are benchstat's (github.com/aclements/go-moremath, stats/utest.go): exact, with ties, up to 50 values a
/// side (25 with ties), else normal with corrections for ties and continuity. Perfolizer's test takes values within 1e-9 as equal
/// (times in seconds are all equal then) and ignores ties in its exact distribution, so it serves as a check in the tests alone.
/// </summary>
/// <param name="U">Pairs in which the value of the first sample is greater, ties counted half.</param>
/// <param name="P">Two-sided p value.</param>
/// <param name="PLess">P value of the alternative that the first sample is smaller.</param>
/// <param name="PGreater">P value of the alternative that the first sample is larger.</param>
public readonly record struct MannWhitney(double U, double P, double PLess, double PGreater)
{
    private const int MostExact = 50;
    private const int MostExactWithTies = 25;

    /// <summary>The least two-sided p value that samples of these sizes can have: two over the number of ways to mix them.</summary>
    public static double LeastP(int n1, int n2) => Math.Min(1, 2 / BinomialCoefficient.Of(n1 + n2, n1));

    /// <summary>Tests two samples.</summary>
    /// <param name="x">Values in ascending order.</param>
    /// <param name="y">Values in ascending order.</param>
    /// <returns>The result; null where a sample is empty or all values of both are equal.</returns>
    public static MannWhitney? Test(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Test(x, y, MostExactWithTies);

    /// <summary>Tests two samples.</summary>
    /// <param name="x">Values in ascending order.</param>
    /// <param name="y">Values in ascending order.</param>
    /// <param name="mostExactWithTies">Values a side up to which p is exact although there are ties; beyond 50 it never is.</param>
    /// <returns>The result; null where a sample is empty or all values of both are equal.</returns>
    internal static MannWhitney? Test(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int mostExactWithTies)
    {
        if (x.IsEmpty || y.IsEmpty)
            return null;
        var ties = new int[x.Length + y.Length];
        var (twiceU, groups) = Statistic(x, y, ties);
        if (groups == 1)
            return null;

        var hasTies = groups < ties.Length;
        var limit = hasTies ? mostExactWithTies : MostExact;
        return x.Length <= limit && y.Length <= limit
            ? Exact(x.Length, y.Length, ties.AsSpan(0, groups), (int)twiceU)
            : Normal(x.Length, y.Length, ties.AsSpan(0, groups), twiceU / 2.0);
    }

    private static MannWhitney Exact(int n1, int n2, ReadOnlySpan<int> ties, int twiceU)
    {
        var most = 2 * n1 * n2;
        var twiceSmaller = Math.Min(twiceU, most - twiceU);
        // In the middle the two tails overlap.
        var tail = RankSums.AtMost(n1, n2, ties, twiceSmaller);
        var p = twiceU * 2 == most ? 1 : Math.Min(1, 2 * tail);
        if (twiceU <= most - twiceU)
            return new MannWhitney(twiceU / 2.0, p, tail, Math.Max(0.5, 1 - tail));

        // The distribution is symmetric unless there are ties and the samples differ in size. go-moremath takes it as symmetric all the same;
        // that is followed but where it says that what happened is impossible.
        var greater = ties.Length == n1 + n2 || n1 == n2 ? tail : RankSums.AtMost(n2, n1, ties, most - twiceU);
        return new MannWhitney(twiceU / 2.0, tail > 0 ? p : Math.Min(1, 2 * greater), Math.Max(0.5, 1 - greater), greater);
    }

    private static MannWhitney Normal(int n1, int n2, ReadOnlySpan<int> ties, double u)
    {
        double n = (double)n1 + n2;
        var correction = 0.0;
        foreach (var t in ties)
            correction += ((double)t * t * t) - t;
        var mean = (double)n1 * n2 / 2;
        var deviation = Math.Sqrt((double)n1 * n2 * (n + 1 - (correction / (n * (n - 1)))) / 12);
        var distance = u - mean;
        var twoSided = NormalDistribution.Gauss(-Math.Abs(distance - (Math.Sign(distance) * 0.5)) / deviation) * 2;
        return new MannWhitney(
            u,
            Math.Min(1, twoSided),
            NormalDistribution.Gauss((distance + 0.5) / deviation),
            NormalDistribution.Gauss(-(distance - 0.5) / deviation));
    }

    // Twice U, and how many values are equal, for each different value upwards.
    private static (long TwiceU, int Groups) Statistic(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int[] ties)
    {
        var (i, j, groups) = (0, 0, 0);
        long twiceU = 0;
        while (i < x.Length || j < y.Length)
        {
            var value = j >= y.Length || (i < x.Length && x[i] < y[j]) ? x[i] : y[j];
            var (startX, startY) = (i, j);
            while (i < x.Length && x[i] == value)
                i++;
            while (j < y.Length && y[j] == value)
                j++;
            twiceU += (long)(i - startX) * ((2L * startY) + (j - startY));
            ties[groups++] = i - startX + j - startY;
        }

        return (twiceU, groups);
    }
}
