using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PerfInsight.Statistics;

/// <summary>
/// The exact distribution of the Mann-Whitney U statistic, with ties: Klotz, "The Wilcoxon, Ties, and the Computer", Journal of the
/// American Statistical Association 61 (1966) 772. Perfolizer's exact distributions ignore ties, and overflow from about 60 values on.
/// </summary>
internal static class RankSums
{
    private static readonly ConcurrentDictionary<(int N1, int N2), double[]> WithoutTies = new();

    /// <summary>Probability that U is at most <paramref name="twiceU"/> / 2.</summary>
    /// <param name="n1">Number of values whose U it is.</param>
    /// <param name="n2">Number of the other values.</param>
    /// <param name="ties">How many values are equal, for each of the different values in ascending order.</param>
    /// <param name="twiceU">Twice the statistic: the pairs with the first value greater count two, those with equal values one.</param>
    public static double AtMost(int n1, int n2, ReadOnlySpan<int> ties, int twiceU)
    {
        if (twiceU < 0)
            return 0;
        if (twiceU >= 2 * n1 * n2)
            return 1;
        if (ties.Length == n1 + n2)
        {
            var below = WithoutTies.GetOrAdd((Math.Min(n1, n2), Math.Max(n1, n2)), static key => Cumulative(key.N1, key.N2));
            var u = twiceU / 2;
            // Symmetric: P(U <= u) = 1 - P(U <= n1 n2 - u - 1).
            return u < below.Length ? below[u] : 1 - below[(n1 * n2) - u - 1];
        }

        // With the roles of both samples and the direction reversed the question is the same; the smaller sample costs less.
        if (n1 <= n2)
            return Counts(n1, n2, ties, twiceU, Sum) / BinomialCoefficient.Of(n1 + n2, n1);
        var reversed = ties.ToArray();
        reversed.AsSpan().Reverse();
        return Counts(n2, n1, reversed, twiceU, Sum) / BinomialCoefficient.Of(n1 + n2, n1);
    }

    /// <summary>
    /// The most that U may be with P(U ≤ u) ≤ <paramref name="probability"/>, without ties; -1 where even U = 0 is more probable.
    /// </summary>
    public static int Critical(int n1, int n2, double probability)
    {
        var below = WithoutTies.GetOrAdd((Math.Min(n1, n2), Math.Max(n1, n2)), static key => Cumulative(key.N1, key.N2));
        var u = Array.BinarySearch(below, probability);
        if (u < 0)
            return ~u - 1;
        while (u + 1 < below.Length && below[u + 1] <= probability)
            u++;
        return u;
    }

    private static double[] Cumulative(int n1, int n2)
    {
        var ties = new int[n1 + n2];
        Array.Fill(ties, 1);
        var ways = BinomialCoefficient.Of(n1 + n2, n1);
        return Counts(n1, n2, ties, n1 * n2, counts =>
        {
            var below = new double[(n1 * n2 / 2) + 1];
            var sum = 0.0;
            for (var u = 0; u < below.Length; u++)
            {
                sum += counts[2 * u];
                below[u] = sum / ways;
            }

            return below;
        });
    }

    // counts[s]: in how many ways the values of the first sample can lie among all so that 2 U = s. Group by group of equal values,
    // upwards: c of the t equal ones beat all of the other sample below, and tie with the t - c of it.
    private static T Counts<T>(int n1, int n2, ReadOnlySpan<int> ties, int most, Func<double[], T> result)
    {
        var rows = new double[n1 + 1][];
        for (var k = 0; k <= n1; k++)
        {
            rows[k] = ArrayPool<double>.Shared.Rent(most + 1);
            Array.Clear(rows[k]);
        }

        rows[0][0] = 1;
        var (seen, total) = (0, n1 + n2);
        foreach (var t in ties)
        {
            // Rows that cannot end with n1 chosen are not needed.
            for (var k = Math.Min(n1, seen + t); k >= Math.Max(0, n1 - (total - seen - t)); k--)
            {
                var ways = 1.0;
                for (var c = 1; c <= Math.Min(t, k); c++)
                {
                    ways = ways * (t - c + 1) / c; // of t, c
                    var othersBelow = seen - (k - c);
                    if (othersBelow < 0 || othersBelow + (t - c) > n2)
                        continue;
                    var shift = c * ((2 * othersBelow) + t - c);
                    // So far U is at most the product of both counts.
                    var length = Math.Min(most - shift, 2 * (k - c) * othersBelow) + 1;
                    if (length > 0)
                        AddScaled(rows[k - c].AsSpan(0, length), rows[k].AsSpan(shift), ways);
                }
            }

            seen += t;
        }

        rows[n1].AsSpan(most + 1).Clear();
        var answer = result(rows[n1]);
        foreach (var row in rows)
            ArrayPool<double>.Shared.Return(row);
        return answer;
    }

    private static void AddScaled(ReadOnlySpan<double> from, Span<double> to, double factor)
    {
        var vectorsFrom = MemoryMarshal.Cast<double, Vector<double>>(from);
        var vectorsTo = MemoryMarshal.Cast<double, Vector<double>>(to[..from.Length]);
        for (var i = 0; i < vectorsFrom.Length; i++)
            vectorsTo[i] += vectorsFrom[i] * factor;
        for (var i = vectorsFrom.Length * Vector<double>.Count; i < from.Length; i++)
            to[i] += from[i] * factor;
    }

    private static double Sum(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
