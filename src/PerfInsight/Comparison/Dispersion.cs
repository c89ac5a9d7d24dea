namespace PerfInsight.Comparison;

/// <summary>
/// How much more equal profiles differ than independent samples would: samples come in bursts, machines drift. Most members
/// of two profiles did not change, so the spread of all their deviates tells it, and the few that did change hardly move
/// a median. Source: B. Devlin, K. Roeder, "Genomic control for association studies", Biometrics 55 (1999) 997–1004.
/// </summary>
public static class Dispersion
{
    // The median of the absolute value of a standard normal deviate.
    private const double NormalMedian = 0.6744897501960817;

    /// <summary>
    /// What is assumed of a profile whose members are too few to tell. Measured between profiles of one program: docs/statistics.md.
    /// </summary>
    public const double Assumed = 1.5;

    /// <summary>So many members' worth the assumption counts beside what is seen.</summary>
    private const double AssumedMembers = 10;

    /// <summary>Variance over what independent samples would have, from deviates of members with enough samples; at least 1.</summary>
    public static double Of(IReadOnlyList<double> deviates)
    {
        var sizes = deviates.Select(Math.Abs).Order().ToArray();
        var median = sizes.Length == 0 ? 0 : (sizes[(sizes.Length - 1) / 2] + sizes[sizes.Length / 2]) / 2;
        var seen = Math.Pow(median / NormalMedian, 2);
        return Math.Max(1, (sizes.Length * seen + AssumedMembers * Assumed) / (sizes.Length + AssumedMembers));
    }
}
