using Perfolizer.Mathematics.Functions;

namespace PerfInsight.Comparison;

/// <summary>
/// Two rates of samples compared: did the candidate's rate change, and by how much? Samples are counts, so the test is
/// the exact conditional one for two Poisson means, on effective counts, and the interval of the ratio is the one that
/// belongs to it: where the interval excludes 1, p is below alpha.
/// Sources: J. Przyborowski, H. Wilenski, Biometrika 31 (1940) 313–323 (test); C. Clopper, E. Pearson, Biometrika 26
/// (1934) 404–413 (interval); G. Zou, A. Donner, Stat. Med. 27 (2008) 1693–1702 (interval of the difference).
/// </summary>
public readonly record struct RateTest
{
    /// <summary>Candidate over baseline; infinite where the baseline has no samples, NaN where neither has.</summary>
    public double Ratio { get; private init; }

    /// <summary>Confidence interval of <see cref="Ratio"/>.</summary>
    public Interval RatioInterval { get; private init; }

    /// <summary>Candidate's rate minus baseline's.</summary>
    public double Delta { get; private init; }

    /// <summary>Confidence interval of <see cref="Delta"/>.</summary>
    public Interval DeltaInterval { get; private init; }

    /// <summary>Two-sided p value of equal rates, before any correction for many members.</summary>
    public double P { get; private init; }

    /// <summary>
    /// Size and direction of the change as a standard normal deviate; what the spread between equal profiles is estimated from.
    /// </summary>
    public double Z => P >= 1 ? 0 : Math.Sign(Delta) * NormalDeviate.Upper(P / 2);

    /// <summary>Compares.</summary>
    /// <param name="baseline">Samples of the baseline.</param>
    /// <param name="baselineExposure">What the baseline's rate is per: seconds, operations, all samples. Above 0.</param>
    /// <param name="candidate">Samples of the candidate.</param>
    /// <param name="candidateExposure">The same for the candidate.</param>
    /// <param name="dispersion">Variance over what independent samples would have, at least 1.</param>
    /// <param name="alpha">One minus the confidence of the intervals.</param>
    internal static RateTest Compare(
        WeightedCount baseline, double baselineExposure, WeightedCount candidate, double candidateExposure, double dispersion = 1, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(baselineExposure);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(candidateExposure);
        ArgumentOutOfRangeException.ThrowIfLessThan(dispersion, 1);
        var (before, after) = (Math.Max(0, baseline.EffectiveCount) / dispersion, Math.Max(0, candidate.EffectiveCount) / dispersion);
        if (before + after == 0)
            return new RateTest { Ratio = double.NaN, RatioInterval = new Interval(0, double.PositiveInfinity), P = 1 };

        // A side without samples has no weight of its own: its samples, had there been any, would have been like the other's.
        var beforeWeight = (before > 0 ? baseline : candidate).EffectiveWeight * dispersion / baselineExposure;
        var afterWeight = (after > 0 ? candidate : baseline).EffectiveWeight * dispersion / candidateExposure;
        var scale = afterWeight / beforeWeight;

        // Equal rates would give each of the samples to the candidate with this probability.
        var expected = 1 / (1 + scale);
        var atLeast = after == 0 ? 1 : BetaFunction.RegularizedIncompleteValue(after, before + 1, expected);
        var atMost = before == 0 ? 1 : 1 - BetaFunction.RegularizedIncompleteValue(after + 1, before, expected);
        var lower = after == 0 ? 0 : BetaFunction.RegularizedIncompleteInverseValue(after, before + 1, alpha / 2);
        var upper = before == 0 ? 1 : BetaFunction.RegularizedIncompleteInverseValue(after + 1, before, 1 - alpha / 2);
        return new RateTest
        {
            Ratio = before == 0 ? double.PositiveInfinity : after * scale / before,
            RatioInterval = new Interval(scale * lower / (1 - lower), upper == 1 ? double.PositiveInfinity : scale * upper / (1 - upper)),
            Delta = after * afterWeight - before * beforeWeight,
            DeltaInterval = Difference(before, beforeWeight, after, afterWeight, alpha),
            P = Math.Clamp(2 * Math.Min(atLeast, atMost), 0, 1),
        };
    }

    private static Interval Difference(double before, double beforeWeight, double after, double afterWeight, double alpha)
    {
        var z = NormalDeviate.Upper(alpha / 2);
        var (b, c) = (CountInterval(before, z), CountInterval(after, z));
        var delta = after * afterWeight - before * beforeWeight;
        var down = Math.Sqrt(Square((after - c.Lower) * afterWeight) + Square((b.Upper - before) * beforeWeight));
        var up = Math.Sqrt(Square((c.Upper - after) * afterWeight) + Square((before - b.Lower) * beforeWeight));
        return new Interval(delta - down, delta + up);
    }

    // Byar's approximation of the exact interval of a Poisson count, within 1 % of it from 1 on.
    // Source: N. Breslow, N. Day, "Statistical Methods in Cancer Research II", IARC 1987, section 2.3.
    private static Interval CountInterval(double count, double z)
    {
        var next = count + 1;
        var lower = count < 0.2 ? 0 : count * Math.Pow(Math.Max(0, 1 - 1 / (9 * count) - z / (3 * Math.Sqrt(count))), 3);
        return new Interval(lower, next * Math.Pow(1 - 1 / (9 * next) + z / (3 * Math.Sqrt(next)), 3));
    }

    private static double Square(double value) => value * value;
}
