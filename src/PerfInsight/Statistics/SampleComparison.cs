using System.Globalization;
using PerfInsight.Units;

namespace PerfInsight.Statistics;

/// <summary>Whether two samples differ. The numbers and texts are benchstat's (golang.org/x/perf/benchmath).</summary>
/// <param name="P">Two-sided p value; 0 for an exact unit.</param>
/// <param name="N1">Values of the baseline.</param>
/// <param name="N2">Values of the candidate.</param>
/// <param name="Alpha">The level that <paramref name="P"/> is held against.</param>
/// <param name="Warnings">What to know about it.</param>
public sealed record SampleComparison(double P, int N1, int N2, double Alpha, IReadOnlyList<string> Warnings)
{
    // The least p of n values a side is 2 / C(2n, n): 0.0286 of 4, 4.1e-5 of 9. benchstat's table ends there.
    private const int MostTabulated = 9;

    /// <summary>The test itself; null of an exact unit and where all values are equal.</summary>
    public MannWhitney? Test { get; init; }

    /// <summary>The p value and the numbers of values: <c>p=0.001 n=10</c>.</summary>
    public string Evidence => (P != 0 ? $"p={FixedText.Of(P, 3)} " : "") + (N1 == N2 ? $"n={N1}" : $"n={N1}+{N2}");

    /// <summary>Compares two samples of a unit with noise.</summary>
    /// <param name="baseline">Values in ascending order.</param>
    /// <param name="candidate">Values in ascending order.</param>
    /// <param name="alpha">The level of significance.</param>
    public static SampleComparison OfRanks(double[] baseline, double[] candidate, double alpha)
    {
        if (MannWhitney.Test(baseline, candidate) is not { } test)
            return new SampleComparison(1, baseline.Length, candidate.Length, alpha, ["all samples are equal"]);
        var least = LeastCount(alpha);
        IReadOnlyList<string> warnings = test.P > alpha && baseline.Length < (least ?? MostTabulated + 1) && candidate.Length < (least ?? MostTabulated + 1)
            ? [$"need {(least is null ? $"> {MostTabulated + 1}" : $">= {least}")} samples to detect a difference at alpha level {alpha.ToString(CultureInfo.InvariantCulture)}"]
            : [];
        return new SampleComparison(test.P, baseline.Length, candidate.Length, alpha, warnings) { Test = test };
    }

    /// <summary>Compares two samples of a unit without noise: any difference is one.</summary>
    public static SampleComparison OfExact(int n1, int n2) => new(0, n1, n2, 0, []);

    /// <summary>The change of the centre: <c>+3.08%</c>; <c>~</c> where the samples may be of one distribution, <c>?</c> from zero.</summary>
    public string Delta(double baseline, double candidate)
    {
        if (P > Alpha)
            return "~";
        if (baseline == candidate)
            return "0.00%";
        return baseline == 0 ? "?" : FixedText.Signed(((candidate / baseline) - 1) * 100, 2) + "%";
    }

    private static int? LeastCount(double alpha)
    {
        for (var n = 1; n <= MostTabulated; n++)
        {
            if (MannWhitney.LeastP(n, n) <= alpha)
                return n;
        }

        return null;
    }
}
