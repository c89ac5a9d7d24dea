using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using PerfInsight.Profiles;

namespace PerfInsight.NetTrace;

/// <summary>Makes a profile of what was recorded: names the addresses, cuts async stacks, splits thread time.</summary>
internal sealed partial class ProfileAssembler(TraceRecording recording)
{
    private static readonly SampleType[] SampleTypes =
    [
        new("cpu", "nanoseconds"), new("blocked", "nanoseconds"), new("alloc_space", "bytes"), new("alloc_objects", "count"),
        new("contention", "nanoseconds"), new("contentions", "count"), new("exceptions", "count"),
    ];

    private readonly List<Module> _modules = [];
    private readonly Dictionary<Module, int> _moduleNumbers = [];
    private readonly List<Function> _functions = [];
    private readonly Dictionary<Function, int> _functionNumbers = [];
    private readonly List<Location> _locations = [];
    private readonly Dictionary<Location, int> _locationNumbers = [];
    private readonly Dictionary<(ulong Address, bool IsReturn), int> _locationOfAddress = [];
    private readonly Dictionary<(int Parent, int Location), int> _nodes = [];
    private readonly List<int> _parents = [];
    private readonly List<int> _nodeLocations = [];
    private readonly Dictionary<(int Stack, int Label, int Kind), int> _rows = [];
    private readonly List<int> _rowStacks = [];
    private readonly List<int> _rowLabels = [];
    private readonly List<double>[] _values = [.. SampleTypes.Select(_ => new List<double>())];
    private long _frames;
    private long _unnamedFrames;

    /// <summary>Frames whose method the trace does not name, and all frames.</summary>
    public (long Unnamed, long All) Frames => (_unnamedFrames, _frames);

    /// <summary>Version of the runtime, from the folder of its core library; null where the trace does not name it.</summary>
    public string? RuntimeVersion => recording.Code.Modules
        .Select(module => RuntimeFolder().Match(module.Path))
        .FirstOrDefault(match => match.Success)?.Groups[1].Value;

    /// <summary>The profile.</summary>
    public Profile Assemble(ProfileInfo info, int processors, Func<ProfileAssembler, IReadOnlyList<string>> warnings)
    {
        recording.Code.Freeze();
        var states = new ThreadActivity[recording.Stacks.Count];
        var nodes = new int[recording.Stacks.Count];
        var exceptionNodes = new HashSet<int>(recording.Exceptions.Select(sample => sample.Stack));
        for (var stack = 0; stack < nodes.Length; stack++)
            (nodes[stack], states[stack]) = AddStack(recording.Stacks[stack], exceptionNodes.Contains(stack));

        var weights = ThreadTime.Weigh(recording.ThreadSamples, stack => stack >= 0 && states[stack] == ThreadActivity.Running, processors);
        var (threadTime, threadSamples) = (0.0, 0L);
        for (var i = 0; i < weights.Length; i++)
        {
            var stack = recording.ThreadSamples[i].Stack;
            if (stack < 0 || states[stack] == ThreadActivity.Idle)
                continue;
            var isRunning = states[stack] == ThreadActivity.Running;
            Add(nodes[stack], -1, isRunning ? 0 : 1, weights[i]);
            threadTime += weights[i];
            threadSamples++;
        }

        var allocations = recording.Allocations.Count > 0 ? recording.Allocations : recording.AllocationTicks;
        foreach (var allocation in allocations)
        {
            Add(Node(nodes, allocation.Stack), allocation.Label, 2, allocation.Bytes);
            Add(Node(nodes, allocation.Stack), allocation.Label, 3, allocation.Objects);
        }

        foreach (var contention in recording.Contentions)
        {
            Add(Node(nodes, contention.Stack), -1, 4, contention.Value);
            Add(Node(nodes, contention.Stack), -1, 5, 1);
        }

        // Labels of exceptions follow those of allocated types: a name may be both.
        foreach (var exception in recording.Exceptions)
            Add(Node(nodes, exception.Stack), exception.Label + recording.Labels.Count, 6, 1);

        return new Profile
        {
            Info = threadSamples == 0 ? info : info with { Period = (long)(threadTime / threadSamples), PeriodType = SampleTypes[0] },
            SampleTypes = SampleTypes,
            Modules = _modules,
            Functions = _functions,
            Locations = _locations,
            Stacks = new StackTable([.. _parents], [.. _nodeLocations]),
            LabelSets = LabelTable.Of(
            [
                .. recording.Labels.Select(label => (Label[])[Label.Of(Profile.AllocatedTypeLabel, label)]),
                .. recording.Labels.Select(label => (Label[])[Label.Of(Profile.ExceptionTypeLabel, label)]),
            ]),
            Samples = new SampleTable(
                [.. _rowStacks], [.. _rowLabels], [.. _values.Select(column => column.Select(value => (long)Math.Round(value)).ToArray())]),
            Gc = recording.Gc,
            Warnings = warnings(this),
        };
    }

    [GeneratedRegex(@"Microsoft\.NETCore\.App[/\\](\d+\.\d+\.\d+[^/\\]*)[/\\]")]
    private static partial Regex RuntimeFolder();

    private static int Node(int[] nodes, int stack) => stack < 0 ? -1 : nodes[stack];

    private void Add(int node, int label, int sampleType, double value)
    {
        // Sample types of one origin share a row: bytes and objects, time and count of contention.
        var kind = sampleType switch { 3 => 2, 5 => 4, _ => sampleType };
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (node, label, kind), out var known);
        if (!known)
        {
            row = _rowStacks.Count;
            _rowStacks.Add(node);
            _rowLabels.Add(label);
            foreach (var column in _values)
                column.Add(0);
        }

        _values[sampleType][row] += value;
    }

    private (int Node, ThreadActivity State) AddStack(ReadOnlySpan<ulong> addresses, bool isException)
    {
        var leaf = 0;
        if (isException)
        {
            // The runtime's dispatch code stands above the method that throws.
            while (leaf < addresses.Length - 1 && FunctionOf(addresses[leaf], isReturn: leaf > 0) is { Namespace: "System.Runtime.EH" })
                leaf++;
        }

        var parent = -1;
        var walk = default(ManagedStack);
        for (var frame = addresses.Length - 1; frame >= leaf; frame--)
        {
            // All frames but the leaf are return addresses: the call is the instruction before.
            var location = LocationOf(addresses[frame], isReturn: frame > 0);
            var function = _functions[_locations[location].Function];
            if (walk.EndsBefore(function))
                parent = -1;
            walk = walk.Call(function);
            parent = AddNode(parent, location);
            _frames++;
            if (function.Name.Length == 0)
                _unnamedFrames++;
        }

        return (parent, walk.Activity);
    }

    private int AddNode(int parent, int location)
    {
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, (parent, location), out var known);
        if (!known)
        {
            node = _parents.Count;
            _parents.Add(parent);
            _nodeLocations.Add(location);
        }

        return node;
    }

    private Function FunctionOf(ulong address, bool isReturn) => _functions[_locations[LocationOf(address, isReturn)].Function];

    private int LocationOf(ulong address, bool isReturn)
    {
        if (_locationOfAddress.TryGetValue((address, isReturn), out var known))
            return known;
        var instruction = isReturn ? address - 1 : address;
        Location location;
        if (recording.Code.Find(instruction) is { } body)
        {
            var (start, end) = recording.Code.IlRange(body, instruction);
            var function = FunctionOf(body);
            location = new Location(Number(_functions, _functionNumbers, function), start, end, function.Module);
        }
        else
        {
            location = new Location(Number(_functions, _functionNumbers, new Function(-1, 0, "", "", "")), -1, -1);
        }

        var number = Number(_locations, _locationNumbers, location);
        _locationOfAddress.Add((address, isReturn), number);
        return number;
    }

    private Function FunctionOf(CodeBody body) => new(
        Number(_modules, _moduleNumbers, recording.Code.ModuleOf(body)), body.Token, body.Namespace, body.Name, body.Signature);

    private static int Number<T>(List<T> items, Dictionary<T, int> numbers, T item)
        where T : notnull
    {
        if (numbers.TryGetValue(item, out var number))
            return number;
        numbers.Add(item, number = items.Count);
        items.Add(item);
        return number;
    }
}
