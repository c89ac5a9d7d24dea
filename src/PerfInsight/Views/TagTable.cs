using System.Runtime.InteropServices;
using PerfInsight.Profiles;
using PerfInsight.Units;

namespace PerfInsight.Views;

/// <summary>What the samples under each label cost (pprof: tags).</summary>
public sealed class TagTable
{
    private TagTable(SampleType sampleType, long profileTotal, IReadOnlyList<TagKey> keys) =>
        (SampleType, ProfileTotal, Keys) = (sampleType, profileTotal, keys);

    /// <summary>What the values measure.</summary>
    public SampleType SampleType { get; }

    /// <summary>Sum of all samples: what shares are parts of.</summary>
    public long ProfileTotal { get; }

    /// <summary>The keys, by name.</summary>
    public IReadOnlyList<TagKey> Keys { get; }

    /// <summary>A value as text, in the unit that fits it best.</summary>
    public string Text(long value) => PprofQuantity.Text(value, SampleType.Unit);

    /// <summary>A value's share of everything.</summary>
    public string Share(long value) => PprofQuantity.Percentage(value, ProfileTotal);

    /// <summary>Adds up the samples under each label. Numbers are told apart as far as they print differently in their unit.</summary>
    /// <exception cref="ViewException">An option does not fit the profile.</exception>
    /// <exception cref="ProfileFormatException">A sample is damaged.</exception>
    public static TagTable Of(ProfileData profile, ViewOptions options)
    {
        var sampleType = options.SampleTypeIndex(profile);
        var units = LabelUnits.Of(profile);
        var costs = new TagCosts(new SampleFilter(profile, options), sampleType, units);
        profile.VisitSamples(costs);
        return new TagTable(profile.SampleTypes[sampleType], costs.Total, costs.Keys());
    }

    private sealed class TagCosts(SampleFilter filter, int sampleType, LabelUnits units) : ISampleVisitor
    {
        private readonly Dictionary<(string Key, string Text), long> _texts = [];
        private readonly Dictionary<(string Key, long Number), long> _numbers = [];

        private WholeCost _whole;

        public long Total => _whole.Value;

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            var value = values[sampleType];
            _whole.Add(value, labels);
            if (labels.IsEmpty || !filter.Accepts(ref stack, labels))
                return;
            foreach (var label in labels)
            {
                if (label.Text is { } text)
                    CollectionsMarshal.GetValueRefOrAddDefault(_texts, (label.Key, text), out _) += value;
                else
                    CollectionsMarshal.GetValueRefOrAddDefault(_numbers, (label.Key, label.Number), out _) += value;
            }
        }

        public List<TagKey> Keys()
        {
            var values = new Dictionary<(string Key, string Text), long>(_texts);
            foreach (var ((key, number), value) in _numbers)
                CollectionsMarshal.GetValueRefOrAddDefault(values, (key, PprofQuantity.Text(number, units[key])), out _) += value;
            return
            [
                .. values.GroupBy(static entry => entry.Key.Key, StringComparer.Ordinal)
                    .OrderBy(static group => group.Key, StringComparer.Ordinal)
                    .Select(static group => new TagKey(
                        group.Key,
                        group.Aggregate(0L, static (sum, entry) => sum + entry.Value),
                        [
                            .. group.Select(static entry => new TagValue(entry.Key.Text, entry.Value))
                                .OrderByDescending(static value => Magnitude.Of(value.Value)).ThenBy(static value => value.Text, StringComparer.Ordinal),
                        ])),
            ];
        }
    }
}

/// <summary>A key of labels.</summary>
/// <param name="Name">The key.</param>
/// <param name="Total">What the samples with it cost.</param>
/// <param name="Values">Its values, costliest first.</param>
public sealed record TagKey(string Name, long Total, IReadOnlyList<TagValue> Values);

/// <summary>A value of a label.</summary>
/// <param name="Text">The value; numbers with their unit.</param>
/// <param name="Value">What the samples with it cost.</param>
public sealed record TagValue(string Text, long Value);
