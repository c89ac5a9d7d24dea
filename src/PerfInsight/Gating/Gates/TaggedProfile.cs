using System.Diagnostics.CodeAnalysis;
using PerfInsight.Profiles;

namespace PerfInsight.Gating.Gates;

/// <summary>The samples of a profile that have a label.</summary>
internal sealed class TaggedProfile : ProfileData
{
    private readonly ProfileData _profile;
    private readonly string _key;
    private readonly string _value;

    /// <summary>Takes the samples with a label.</summary>
    /// <param name="profile">All samples.</param>
    /// <param name="tag">The label: <c>key=value</c>.</param>
    [SetsRequiredMembers]
    public TaggedProfile(ProfileData profile, string tag)
    {
        _profile = profile;
        var equals = tag.IndexOf('=', StringComparison.Ordinal);
        (_key, _value) = (tag[..equals], tag[(equals + 1)..]);
        (Info, SampleTypes, Modules, Functions, Locations) = (profile.Info, profile.SampleTypes, profile.Modules, profile.Functions, profile.Locations);
    }

    /// <inheritdoc/>
    public override long SampleCount => _profile.SampleCount;

    /// <inheritdoc/>
    public override void VisitSamples(ISampleVisitor visitor) => _profile.VisitSamples(new Filter(this, visitor));

    private sealed class Filter(TaggedProfile owner, ISampleVisitor visitor) : ISampleVisitor
    {
        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            foreach (var label in labels)
            {
                if (label.Key == owner._key && label.Text == owner._value)
                {
                    visitor.Visit(stack, values, labels);
                    return;
                }
            }
        }
    }
}
