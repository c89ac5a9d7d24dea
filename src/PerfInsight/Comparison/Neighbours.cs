using System.Runtime.InteropServices;
using PerfInsight.Profiles;

namespace PerfInsight.Comparison;

/// <summary>What calls some members of a side, and what they call.</summary>
internal sealed class Neighbours
{
    /// <summary>Stands for the member's own code among its callees, and for the root of the stack among its callers.</summary>
    public const int None = -1;

    private readonly Dictionary<int, (Dictionary<int, double> Callers, Dictionary<int, double> Callees)> _costs = [];

    /// <summary>Shares of a member's total by neighbour.</summary>
    public NeighbourCosts Of(int member) => _costs.TryGetValue(member, out var costs)
        ? new NeighbourCosts(Shares(costs.Callers), Shares(costs.Callees))
        : new NeighbourCosts(new Dictionary<int, double>(), new Dictionary<int, double>());

    /// <summary>Looks at the samples of a side's profiles again.</summary>
    public static Neighbours Of(IReadOnlyList<ProfileData> profiles, string sampleType, IReadOnlySet<int> wanted, MemberIndex index)
    {
        var neighbours = new Neighbours();
        foreach (var profile in profiles)
        {
            var members = index.OfLocations(profile);
            var isWanted = new bool[index.Members.Count];
            foreach (var member in wanted)
                isWanted[member] = true;
            profile.VisitSamples(new Adder(neighbours, profile.SampleTypeIndex(sampleType), members, isWanted));
        }

        return neighbours;
    }

    private static Dictionary<int, double> Shares(Dictionary<int, double> costs)
    {
        var sum = costs.Values.Sum();
        return costs.ToDictionary(pair => pair.Key, pair => sum == 0 ? 0 : pair.Value / sum);
    }

    private sealed class Adder(Neighbours neighbours, int type, int[] members, bool[] isWanted) : ISampleVisitor
    {
        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            double value = values[type];
            if (value == 0)
                return;
            for (var i = 0; i < stack.Length; i++)
            {
                var member = members[stack[i]];
                if (!isWanted[member])
                    continue;
                if (!neighbours._costs.TryGetValue(member, out var costs))
                    neighbours._costs.Add(member, costs = ([], []));
                Add(costs.Callers, i + 1 < stack.Length ? members[stack[i + 1]] : None, value);
                Add(costs.Callees, i > 0 ? members[stack[i - 1]] : None, value);
            }
        }

        private static void Add(Dictionary<int, double> costs, int neighbour, double value) =>
            CollectionsMarshal.GetValueRefOrAddDefault(costs, neighbour, out _) += value;
    }
}

/// <summary>Shares of a member's total, by the member that calls it and by the member that it calls.</summary>
/// <param name="Callers">By caller; <see cref="Neighbours.None"/> for the root.</param>
/// <param name="Callees">By callee; <see cref="Neighbours.None"/> for its own code.</param>
internal sealed record NeighbourCosts(IReadOnlyDictionary<int, double> Callers, IReadOnlyDictionary<int, double> Callees);
