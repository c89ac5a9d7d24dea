using System.Runtime.InteropServices;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Timelines;

/// <summary>
/// Makes a profile of the stacks of a timeline format. Where frames say what a thread did (<see cref="TraceEventName.Cpu"/> and the like), thread time
/// becomes running and waiting by the same rules as in a .nettrace file, and frames that only group stacks are left out.
/// </summary>
internal sealed class StackProfile
{
    /// <summary>Label with the name of the thread.</summary>
    public const string ThreadLabel = "thread";

    private static readonly SampleType Cpu = new("cpu", "nanoseconds");
    private static readonly SampleType Blocked = new("blocked", "nanoseconds");
    private static readonly SampleType Samples = new("samples", "count");

    private readonly string _format;
    private readonly FrameTree _tree;
    private readonly List<SampleType> _types;
    private readonly ProfileBuilder _builder;
    private readonly int[] _nodes;
    private readonly ThreadActivity?[] _activities;
    private readonly Dictionary<(int Node, string Thread), int> _rows = [];
    private readonly List<(int Node, string Thread, decimal[] Values)> _all = [];

    private StackProfile(string format, FrameTree tree, IReadOnlyList<NamedFrame> frames, IReadOnlyList<StackGroup> groups)
    {
        (_format, _tree) = (format, tree);
        HasThreadTime = groups.Any(static group => group.Type is null);
        _types = TypesOf(groups);
        _builder = new ProfileBuilder(_types);
        _nodes = new int[tree.Count];
        _activities = new ThreadActivity?[tree.Count];
        AddStacks(frames);
    }

    private bool HasThreadTime { get; }

    /// <summary>The profile.</summary>
    /// <param name="tree">Stacks of numbers of <paramref name="frames"/>, which are all there.</param>
    /// <param name="frames">What frames are called.</param>
    /// <param name="groups">What the stacks weigh.</param>
    /// <param name="info">What is said of the profile.</param>
    /// <param name="warnings">What could not be read.</param>
    public static Profile Of(FrameTree tree, IReadOnlyList<NamedFrame> frames, IReadOnlyList<StackGroup> groups, ProfileInfo info, IReadOnlyList<string> warnings)
    {
        var profile = new StackProfile(info.SourceFormat, tree, frames, groups);
        foreach (var group in groups)
            profile.Add(group);
        profile.AddSamples();
        return profile._builder.Build(info, warnings);
    }

    /// <summary>What a report shows first: the first type that is not the mere number of samples.</summary>
    public static string DefaultKind(IEnumerable<StackGroup> groups) =>
        (groups.Select(static group => group.Type ?? Cpu).FirstOrDefault(static type => type != Samples) ?? Samples).Kind;

    /// <summary>True where frames say what a thread did.</summary>
    public static bool IsThreadTime(IEnumerable<NamedFrame> frames) => frames.Any(static frame => frame.Module is null && TraceEventName.IsActivity(frame.Name));

    private static List<SampleType> TypesOf(IReadOnlyList<StackGroup> groups)
    {
        var types = new List<SampleType>();
        foreach (var group in groups)
        {
            if (group.CountsPieces && !types.Contains(Samples))
                types.Insert(0, Samples);
            foreach (var type in group.Type is null ? [Cpu, Blocked] : (SampleType[])[group.Type])
            {
                if (!types.Contains(type))
                    types.Add(type);
            }
        }

        return types;
    }

    // A caller comes before those that it calls.
    private void AddStacks(IReadOnlyList<NamedFrame> frames)
    {
        var locations = new int[frames.Count];
        var functions = new Function?[frames.Count];
        for (var i = 0; i < frames.Count; i++)
        {
            locations[i] = HasThreadTime && (TraceEventName.IsGroup(frames[i].Name) || TraceEventName.IsActivity(frames[i].Name)) ? -1 : frames[i].AddTo(_builder, HasThreadTime);
            functions[i] = locations[i] < 0 ? null : _builder.FunctionOf(locations[i]);
        }

        var walks = new ManagedStack[_tree.Count];
        for (var node = 0; node < _nodes.Length; node++)
        {
            var (parent, frame) = (_tree.Parent(node), _tree.Frame(node));
            var caller = parent < 0 ? -1 : _nodes[parent];
            var walk = parent < 0 ? default : walks[parent];
            if (functions[frame] is { } function)
            {
                _nodes[node] = _builder.AddFrame(walk.EndsBefore(function) ? -1 : caller, locations[frame]);
                walks[node] = walk.Call(function);
                continue;
            }

            (_nodes[node], walks[node]) = (caller, walk);
            if (TraceEventName.IsActivity(frames[frame].Name))
                _activities[node] = frames[frame].Name == TraceEventName.Blocked && walk.Activity == ThreadActivity.Running ? ThreadActivity.Waiting : walk.Activity;
        }
    }

    private void Add(StackGroup group)
    {
        foreach (var row in group.Weights.Rows)
        {
            var type = group.Type is { } known ? _types.IndexOf(known)
                : _activities[row.Node] switch
                {
                    ThreadActivity.Running => _types.IndexOf(Cpu),
                    ThreadActivity.Waiting => _types.IndexOf(Blocked),
                    _ => -1,
                };
            if (type < 0)
                continue;
            var values = ValuesOf(row.Node < 0 ? -1 : _nodes[row.Node], group.Thread);
            if (row.Weight > (long.MaxValue - values[type]) / group.Factor)
                throw new ProfileFormatException(_format, "offset 0", $"expected weights of a stack that fit 64 bits, found '{_types[type].Kind}' at more {_types[type].Unit}");
            values[type] += row.Weight * group.Factor;
            if (group.CountsPieces)
                values[0] += row.Pieces;
        }
    }

    private decimal[] ValuesOf(int node, string thread)
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (node, thread), out var isKnown);
        if (!isKnown)
        {
            row = _all.Count;
            _all.Add((node, thread, new decimal[_types.Count]));
        }

        return _all[row].Values;
    }

    // Samples of one type stand together, as a file has them that is written of the profile.
    private void AddSamples()
    {
        foreach (var (node, thread, values) in _all.OrderBy(static row => Array.FindIndex(row.Values, static value => value != 0) & int.MaxValue))
        {
            var rounded = Array.ConvertAll(values, static value => (long)Math.Round(value));
            if (Array.Exists(rounded, static value => value != 0))
                _builder.AddSample(node, rounded, thread.Length > 0 ? [Label.Of(ThreadLabel, thread)] : []);
        }
    }
}
