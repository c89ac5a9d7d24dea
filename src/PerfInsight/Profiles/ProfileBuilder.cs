using System.Runtime.InteropServices;

namespace PerfInsight.Profiles;

/// <summary>
/// Puts a profile together from what a reader meets: equal entries get one number, equal beginnings of stacks share their nodes, and
/// samples with the same stack and labels are added up.
/// </summary>
/// <param name="sampleTypes">What the values of the samples measure.</param>
public sealed class ProfileBuilder(IReadOnlyList<SampleType> sampleTypes)
{
    private readonly Numbering<Module> _modules = new();
    private readonly Numbering<Function> _functions = new();
    private readonly Numbering<Location> _locations = new();
    private readonly Dictionary<(int Parent, int Location), int> _nodes = [];
    private readonly List<int> _parents = [];
    private readonly List<int> _nodeLocations = [];
    private readonly Dictionary<LabelSet, int> _labelSets = [];
    private readonly List<int> _labelStarts = [];
    private readonly List<Label> _labels = [];
    private readonly Dictionary<(int Stack, int Labels), int> _rows = [];
    private readonly List<int> _rowStacks = [];
    private readonly List<int> _rowLabels = [];
    private readonly List<long>[] _values = [.. sampleTypes.Select(static _ => new List<long>())];

    /// <summary>Number of a module.</summary>
    public int Add(Module module) => _modules.NumberOf(module);

    /// <summary>Number of a function.</summary>
    public int Add(Function function) => _functions.NumberOf(function);

    /// <summary>Number of a location.</summary>
    public int Add(Location location) => _locations.NumberOf(location);

    /// <summary>Node of the stack that has a frame below another; the caller of a root is -1.</summary>
    /// <param name="caller">Node of the calling frame, -1 for none.</param>
    /// <param name="location">Number of the location.</param>
    public int AddFrame(int caller, int location)
    {
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, (caller, location), out var isKnown);
        if (!isKnown)
        {
            node = _parents.Count;
            _parents.Add(caller);
            _nodeLocations.Add(location);
        }

        return node;
    }

    /// <summary>Node of a stack, -1 for an empty one.</summary>
    /// <param name="locations">Numbers of locations, leaf first.</param>
    public int AddStack(ReadOnlySpan<int> locations)
    {
        var node = -1;
        for (var i = locations.Length - 1; i >= 0; i--)
            node = AddFrame(node, locations[i]);
        return node;
    }

    /// <summary>Adds a sample.</summary>
    /// <param name="stack">Node of its leaf, -1 for none.</param>
    /// <param name="values">One value per sample type.</param>
    /// <param name="labels">Its labels; their order is kept, but does not matter.</param>
    public void AddSample(int stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
    {
        if (values.Length != _values.Length)
            throw new ArgumentException($"expected {_values.Length} values, found {values.Length}", nameof(values));
        var labelSet = AddLabels(labels);
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (stack, labelSet), out var isKnown);
        if (!isKnown)
        {
            row = _rowStacks.Count;
            _rowStacks.Add(stack);
            _rowLabels.Add(labelSet);
            for (var i = 0; i < values.Length; i++)
                _values[i].Add(values[i]);
            return;
        }

        for (var i = 0; i < values.Length; i++)
            CollectionsMarshal.AsSpan(_values[i])[row] += values[i];
    }

    /// <summary>The profile.</summary>
    /// <param name="info">What is said of it as a whole.</param>
    /// <param name="warnings">What could not be read.</param>
    public Profile Build(ProfileInfo info, IReadOnlyList<string>? warnings = null) => new Profile
    {
        Info = info,
        SampleTypes = sampleTypes,
        Modules = _modules.Items,
        Functions = _functions.Items,
        Locations = _locations.Items,
        Stacks = new StackTable([.. _parents], [.. _nodeLocations]),
        LabelSets = new LabelTable([.. _labelStarts], [.. _labels]),
        Samples = new SampleTable([.. _rowStacks], [.. _rowLabels], [.. _values.Select(static column => column.ToArray())]),
        Warnings = warnings ?? [],
    }.Validate();

    /// <summary>The function of a location.</summary>
    internal Function FunctionOf(int location) => _functions.Items[_locations.Items[location].Function];

    /// <summary>The profile of what a pass over another shows.</summary>
    internal static Profile CopyOf(ProfileData data)
    {
        var builder = new ProfileBuilder(data.SampleTypes);
        data.VisitSamples(new ProfileImporter(builder, data, [.. Enumerable.Range(0, data.SampleTypes.Count).Select(static i => new SampleColumn(i))]));
        return builder.Build(data.Info, data.Warnings);
    }

    private int AddLabels(ReadOnlySpan<Label> labels)
    {
        if (labels.IsEmpty)
            return -1;
        var set = new LabelSet(labels.ToArray());
        if (_labelSets.TryGetValue(set, out var number))
            return number;
        _labelSets.Add(set, number = _labelStarts.Count);
        _labelStarts.Add(_labels.Count);
        _labels.AddRange(labels);
        return number;
    }

    private sealed class Numbering<T>
        where T : notnull
    {
        private readonly Dictionary<T, int> _numbers = [];

        public List<T> Items { get; } = [];

        public int NumberOf(T item)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, item, out var isKnown);
            if (!isKnown)
            {
                number = Items.Count;
                Items.Add(item);
            }

            return number;
        }
    }

    private readonly struct LabelSet(Label[] labels) : IEquatable<LabelSet>
    {
        private readonly Label[] _labels = labels;

        public bool Equals(LabelSet other) => _labels.AsSpan().SequenceEqual(other._labels);

        public override bool Equals(object? obj) => obj is LabelSet other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var label in _labels)
                hash.Add(label);
            return hash.ToHashCode();
        }
    }
}
