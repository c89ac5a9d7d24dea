using PerfInsight.Profiles;

namespace PerfInsight.Comparison;

/// <summary>The profiles of one side, added up by member.</summary>
internal sealed class ComparedSide
{
    private readonly MemberCosts[] _runs;
    private readonly double[] _exposures;

    private ComparedSide(MemberCosts[] runs, double[] exposures) => (_runs, _exposures) = (runs, exposures);

    /// <summary>What costs are per, over all profiles.</summary>
    public double Exposure => _exposures.Sum();

    /// <summary>Number of profiles.</summary>
    public int Runs => _runs.Length;

    /// <summary>All samples.</summary>
    public WeightedCount All { get; private init; }

    /// <summary>Adds the profiles of a side up.</summary>
    /// <param name="profiles">The profiles.</param>
    /// <param name="sampleType">Kind of the sample type.</param>
    /// <param name="mode">What costs are per.</param>
    /// <param name="operations">Operations that all profiles together did; they are divided by what the profiles measured.</param>
    /// <param name="index">Numbers the members.</param>
    public static ComparedSide Of(IReadOnlyList<ProfileData> profiles, string sampleType, ComparisonMode mode, double operations, MemberIndex index)
    {
        var runs = profiles.Select(profile => MemberCosts.Of(profile, profile.SampleTypeIndex(sampleType), index)).ToArray();
        var all = runs.Aggregate(default(WeightedCount), (sum, run) => sum + run.All);
        var exposures = runs.Select((run, i) => mode switch
        {
            ComparisonMode.PerSecond => profiles[i].Info.Duration / 1e9,
            ComparisonMode.Share => run.All.Sum,
            ComparisonMode.PerOperation => operations / runs.Length,
            _ => 1.0 / runs.Length,
        }).ToArray();
        return new ComparedSide(runs, exposures) { All = all };
    }

    /// <summary>Self or total of a member, over all profiles.</summary>
    public WeightedCount Of(int member, bool total)
    {
        var sum = default(WeightedCount);
        foreach (var run in _runs)
            sum += total ? run.Total(member) : run.Self(member);
        return sum;
    }

    /// <summary>
    /// How far a member's profiles lie apart: the sum of squared deviations over what independent samples would have (chi squared),
    /// with one degree of freedom less than there are profiles.
    /// </summary>
    public double Spread(int member, bool total)
    {
        var sum = Of(member, total);
        if (_runs.Length == 1 || sum.EffectiveCount == 0)
            return 0;
        var (spread, rate) = (0.0, sum.Sum / Exposure);
        for (var i = 0; i < _runs.Length; i++)
        {
            var expected = rate * _exposures[i];
            var seen = (total ? _runs[i].Total(member) : _runs[i].Self(member)).Sum;
            spread += (seen - expected) * (seen - expected) / (expected * sum.EffectiveWeight);
        }

        return spread;
    }
}
