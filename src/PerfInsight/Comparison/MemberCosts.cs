using System.Runtime.CompilerServices;
using PerfInsight.Profiles;

namespace PerfInsight.Comparison;

/// <summary>What each member of one profile costs in one sample type.</summary>
internal sealed class MemberCosts
{
    private readonly WeightedCount[] _self;
    private readonly WeightedCount[] _total;

    private MemberCosts(WeightedCount all, WeightedCount[] self, WeightedCount[] total) => (All, _self, _total) = (all, self, total);

    /// <summary>All samples.</summary>
    public WeightedCount All { get; }

    /// <summary>Samples with the member at the leaf.</summary>
    public WeightedCount Self(int member) => member < _self.Length ? _self[member] : default;

    /// <summary>Samples with the member anywhere in the stack.</summary>
    public WeightedCount Total(int member) => member < _total.Length ? _total[member] : default;

    /// <summary>Adds a profile up.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="type">Index of the sample type.</param>
    /// <param name="index">Numbers the members; knows those of this profile afterwards.</param>
    public static MemberCosts Of(ProfileData profile, int type, MemberIndex index)
    {
        var members = index.OfLocations(profile);
        var count = index.Members.Count;
        var counts = SampleCounts.Of(profile, type);
        var sum = ParallelPass.Run(profile, () => new Adder(type, counts, members, count));
        return new MemberCosts(sum.All, sum.Self, sum.Total);
    }

    private sealed class Adder(int type, SampleCounts counts, int[] members, int count) : IPartVisitor<Adder>
    {
        private readonly int[] _seenIn = new int[count];
        private int _sample;
        private WeightedCount _all;

        public WeightedCount All => _all;

        public WeightedCount[] Self { get; } = new WeightedCount[count];

        public WeightedCount[] Total { get; } = new WeightedCount[count];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            double value = values[type];
            if (value == 0)
                return;

            // A row of n equal samples has weights of value / n: their squares sum up to value² / n.
            var cost = new WeightedCount(value, value * value / counts.Of(values));
            _all += cost;
            if (stack.IsEmpty)
                return;
            _sample++;
            Self[members[stack[0]]] += cost;
            foreach (var location in stack)
            {
                // A member that calls itself is in the stack once.
                var member = members[location];
                if (_seenIn[member] == _sample)
                    continue;
                _seenIn[member] = _sample;
                Total[member] += cost;
            }
        }

        public void Add(Adder next)
        {
            _all += next._all;
            for (var member = 0; member < Self.Length; member++)
            {
                Self[member] += next.Self[member];
                Total[member] += next.Total[member];
            }
        }
    }
}
