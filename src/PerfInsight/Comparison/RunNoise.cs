namespace PerfInsight.Comparison;

/// <summary>
/// How much two profiles of one program differ, told by the members themselves: in so far as they differ the more the fewer samples
/// they have, samples come in bursts; what members of many samples differ by is the difference between the runs.
/// </summary>
/// <param name="Bursts">Variance over mean of a count of samples.</param>
/// <param name="Variation">Standard deviation of a member's cost between runs, over its mean.</param>
internal readonly record struct RunNoise(double Bursts, double Variation)
{
    // Logarithm of how many times likelier than any of runs that vary as assumed: from here on they do not.
    private const double LeastGain = 2;

    /// <summary>
    /// Freedom of Student's distribution for members of a noisy pair: not all vary alike, some far more than most. Chosen on recordings
    /// of one program on a busy machine: docs/comparison.md.
    /// </summary>
    public const double Freedom = 5;

    // The estimate itself is to hardly notice the members that did change.
    private const double RobustFreedom = 4;

    // More members tell no more, and cost time.
    private const int MostMembers = 2000;

    private const double Step = 1.3;
    private const int Variations = 11;
    private const int Burstiness = 15;

    // Nor is a little more than assumed worth another method.
    private const double LeastVariation = 2;

    /// <summary>
    /// The noise under which the deviations of the members are most likely, if they follow Student's distribution; null where runs that vary
    /// as is assumed explain them about as well.
    /// Source: K. Lange, R. Little, J. Taylor, "Robust statistical modeling using the t distribution", J. Am. Stat. Assoc. 84 (1989) 881–896.
    /// </summary>
    /// <param name="members">
    /// Of each member the square of the logarithm of its ratio, and the variance that independent samples would give it.
    /// </param>
    /// <param name="assumed">The variation that is assumed.</param>
    public static RunNoise? Of((double Deviation, double Counts)[] members, double assumed)
    {
        var every = Math.Max(1, members.Length / MostMembers);
        var some = members.Where((_, i) => i % every == 0).ToArray();
        var (best, most, mostAsAssumed) = (default(RunNoise), double.NegativeInfinity, double.NegativeInfinity);
        for (var step = 0; step < Burstiness * Variations; step++)
        {
            var noise = new RunNoise(Math.Pow(Step, step / Variations), assumed * Math.Pow(Step, step % Variations));
            var likelihood = noise.Likelihood(some);
            if (step % Variations == 0)
                mostAsAssumed = Math.Max(mostAsAssumed, likelihood);
            if (likelihood > most)
                (best, most) = (noise, likelihood);
        }

        return most >= mostAsAssumed + LeastGain && best.Variation >= LeastVariation * assumed ? best : null;
    }

    /// <summary>Variance of the logarithm of a ratio of two counts.</summary>
    public double LogVariance(double before, double after) => Bursts * (1 / before + 1 / after) + 2 * Variation * Variation;

    // Its logarithm, but for what is the same for each noise.
    private double Likelihood((double Deviation, double Counts)[] members)
    {
        var sum = 0.0;
        foreach (var (deviation, counts) in members)
        {
            var variance = Bursts * counts + 2 * Variation * Variation;
            sum -= Math.Log(variance) / 2 + (RobustFreedom + 1) / 2 * Math.Log(1 + deviation / (RobustFreedom * variance));
        }

        return sum;
    }
}
