using PerfInsight.Comparison;
using PerfInsight.Profiles;
using PerfInsight.Views;

namespace PerfInsight.Reporting.Flame;

/// <summary>Makes flame graphs of profiles.</summary>
public static class FlameGraphBuilder
{
    // What is smaller cannot be seen even where the reader zooms to a hundredth of the page.
    private const double LeastShare = 1e-5;

    // So many nodes a browser lays out at once without a pause.
    private const int MostNodes = 50_000;

    /// <summary>A flame graph of one profile, with all of its sample types.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="title">Title of the page, and name of the root.</param>
    /// <param name="view">The sample type that the page opens with, and which samples and frames it has.</param>
    /// <exception cref="ViewException">An option does not fit the profile.</exception>
    public static FlameGraph Of(ProfileData profile, string title, ViewOptions view)
    {
        var sampleType = view.SampleTypeIndex(profile);
        var functions = new FlameFunctions(title, isFolded: false);
        var tree = new FlameTree(profile.SampleTypes.Count);
        tree.Add(profile, functions.OfLocations(profile), [.. Enumerable.Range(0, profile.SampleTypes.Count)], 0, new SampleFilter(profile, view));
        return Graph(tree, functions, title, profile.SampleTypes, sampleType, isComparison: false, isScaled: false);
    }

    /// <summary>A differential flame graph of two sides, with the sample types that both have.</summary>
    /// <param name="baseline">Profiles of the baseline.</param>
    /// <param name="candidate">Profiles of the candidate.</param>
    /// <param name="title">Title of the page, and name of the root.</param>
    /// <param name="sampleType">Kind of the sample type that the page opens with.</param>
    /// <param name="isScaled">True to colour by shares of the sides, false by values.</param>
    public static FlameGraph Compare(IReadOnlyList<ProfileData> baseline, IReadOnlyList<ProfileData> candidate, string title, string sampleType, bool isScaled)
    {
        ProfileData[] all = [.. baseline, .. candidate];
        var types = candidate[0].SampleTypes.Where(type => all.All(profile => profile.SampleTypes.Contains(type))).ToArray();
        if (types.Length == 0)
            throw new ComparisonException("the profiles have no sample type in common");
        var functions = new FlameFunctions(title, isFolded: true);
        var tree = new FlameTree(2 * types.Length);
        foreach (var profile in candidate)
            tree.Add(profile, functions.OfLocations(profile), IndexesIn(profile), 0, new SampleFilter(profile, ViewOptions.Default));
        foreach (var profile in baseline)
            tree.Add(profile, functions.OfLocations(profile), IndexesIn(profile), types.Length, new SampleFilter(profile, ViewOptions.Default));
        var opening = Math.Max(0, Array.FindIndex(types, type => type.Kind == sampleType));
        return Graph(tree, functions, title, types, opening, isComparison: true, isScaled);

        int[] IndexesIn(ProfileData profile) => Array.ConvertAll(types, type => profile.SampleTypeIndex(type.Kind));
    }

    private static FlameGraph Graph(
        FlameTree tree, FlameFunctions functions, string title, IReadOnlyList<SampleType> types, int opening, bool isComparison, bool isScaled)
    {
        var totals = tree.Totals();
        var kept = Kept(tree, totals);
        var number = new int[tree.Parents.Count];
        for (var i = 0; i < kept.Length; i++)
            number[kept[i]] = i;
        var columns = Array.ConvertAll(totals, IReadOnlyList<long> (column) => Array.ConvertAll(kept, node => column[node]));
        return new FlameGraph
        {
            Title = title,
            SampleTypes = types,
            SampleType = opening,
            Functions = functions.All,
            Parents = Array.ConvertAll(kept, node => node == 0 ? -1 : number[tree.Parents[node]]),
            NodeFunctions = Array.ConvertAll(kept, node => tree.Functions[node]),
            Candidate = columns[..types.Count],
            Baseline = isComparison ? columns[types.Count..] : null,
            Scaled = isScaled,
            Omitted = tree.Parents.Count - kept.Length,
        };
    }

    // A node is at least as large as its children, so the largest nodes are a tree.
    private static int[] Kept(FlameTree tree, long[][] totals)
    {
        var shares = new double[tree.Parents.Count];
        foreach (var column in totals.Where(column => column[0] != 0))
        {
            for (var node = 0; node < shares.Length; node++)
                shares[node] = Math.Max(shares[node], (double)column[node] / column[0]);
        }

        shares[0] = 1;
        return
        [
            .. Enumerable.Range(0, shares.Length).Where(node => shares[node] >= LeastShare)
                .OrderByDescending(node => shares[node]).ThenBy(node => node)
                .Take(MostNodes)
                .Order(),
        ];
    }
}
