namespace PerfInsight.Comparison;

/// <summary>
/// How much more equal profiles differ than independent samples would: samples come in bursts, and no run of a program is like the
/// one before. Several profiles a side show it for each member; of one profile a side, the members that did not change tell the
/// bursts, and the difference between runs is assumed, unless they differ by far more than that.
/// </summary>
internal sealed class Dispersion
{
    /// <summary>
    /// Run-to-run variation of a member's cost that is assumed where each side has one profile (standard deviation over mean).
    /// Measured between runs of one program: docs/comparison.md.
    /// </summary>
    public const double AssumedVariation = 0.05;

    // The median of the square of a standard normal deviate.
    private const double MedianSquare = 0.4549364231195724;

    // Members with fewer samples have too coarse a deviate.
    private const double LeastSamples = 10;

    /// <summary>Variance over mean of a count of samples that is assumed where members are too few to tell.</summary>
    public const double AssumedBursts = 1.5;

    // For how many members' worth it is assumed.
    private const double AssumedMembers = 10;

    // A thousand samples in a row at one place are no sampling.
    private const double MostBursts = 1000;

    // How much a member's own spread is trusted beside that of all members, in degrees of freedom.
    // Source of the idea: G. Smyth, "Linear models and empirical Bayes methods", Stat. Appl. Genet. Mol. Biol. 3 (2004) 3.
    public const double SharedFreedom = 4;

    private readonly ComparedSide _baseline;
    private readonly ComparedSide _candidate;
    private readonly bool _total;
    private readonly double _common;

    /// <summary>Estimates it from all members of two sides.</summary>
    public Dispersion(ComparedSide baseline, ComparedSide candidate, int members, bool total)
    {
        (_baseline, _candidate, _total) = (baseline, candidate, total);
        Freedom = baseline.Runs + candidate.Runs - 2;
        var counted = Enumerable.Range(0, members).Where(member => Samples(member) >= LeastSamples).ToArray();
        if (Freedom > 0)
            (_common, TestFreedom) = (BetweenRuns(counted), Freedom + SharedFreedom);
        else
            (_common, Noise, TestFreedom) = BetweenMembers(counted);
    }

    /// <summary>What the members show of the noise where each side has one profile and they differ by more than is assumed; else null.</summary>
    public RunNoise? Noise { get; }

    /// <summary>Standard deviation of a member's cost between runs, over its mean, where each side has one profile.</summary>
    public double Variation => Noise?.Variation ?? AssumedVariation;

    /// <summary>
    /// Freedom of Student's distribution that the deviates of unchanged members follow; 0 where it is the normal distribution. What was
    /// estimated from a few runs may have come out too small by chance.
    /// </summary>
    public double TestFreedom { get; }

    /// <summary>Degrees of freedom that the spread of the runs has; 0 where each side has one profile.</summary>
    public int Freedom { get; }

    /// <summary>Variance of a member over what independent samples would have, at least 1.</summary>
    public double Of(int member)
    {
        if (Freedom > 0)
            return Math.Max(1, (SharedFreedom * _common + Spread(member)) / (SharedFreedom + Freedom));
        var (before, after) = (_baseline.Of(member, _total).EffectiveCount, _candidate.Of(member, _total).EffectiveCount);
        return Math.Max(1, Math.Max(1, _common) + RunToRun(before, after));
    }

    /// <summary>The same for a sum over members that has its own samples.</summary>
    public double Of(WeightedCount before, WeightedCount after) => Math.Max(1, _common) + RunToRun(before.EffectiveCount, after.EffectiveCount);

    // The variance of a logarithm of a ratio is 1/before + 1/after of samples, and the square of the variation of each run.
    private double RunToRun(double before, double after) => before == 0 || after == 0 ? 0 : 2 * Variation * Variation * before * after / (before + after);

    private double Samples(int member) => _baseline.Of(member, _total).EffectiveCount + _candidate.Of(member, _total).EffectiveCount;

    private double Spread(int member) => _baseline.Spread(member, _total) + _candidate.Spread(member, _total);

    private double BetweenRuns(int[] members) => Median(members.Select(member => Spread(member) / Freedom)) is var median && members.Length > 0 ? Math.Max(1, median) : 1;

    // Most members did not change: the spread of all their deviates is that of unchanged ones, and the few that did change hardly move
    // a median (B. Devlin, K. Roeder, "Genomic control for association studies", Biometrics 55 (1999) 997–1004). A change that all
    // share is no spread: deviates are taken from the median ratio (S. Anders, W. Huber, Genome Biol. 11 (2010) R106).
    private (double Bursts, RunNoise? Noise, double Freedom) BetweenMembers(int[] members)
    {
        var pairs = members.Select(member => (Before: _baseline.Of(member, _total).EffectiveCount, After: _candidate.Of(member, _total).EffectiveCount))
            .Where(pair => pair.Before > 0 && pair.After > 0).ToArray();
        var shift = Median(pairs.Select(pair => Math.Log(pair.After / pair.Before)));
        var squares = Array.ConvertAll(pairs, pair => (Deviation: Square(Math.Log(pair.After / pair.Before) - shift), Counts: 1 / pair.Before + 1 / pair.After));
        if (RunNoise.Of(squares, AssumedVariation) is { } shown)
        {
            var noise = new RunNoise(Math.Max(1, Steadied(shown.Bursts, AssumedBursts)), Math.Sqrt(Steadied(Square(shown.Variation), Square(AssumedVariation))));
            return (noise.Bursts, noise, RunNoise.Freedom);
        }

        // The bursts at which the median deviation is what it should be. The larger the bursts, the smaller the deviations in their terms.
        var (least, most) = (0.0, MostBursts);
        for (var step = 0; step < 50; step++)
        {
            var bursts = (least + most) / 2;
            if (Median(squares.Select(pair => pair.Deviation / (bursts * pair.Counts + 2 * AssumedVariation * AssumedVariation))) > MedianSquare)
                least = bursts;
            else
                most = bursts;
        }

        return (Steadied(most, AssumedBursts), null, 0);

        double Steadied(double estimate, double assumed) => (pairs.Length * estimate + AssumedMembers * assumed) / (pairs.Length + AssumedMembers);
    }

    private static double Square(double value) => value * value;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
