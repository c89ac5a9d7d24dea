using PerfInsight.Profiles;
using PerfInsight.Units;

namespace PerfInsight.Views;

/// <summary>The samples of a profile one by one, in its order (pprof: traces).</summary>
public sealed class TraceList
{
    private readonly ProfileData _profile;
    private readonly SampleFilter _filter;
    private readonly NodeTable _table;
    private readonly LabelUnits _units;
    private readonly int _sampleType;

    /// <summary>Reads the options.</summary>
    /// <exception cref="ViewException">An option does not fit the profile.</exception>
    /// <exception cref="ProfileFormatException">A sample is damaged.</exception>
    public TraceList(ProfileData profile, ViewOptions options)
    {
        _profile = profile;
        _sampleType = options.SampleTypeIndex(profile);
        _filter = new SampleFilter(profile, options);
        _table = new NodeTable(profile, options, _filter.IsVisible);
        _units = LabelUnits.Of(profile);
    }

    /// <summary>What the values measure.</summary>
    public SampleType SampleType => _profile.SampleTypes[_sampleType];

    /// <summary>A value as text, in the unit that fits it best.</summary>
    public string Text(long value) => PprofQuantity.Text(value, SampleType.Unit);

    /// <summary>Shows each sample with a stack.</summary>
    /// <param name="visit">Is called with one sample after another; returns false to end.</param>
    /// <exception cref="ProfileFormatException">A sample is damaged.</exception>
    public void Visit(Func<Trace, bool> visit) => _profile.VisitSamples(new TraceVisitor(this, visit));

    private sealed class TraceVisitor(TraceList list, Func<Trace, bool> visit) : ISampleVisitor
    {
        private bool _isDone;

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            if (_isDone || !list._filter.Accepts(ref stack, labels))
                return;
            var frames = new List<TraceFrame>(stack.Length);
            foreach (var location in stack)
            {
                if (list._table.Nodes[location] is >= 0 and var node)
                    frames.Add(new TraceFrame(list._table.Name(node), list._profile.Locations[location].IsInlined));
            }

            if (frames.Count > 0)
                _isDone = !visit(new Trace(values[list._sampleType], frames, Labels(labels)));
        }

        // Texts, then numbers, each by key; the values of a key in their order.
        private List<TraceLabel> Labels(ReadOnlySpan<Label> labels)
        {
            if (labels.IsEmpty)
                return [];
            return
            [
                .. labels.ToArray()
                    .GroupBy(static label => (IsNumber: label.Text is null, label.Key))
                    .OrderBy(static group => group.Key.IsNumber)
                    .ThenBy(static group => group.Key.Key, StringComparer.Ordinal)
                    .Select(group => new TraceLabel(group.Key.Key, group.Key.IsNumber, [.. group.Select(label => label.Text ?? PprofQuantity.Text(label.Number, list._units[label.Key]))])),
            ];
        }
    }
}

/// <summary>A sample.</summary>
/// <param name="Value">What it measured.</param>
/// <param name="Frames">Its stack, leaf first.</param>
/// <param name="Labels">Its labels by key.</param>
public sealed record Trace(long Value, IReadOnlyList<TraceFrame> Frames, IReadOnlyList<TraceLabel> Labels);

/// <summary>A frame of a sample.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsInlined">True where it was inlined into the next frame.</param>
public readonly record struct TraceFrame(string Name, bool IsInlined);

/// <summary>A label of a sample.</summary>
/// <param name="Key">The key.</param>
/// <param name="IsNumber">True where its values are numbers.</param>
/// <param name="Values">Its values; numbers with their unit.</param>
public sealed record TraceLabel(string Key, bool IsNumber, IReadOnlyList<string> Values);
