using PerfInsight.Profiles;

namespace PerfInsight.Comparison;

/// <summary>What each member of one profile costs in one sample type.</summary>
internal sealed class MemberCosts
{
    private double[] _self = [];
    private double[] _selfSquares = [];
    private double[] _total = [];
    private double[] _totalSquares = [];

    /// <summary>All samples.</summary>
    public WeightedCount All { get; private set; }

    /// <summary>Samples with the member at the leaf.</summary>
    public WeightedCount Self(int member) => member < _self.Length ? new(_self[member], _selfSquares[member]) : default;

    /// <summary>Samples with the member anywhere in the stack.</summary>
    public WeightedCount Total(int member) => member < _total.Length ? new(_total[member], _totalSquares[member]) : default;

    /// <summary>Adds a profile up.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="type">Index of the sample type.</param>
    /// <param name="index">Numbers the members; knows those of this profile afterwards.</param>
    public static MemberCosts Of(ProfileData profile, int type, MemberIndex index)
    {
        var members = index.OfLocations(profile);
        var count = index.Members.Count;
        var costs = new MemberCosts { _self = new double[count], _selfSquares = new double[count], _total = new double[count], _totalSquares = new double[count] };
        profile.VisitSamples(new Adder(costs, type, SampleCounts.Of(profile, type), members, new int[count]));
        return costs;
    }

    private sealed class Adder(MemberCosts costs, int type, SampleCounts counts, int[] members, int[] seenIn) : ISampleVisitor
    {
        private int _sample;

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            double value = values[type];
            if (value == 0)
                return;

            // A row of n equal samples has weights of value / n: their squares sum up to value² / n.
            var squares = value * value / counts.Of(values);
            costs.All += new WeightedCount(value, squares);
            if (stack.IsEmpty)
                return;
            _sample++;
            costs._self[members[stack[0]]] += value;
            costs._selfSquares[members[stack[0]]] += squares;
            foreach (var location in stack)
            {
                // A member that calls itself is in the stack once.
                var member = members[location];
                if (seenIn[member] == _sample)
                    continue;
                seenIn[member] = _sample;
                costs._total[member] += value;
                costs._totalSquares[member] += squares;
            }
        }
    }
}
