using PerfInsight.Profiles;

namespace PerfInsight.Comparison;

/// <summary>
/// Pairs members that only the baseline has with members that only the candidate has: a method that was renamed, moved or
/// split from its class is the same method when it is called from the same places, calls the same, and costs about as much.
/// </summary>
internal static class Renames
{
    // A pair needs more likeness than any single trait can give: an equal name alone, or equal callers alone, is no proof.
    private const double LeastLikeness = 0.6;
    private const double NeighbourWeight = 0.35;
    private const double NameWeight = 0.3;

    // A member of fewer samples has no neighbours to speak of.
    private const double LeastSamples = 4;

    // Pairs are tried each with each: where more is renamed than this, the cheapest members are left alone.
    private const int MostMembers = 1000;

    // A renamed method may have become faster or slower; four times as much is another method.
    private const double MostRatio = 4;

    // Pairs found in one round tell the neighbours of the next; chains of renamed callers are rarely longer.
    private const int Rounds = 4;

    /// <summary>The member of the candidate for each renamed one of the baseline.</summary>
    public static IReadOnlyDictionary<int, int> Find(
        IReadOnlyList<ProfileData> baseline, IReadOnlyList<ProfileData> candidate, ComparedSide before, ComparedSide after, MemberIndex index, string sampleType)
    {
        var gone = Only(before, after, index);
        var fresh = Only(after, before, index);
        var renames = new Dictionary<int, int>();
        if (gone.Count == 0 || fresh.Count == 0)
            return renames;

        var changed = new HashSet<int>([.. gone, .. fresh]);
        var (was, now) = (Neighbours.Of(baseline, sampleType, gone, index), Neighbours.Of(candidate, sampleType, fresh, index));
        for (var round = 0; round < Rounds; round++)
        {
            var pairs = BestPairs(gone.Except(renames.Keys), [.. fresh.Except(renames.Values)], (old, present) => Alike(old, present)
                ? Likeness(was.Of(old), now.Of(present), index.Members[old], index.Members[present], renames, changed)
                : 0);
            if (pairs.Count == 0)
                break;
            foreach (var (old, present) in pairs)
                renames.Add(old, present);
        }

        return renames;

        bool Alike(int old, int present)
        {
            var (cost, other) = (before.Of(old, total: true).Sum / before.Exposure, after.Of(present, total: true).Sum / after.Exposure);
            return Math.Max(cost, other) <= MostRatio * Math.Min(cost, other);
        }
    }

    private static HashSet<int> Only(ComparedSide here, ComparedSide there, MemberIndex index) =>
    [
        .. Enumerable.Range(0, index.Members.Count)
            .Where(member => here.Of(member, total: true).EffectiveCount >= LeastSamples && there.Of(member, total: true).Sum == 0
                && index.Members[member].Name != MemberName.Unknown)
            .OrderByDescending(member => here.Of(member, total: true).Sum)
            .Take(MostMembers),
    ];

    // Those that are the best of each other, and clearly enough alike.
    private static List<(int Old, int Present)> BestPairs(IEnumerable<int> gone, int[] fresh, Func<int, int, double> likeness)
    {
        var bestOfFresh = new Dictionary<int, (int Old, double Likeness)>();
        var bestOfGone = new Dictionary<int, (int Present, double Likeness)>();
        foreach (var old in gone)
        {
            foreach (var present in fresh)
            {
                var value = likeness(old, present);
                if (value < LeastLikeness)
                    continue;
                if (value > bestOfGone.GetValueOrDefault(old).Likeness)
                    bestOfGone[old] = (present, value);
                if (value > bestOfFresh.GetValueOrDefault(present).Likeness)
                    bestOfFresh[present] = (old, value);
            }
        }

        return [.. bestOfGone.Where(pair => bestOfFresh[pair.Value.Present].Old == pair.Key).Select(pair => (pair.Key, pair.Value.Present))];
    }

    private static double Likeness(
        NeighbourCosts was, NeighbourCosts now, Member old, Member present, Dictionary<int, int> renames, HashSet<int> changed)
    {
        var callers = Overlap(was.Callers, now.Callers, renames, changed);
        var callees = Overlap(was.Callees, now.Callees, renames, changed);
        return NeighbourWeight * (callers + callees) + NameWeight * NameLikeness.Of(old, present);
    }

    // What two distributions have in common: the sum of the smaller shares. What changed its name and is not paired yet may be the
    // same on both sides; that counts half.
    private static double Overlap(Dictionary<int, double> was, Dictionary<int, double> now, Dictionary<int, int> renames, HashSet<int> changed)
    {
        var common = 0.0;
        var (openBefore, openAfter) = (0.0, 0.0);
        var paired = new HashSet<int>();
        var (sum, otherSum) = (was.Values.Sum(), now.Values.Sum());
        foreach (var (neighbour, cost) in was)
        {
            var share = cost / sum;
            var known = renames.GetValueOrDefault(neighbour, neighbour);
            if (changed.Contains(known) && known == neighbour)
                openBefore += share;
            else if (now.TryGetValue(known, out var other) && paired.Add(known))
                common += Math.Min(share, other / otherSum);
        }

        foreach (var (neighbour, cost) in now)
        {
            if (changed.Contains(neighbour) && !paired.Contains(neighbour))
                openAfter += cost / otherSum;
        }

        return common + Math.Min(openBefore, openAfter) / 2;
    }
}
