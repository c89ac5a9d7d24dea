using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PerfInsight.Profiles;

namespace PerfInsight.Comparison;

/// <summary>What some members of a side consist of: who calls them, what they call, on which lines, and which types they allocate.</summary>
internal sealed class Neighbours
{
    /// <summary>Stands for the member's own code among its callees, and for the root of the stack among its callers.</summary>
    public const int None = -1;

    private static readonly NeighbourCosts Nothing = new([], [], [], []);

    private readonly Dictionary<int, NeighbourCosts> _costs = [];

    /// <summary>The parts of a member's total; the member must have been asked for.</summary>
    public NeighbourCosts Of(int member) => _costs.GetValueOrDefault(member, Nothing);

    /// <summary>Looks at the samples of a side's profiles again.</summary>
    /// <param name="profiles">Profiles of a side.</param>
    /// <param name="sampleType">Kind of the sample type.</param>
    /// <param name="wanted">The members to look at.</param>
    /// <param name="index">Numbers of the members.</param>
    public static Neighbours Of(IReadOnlyList<ProfileData> profiles, string sampleType, IEnumerable<int> wanted, MemberIndex index)
    {
        var neighbours = new Neighbours();
        int[] asked = [.. wanted.Distinct()];
        foreach (var profile in profiles)
        {
            var members = index.OfLocations(profile);
            var sum = ParallelPass.Run(profile, () => new Adder(profile, profile.SampleTypeIndex(sampleType), members, index.Members.Count, asked));
            foreach (var member in asked)
            {
                if (!neighbours._costs.TryAdd(member, sum.Of(member)))
                    neighbours._costs[member].Add(sum.Of(member));
            }
        }

        return neighbours;
    }

    private sealed class Adder : IPartVisitor<Adder>
    {
        private readonly ProfileData _profile;
        private readonly int _type;
        private readonly int[] _members;
        private readonly NeighbourCosts?[] _costs;
        private readonly int[] _seenIn;
        private readonly int[] _asked;
        private int _sample;

        public Adder(ProfileData profile, int type, int[] members, int count, int[] asked)
        {
            (_profile, _type, _members, _asked) = (profile, type, members, asked);
            _costs = new NeighbourCosts?[count];
            _seenIn = new int[count];
            foreach (var member in asked)
                _costs[member] = new NeighbourCosts([], [], [], []);
        }

        public NeighbourCosts Of(int member) => _costs[member]!;

        public void Add(Adder next)
        {
            foreach (var member in _asked)
                Of(member).Add(next.Of(member));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            double value = values[_type];
            if (value == 0)
                return;
            _sample++;
            for (var i = 0; i < stack.Length; i++)
            {
                // Of a member that calls itself the inmost frame tells.
                var member = _members[stack[i]];
                if (_costs[member] is not { } parts || _seenIn[member] == _sample)
                    continue;
                _seenIn[member] = _sample;
                Add(parts.Callers, i + 1 < stack.Length ? _members[stack[i + 1]] : None, value);
                Add(parts.Callees, i > 0 ? _members[stack[i - 1]] : None, value);
                if (_profile.Locations[stack[i]].Line is > 0 and var line)
                    Add(parts.Lines, line, value);
                if (TypeIn(labels) is { } allocated)
                    Add(parts.Types, allocated, value);
            }
        }

        private static string? TypeIn(ReadOnlySpan<Label> labels)
        {
            foreach (var label in labels)
            {
                if (label.Key == Profile.AllocatedTypeLabel)
                    return label.Text;
            }

            return null;
        }

        private static void Add<TKey>(Dictionary<TKey, double> costs, TKey key, double value)
            where TKey : notnull => CollectionsMarshal.GetValueRefOrAddDefault(costs, key, out _) += value;
    }
}

/// <summary>Parts of a member's total, in the sample type's unit.</summary>
/// <param name="Callers">By caller; <see cref="Neighbours.None"/> for the root.</param>
/// <param name="Callees">By callee; <see cref="Neighbours.None"/> for its own code.</param>
/// <param name="Lines">By line of the member, where the profile knows lines.</param>
/// <param name="Types">By allocated type, in samples of allocations.</param>
internal sealed record NeighbourCosts(Dictionary<int, double> Callers, Dictionary<int, double> Callees, Dictionary<long, double> Lines, Dictionary<string, double> Types)
{
    /// <summary>Adds those of other samples.</summary>
    public void Add(NeighbourCosts other)
    {
        Add(Callers, other.Callers);
        Add(Callees, other.Callees);
        Add(Lines, other.Lines);
        Add(Types, other.Types);
    }

    private static void Add<TKey>(Dictionary<TKey, double> to, Dictionary<TKey, double> from)
        where TKey : notnull
    {
        foreach (var (key, value) in from)
            CollectionsMarshal.GetValueRefOrAddDefault(to, key, out _) += value;
    }
}
