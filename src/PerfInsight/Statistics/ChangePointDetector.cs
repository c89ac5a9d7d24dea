using Perfolizer.Mathematics.Cpd;
using Pragmastat;
using Pragmastat.Estimators;

namespace PerfInsight.Statistics;

/// <summary>
/// Finds the places where the level of a series changes. Perfolizer's ED-PELT (Haynes, Fearnhead and Eckley, Statistics and Computing 27
/// (2017) 1293) proposes places where the distribution changes in any way, and Pettitt's rank statistic (Applied Statistics 28 (1979)
/// 126) the best place between two of them, since ED-PELT overlooks levels of a few values at the end. Of these only those stay where
/// the level changes: the Mann-Whitney test between what lies on either side, corrected for the number of places, and for as many
/// values as <see cref="LeastLength"/> at least. One value far off, or a change of the noise alone, is no change of the level.
/// </summary>
public sealed record ChangePointDetector
{
    // ED-PELT takes the square of the length where nothing changes; in windows that overlap by half it takes time in proportion to it.
    private const int Window = 256;

    // Values further away tell little more of a level. Up to here the test is exact, which it must be where one side has a handful.
    private const int MostTested = 50;

    /// <summary>Chance of a change point reported in a window of a series without any.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>How many values a new level must last.</summary>
    public int LeastLength { get; init; } = 4;

    /// <summary>Changes smaller than this share of the level are left out.</summary>
    public double LeastChange { get; init; }

    /// <summary>Finds the change points of a series, in order.</summary>
    /// <param name="values">Values in the order in which they were measured, finite.</param>
    public IReadOnlyList<ChangePoint> Find(IReadOnlyList<double> values)
    {
        var bounds = new List<int> { 0 };
        bounds.AddRange(Proposed([.. values]));
        bounds.Add(values.Count);
        var points = bounds.Select((_, i) => Test(values, bounds, i)).ToList();
        while (bounds.Count > 2)
        {
            // What is least certain goes first: its neighbours then have more values to go by.
            var worst = Enumerable.Range(1, bounds.Count - 2).MaxBy(i => IsTooSmall(points[i]!) ? 2 : points[i]!.P);
            if (points[worst]!.P <= Alpha && !IsTooSmall(points[worst]!))
                break;
            bounds.RemoveAt(worst);
            points.RemoveAt(worst);
            for (var i = worst - 1; i <= worst; i++)
                points[i] = Test(values, bounds, i);
        }

        for (var i = 1; i < bounds.Count - 1; i++)
            Refine(values, bounds, i);
        return [.. bounds.Select((_, i) => Test(values, bounds, i)).OfType<ChangePoint>().Where(point => point.P <= Alpha)];
    }

    // A few values far off at an end are seen as a level by whoever must take more of them: the best place is nearer to the end then.
    private bool IsLasting(IReadOnlyList<double> values, int from, int at, int to) =>
        LeastDeviation(values, from, to, Math.Max(at - LeastLength, from + 1), Math.Min(at + LeastLength, to - 1)) is var split
        && split - from >= LeastLength && to - split >= LeastLength;

    // Ranks say whether there is a change, sizes say best where.
    private void Refine(IReadOnlyList<double> values, List<int> bounds, int i)
    {
        var (from, to) = (Math.Max(bounds[i - 1], bounds[i] - MostTested), Math.Min(bounds[i + 1], bounds[i] + MostTested));
        bounds[i] = LeastDeviation(
            values, from, to, Math.Max(bounds[i] - LeastLength, from + LeastLength), Math.Min(bounds[i] + LeastLength, to - LeastLength));
    }

    // The place, first to last, at which the values lie nearest to the medians on both sides.
    private static int LeastDeviation(IReadOnlyList<double> values, int from, int to, int first, int last)
    {
        var (best, least) = (first, double.PositiveInfinity);
        for (var split = first; split <= last; split++)
        {
            var deviation = Deviation(Sorted(values, from, split)) + Deviation(Sorted(values, split, to));
            if (deviation < least)
                (best, least) = (split, deviation);
        }

        return best;
    }

    // Sum of the distances to the median: what is above it less what is below.
    private static double Deviation(double[] sorted)
    {
        var sum = 0.0;
        for (int low = 0, high = sorted.Length - 1; low < high; low++, high--)
            sum += sorted[high] - sorted[low];
        return sum;
    }

    // Pettitt's place: where the mean rank on both sides differs most, in standard errors.
    private static int? BestSplit(IReadOnlyList<double> values, int from, int to, int least)
    {
        var count = to - from;
        if (count < 2 * least)
            return null;
        var ranks = Ranks(values, from, count);
        var (best, most, sum) = ((int?)null, 0.0, 0.0);
        for (var before = 1; before <= count - least; before++)
        {
            sum += ranks[before - 1];
            if (before < least)
                continue;
            var distance = Math.Abs(sum - (before * (count + 1) / 2.0)) / Math.Sqrt((double)before * (count - before));
            if (distance > most)
                (best, most) = (from + before, distance);
        }

        return best;
    }

    // Equal values share the mean of their ranks.
    private static double[] Ranks(IReadOnlyList<double> values, int from, int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var keys = Array.ConvertAll(order, i => values[from + i]);
        Array.Sort(keys, order);
        var ranks = new double[count];
        for (int first = 0, end; first < count; first = end)
        {
            for (end = first + 1; end < count && keys[end] == keys[first];)
                end++;
            for (var i = first; i < end; i++)
                ranks[order[i]] = (first + end + 1) / 2.0;
        }

        return ranks;
    }

    private bool IsTooSmall(ChangePoint point) => Math.Abs(point.Change) < LeastChange;

    private SortedSet<int> Proposed(double[] values)
    {
        var proposed = new SortedSet<int>();
        for (var start = 0; start == 0 || start + (Window / 2) < values.Length; start += Window / 2)
        {
            var window = values.AsSpan(start, Math.Min(Window, values.Length - start)).ToArray();
            if (window.Length < 2 * LeastLength)
                continue;
            // Indexes are of the last value before the change.
            foreach (var index in EdPeltChangePointDetector.Instance.GetChangePointIndexes(window, LeastLength))
                proposed.Add(start + index + 1);
        }

        // Windows may see one change at two places; the test then finds one of them without values between.
        int? previous = null;
        foreach (var index in proposed.ToList())
        {
            if (previous is { } near && index - near < LeastLength)
                proposed.Remove(index);
            else
                previous = index;
        }

        var bounds = new List<int> { 0, values.Length };
        bounds.InsertRange(1, proposed);
        for (var i = 1; i < bounds.Count; i++)
        {
            for (var start = bounds[i - 1]; start == bounds[i - 1] || start + (Window / 2) < bounds[i]; start += Window / 2)
            {
                if (BestSplit(values, start, Math.Min(bounds[i], start + Window), LeastLength) is { } split)
                    proposed.Add(split);
            }
        }

        return proposed;
    }

    // The change between the bounds on either side of the i-th; null for the ends of the series.
    private ChangePoint? Test(IReadOnlyList<double> values, List<int> bounds, int i)
    {
        if (i == 0 || i == bounds.Count - 1)
            return null;
        var (from, at, to) = (bounds[i - 1], bounds[i], bounds[i + 1]);
        (from, to) = (Math.Max(from, at - MostTested), Math.Min(to, at + MostTested));
        var (before, after) = (Sorted(values, from, at), Sorted(values, at, to));
        // The place was chosen as the best of all: Bonferroni's correction for as many as there were in a window.
        var places = Math.Min(Window, values.Count);
        var p = IsLasting(values, from, at, to) && MannWhitney.Test(before, after, MostTested) is { } test ? Math.Min(1, test.P * places) : 1;
        return new ChangePoint(at, Median(before), Median(after), p);
    }

    private static double[] Sorted(IReadOnlyList<double> values, int from, int to)
    {
        var part = new double[to - from];
        for (var i = 0; i < part.Length; i++)
            part[i] = values[from + i];
        Array.Sort(part);
        return part;
    }

    private static double Median(double[] values) => MedianEstimator.Instance.Estimate(new Sample(values)).NominalValue;
}
