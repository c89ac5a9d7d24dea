using System.Diagnostics.CodeAnalysis;
using PerfInsight.Comparison;
using PerfInsight.Profiles;

namespace PerfInsight.Gating.Proving;

/// <summary>A profile that is made worse: it has samples more than the one that was measured.</summary>
internal sealed class WorseProfile : ProfileData
{
    private readonly ProfileData _profile;
    private readonly Func<ISampleVisitor, ISampleVisitor> _worsen;

    /// <summary>Adds a member of its own, below the stacks that are there: each sample with cost once more, as the member's.</summary>
    /// <param name="profile">What was measured.</param>
    /// <param name="kind">The sample type that it costs.</param>
    /// <param name="share">What it costs, over all that was measured.</param>
    /// <param name="member">Its name.</param>
    [SetsRequiredMembers]
    public WorseProfile(ProfileData profile, string kind, double share, string member)
        : this(profile)
    {
        Functions = [.. profile.Functions, new Function(-1, 0, "", member, "")];
        Locations = [.. profile.Locations, new Location(profile.Functions.Count)];
        _worsen = visitor => new Adding(visitor, profile.SampleTypeIndex(kind), share, profile.Locations.Count);
    }

    /// <summary>Adds to the self of a member of the program.</summary>
    /// <param name="profile">What was measured.</param>
    /// <param name="member">Its name.</param>
    /// <param name="more">How much of what it costs is added.</param>
    [SetsRequiredMembers]
    public WorseProfile(ProfileData profile, string member, double more)
        : this(profile)
    {
        var isMember = profile.Locations.Select(location => MemberName.Of(profile.Functions[location.Function]) == member).ToArray();
        _worsen = visitor => new Growing(visitor, isMember, more);
    }

    [SetsRequiredMembers]
    private WorseProfile(ProfileData profile)
    {
        _profile = profile;
        _worsen = static visitor => visitor;
        (Info, SampleTypes, Modules, Functions, Locations) = (profile.Info, profile.SampleTypes, profile.Modules, profile.Functions, profile.Locations);
    }

    /// <inheritdoc/>
    public override long SampleCount => _profile.SampleCount;

    /// <inheritdoc/>
    public override void VisitSamples(ISampleVisitor visitor) => _profile.VisitSamples(_worsen(visitor));

    // A row of many samples is scaled. One of few is added as a whole each time that enough have come by: a tenth of a sample there is none.
    private sealed class Share(double factor)
    {
        private double _left;

        public long[] Of(ReadOnlySpan<long> values)
        {
            var least = long.MaxValue;
            foreach (var value in values)
                least = value > 0 ? Math.Min(least, value) : least;
            var part = factor;
            if (least * factor < 1)
            {
                _left += factor;
                part = Math.Floor(_left);
                _left -= part;
            }

            var scaled = new long[values.Length];
            for (var i = 0; i < scaled.Length; i++)
                scaled[i] = (long)Math.Round(values[i] * part);
            return scaled;
        }
    }

    private sealed class Adding(ISampleVisitor visitor, int type, double share, int location) : ISampleVisitor
    {
        private readonly Share _share = new(share);

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            visitor.Visit(stack, values, labels);
            if (type >= 0 && values[type] > 0)
                visitor.Visit([location, .. stack], _share.Of(values), labels);
        }
    }

    private sealed class Growing(ISampleVisitor visitor, bool[] isMember, double more) : ISampleVisitor
    {
        private readonly Share _share = new(more);

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            visitor.Visit(stack, values, labels);
            if (!stack.IsEmpty && isMember[stack[0]])
                visitor.Visit(stack, _share.Of(values), labels);
        }
    }
}
