using PerfInsight.Statistics;
using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace PerfInsight.Comparison;

/// <summary>Tests each member of two sides and puts the rows together.</summary>
internal sealed class ComparedMembers(ComparedSide baseline, ComparedSide candidate, Dispersion dispersion, ComparisonOptions options)
{
    /// <summary>How much more equal profiles differ than counts do.</summary>
    public Dispersion Dispersion { get; } = dispersion;

    /// <summary>
    /// The rows with the numbers of their members on both sides, the largest sure change first, then by the size of the change.
    /// </summary>
    public IReadOnlyList<(MemberDelta Row, int Before, int After)> Rows(IReadOnlyList<Member> members, IReadOnlyDictionary<int, int> renames, RateTest all)
    {
        // A renamed member has one row: its own on the candidate's side, that of its former name on the baseline's.
        var former = renames.ToDictionary(pair => pair.Value, pair => pair.Key);
        var rows = new List<(int Before, int After)>();
        for (var member = 0; member < members.Count; member++)
        {
            if (!renames.ContainsKey(member) && (Total(baseline, Former(member)) != 0 || Total(candidate, member) != 0))
                rows.Add((Former(member), member));
        }

        var tests = rows.ConvertAll(row => Test(row.Before, row.After));
        var p = rows.Select((row, i) => PValue(tests[i], row.Before, row.After)).ToArray();

        // Members with so few samples that no split of them could be significant are not asked, and do not dilute the others.
        // Source: R. Tarone, "A modified Bonferroni method for discrete data", Biometrics 46 (1990) 515–522.
        var asked = Enumerable.Range(0, rows.Count).Where(i => MostSignificant(rows[i].Before, rows[i].After) < options.Alpha).ToArray();
        var adjusted = new double[rows.Count];
        Array.Fill(adjusted, 1);
        foreach (var (value, place) in BenjaminiHochberg.Adjust([.. asked.Select(i => p[i])]).Zip(asked))
            adjusted[place] = value;

        return
        [
            .. rows.Select((row, i) => (Row: Row(members, row, tests[i], adjusted[i], all), row.Before, row.After))
                .OrderBy(place => place.Row.Verdict == Verdict.Indistinguishable)
                .ThenByDescending(place => Math.Abs(place.Row.Test.Delta))
                .ThenBy(place => place.Row.Member.Name, StringComparer.Ordinal),
        ];

        int Former(int member) => former.GetValueOrDefault(member, member);
    }

    /// <summary>Regression or improvement where the change is sure and large enough.</summary>
    public Verdict VerdictOf(RateTest test, double p)
    {
        var least = options.LeastChange * baseline.All.Sum / baseline.Exposure;
        return p >= options.Alpha || Math.Abs(test.Delta) < least ? Verdict.Indistinguishable : test.Delta > 0 ? Verdict.Regression : Verdict.Improvement;
    }

    private RateTest Test(int before, int after) => RateTest.Compare(
        baseline.Of(before, options.ByTotal), baseline.Exposure, candidate.Of(after, options.ByTotal), candidate.Exposure,
        Math.Max(Dispersion.Of(before), Dispersion.Of(after)), options.Alpha);

    private double PValue(RateTest test, int before, int after)
    {
        if (Dispersion.TestFreedom == 0)
            return test.P;
        var deviate = Dispersion.Noise is { } noise ? LogDeviate(noise, before, after) : test.Z;
        return Math.Min(1, 2 * (1 - new StudentDistribution(Dispersion.TestFreedom).Cdf(Math.Abs(deviate))));
    }

    // What varies between runs multiplies: deviates are those of the logarithm. Half a sample is added to each side, so that it has one
    // (F. Anscombe, "On estimating binomial response relations", Biometrika 43 (1956) 461–464).
    private double LogDeviate(RunNoise noise, int before, int after)
    {
        var (b, c) = (baseline.Of(before, options.ByTotal), candidate.Of(after, options.ByTotal));
        var (counted, other) = (b.EffectiveCount + 0.5, c.EffectiveCount + 0.5);
        var beforeWeight = (b.EffectiveCount > 0 ? b : c).EffectiveWeight / baseline.Exposure;
        var afterWeight = (c.EffectiveCount > 0 ? c : b).EffectiveWeight / candidate.Exposure;
        var ratio = other * afterWeight / (counted * beforeWeight);
        return ratio > 0 ? Math.Log(ratio) / Math.Sqrt(noise.LogVariance(counted, other)) : 0;
    }

    private double MostSignificant(int before, int after)
    {
        var samples = baseline.Of(before, options.ByTotal).EffectiveCount + candidate.Of(after, options.ByTotal).EffectiveCount;
        var share = Math.Min(baseline.Exposure, candidate.Exposure) / (baseline.Exposure + candidate.Exposure);
        return 2 * Math.Pow(options.Mode == ComparisonMode.Share ? 0.5 : share, samples);
    }

    private MemberDelta Row(IReadOnlyList<Member> members, (int Before, int After) place, RateTest test, double adjusted, RateTest all)
    {
        var (before, after) = (Cost(baseline, place.Before), Cost(candidate, place.After));
        var isGone = after.Total == 0 && place.Before == place.After;
        var verdict = VerdictOf(test, adjusted);
        return new MemberDelta
        {
            Member = members[isGone ? place.Before : place.After],
            RenamedFrom = place.Before == place.After ? null : members[place.Before],
            Baseline = before,
            Candidate = after,
            Test = test,
            AdjustedP = adjusted,
            Verdict = verdict,
            IsNewHotspot = verdict == Verdict.Regression && after.SelfShare >= options.HotspotShare && before.SelfShare < options.HotspotShare / 2,
            IsVanishedHotspot = verdict == Verdict.Improvement && before.SelfShare >= options.HotspotShare && after.SelfShare < options.HotspotShare / 2,
            Overweight = Overweight(before, after, all),
        };
    }

    // What the member grew by, over what it would have grown by had it kept its share of the whole.
    private double Overweight(MemberCost before, MemberCost after, RateTest all)
    {
        var (cost, growth) = options.ByTotal ? (before.Total, after.Total - before.Total) : (before.Self, after.Self - before.Self);
        var whole = baseline.All.Sum / baseline.Exposure;
        return cost == 0 || VerdictOf(all, all.P) == Verdict.Indistinguishable ? double.NaN : growth / cost / (all.Delta / whole);
    }

    private MemberCost Cost(ComparedSide side, int member)
    {
        var (self, total) = (side.Of(member, total: false), side.Of(member, total: true));
        return new MemberCost(
            self.Sum / side.Exposure, total.Sum / side.Exposure, Share(self.Sum, side), Share(total.Sum, side), (options.ByTotal ? total : self).EffectiveCount);
    }

    private static double Share(double value, ComparedSide side) => side.All.Sum == 0 ? 0 : value / side.All.Sum;

    private static double Total(ComparedSide side, int member) => side.Of(member, total: true).Sum;
}
