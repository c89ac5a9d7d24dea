using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.EventPipe;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;
using PerfInsight.NetTrace.Damage;
using PerfInsight.Summaries;

namespace PerfInsight.NetTrace;

/// <summary>What one pass over a trace records: samples with raw addresses, code ranges, collections.</summary>
internal sealed class TraceRecording
{
    // Mean distance between allocation samples, in bytes: the runtime's AllocationSampled events follow a geometric
    // distribution with this mean (docs/design/features/RandomizedAllocationSampling.md in dotnet/runtime).
    private const double AllocationSamplingMean = 102_400;

    private readonly ulong[] _buffer = new ulong[1024];
    private readonly Dictionary<int, (int Stack, double Time)> _openContentions = [];
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);
    private double _suspendedAt = double.NaN;
    private bool _suspendedForGc;
    private int _gen0, _gen1, _gen2;
    private double _pause, _longestPause;

    public AddressStacks Stacks { get; } = new();

    public CodeMap Code { get; } = new();

    public List<ThreadSample> ThreadSamples { get; } = [];

    public List<AllocationSample> Allocations { get; } = [];

    public List<AllocationSample> AllocationTicks { get; } = [];

    public List<EventSample> Contentions { get; } = [];

    public List<EventSample> Exceptions { get; } = [];

    public List<string> Labels { get; } = [];

    /// <summary>Time of the last event, milliseconds after the start.</summary>
    public double LastEvent { get; private set; }

    public string? Runtime { get; private set; }

    public string? Os { get; private set; }

    /// <summary>Contention starts whose stop is not in the trace.</summary>
    public int UnfinishedContentions => _openContentions.Count;

    /// <summary>Events whose payload is shorter than its fields.</summary>
    public int DamagedEvents { get; private set; }

    public GcSummary? Gc => _gen0 + _gen1 + _gen2 == 0
        ? null
        : new GcSummary(_gen0, _gen1, _gen2, Nanoseconds(_pause), Nanoseconds(_longestPause));

    /// <summary>Subscribes to the events of a source.</summary>
    public void Subscribe(EventPipeEventSource source)
    {
        source.AllEvents += data => LastEvent = Math.Max(LastEvent, data.TimeStampRelativeMSec);
        new SampleProfilerTraceEventParser(source).ThreadSample += data =>
            ThreadSamples.Add(new ThreadSample(StackOf(data), data.ThreadID, data.TimeStampRelativeMSec));

        var clr = source.Clr;
        clr.LoaderModuleLoad += OnModule;
        clr.LoaderModuleDCStopV2 += OnModule;
        clr.MethodLoadVerbose += OnMethod;
        clr.MethodILToNativeMap += OnIlMap;
        var rundown = new ClrRundownTraceEventParser(source);
        rundown.LoaderModuleDCStop += OnModule;
        rundown.LoaderModuleDCStart += OnModule;
        rundown.MethodDCStopVerbose += OnMethod;
        rundown.MethodDCStartVerbose += OnMethod;
        rundown.MethodILToNativeMapDCStop += OnIlMap;
        rundown.MethodILToNativeMapDCStart += OnIlMap;
        clr.RuntimeStart += OnRuntime;
        rundown.RuntimeStart += OnRuntime;

        clr.AllocationSampling += OnAllocationSampled;
        clr.GCAllocationTick += OnAllocationTick;
        clr.ContentionStart += data => _openContentions[data.ThreadID] = (StackOf(data), data.TimeStampRelativeMSec);
        clr.ContentionStop += OnContentionStop;
        clr.ExceptionStart += OnException;
        clr.GCSuspendEEStart += OnSuspend;
        clr.GCRestartEEStop += OnRestart;
        clr.GCStart += OnGcStart;
        source.Dynamic.AddCallbackForProviderEvent("Microsoft-DotNETCore-EventPipe", "ProcessInfo", OnProcessInfo);
    }

    private bool IsWhole(bool holds)
    {
        if (!holds)
            DamagedEvents++;
        return holds;
    }

    private void OnModule(ModuleLoadUnloadTraceData data)
    {
        if (IsWhole(EventPayload.Holds(data, 24, 2, data.Version >= 2 ? 2 + 16 : 0)))
            Code.Add(data);
    }

    private void OnMethod(MethodLoadUnloadVerboseTraceData data)
    {
        if (IsWhole(EventPayload.Holds(data, 36, 3, 0)))
            Code.Add(data);
    }

    private void OnIlMap(MethodILToNativeMapTraceData data)
    {
        const int entries = 19;
        if (IsWhole(EventPayload.Holds(data, entries) && EventPayload.Holds(data, entries + (8 * Math.Max(0, data.CountOfMapEntries)))))
            Code.Add(data);
    }

    private int StackOf(TraceEvent data) => Stacks.Add(EventStack.Of(data, _buffer));

    private void OnAllocationSampled(AllocationSampledTraceData data)
    {
        if (!IsWhole(EventPayload.Holds(data, 6 + data.PointerSize, 1, data.PointerSize + 8)))
            return;

        // An object of this size is sampled with probability 1 - exp(-size/mean), so it stands for this many of its kind.
        var count = 1 / (1 - Math.Exp(-data.ObjectSize / AllocationSamplingMean));
        Allocations.Add(new AllocationSample(StackOf(data), data.ObjectSize * count, count, Label(data.TypeName)));
    }

    private void OnAllocationTick(GCAllocationTickTraceData data)
    {
        var afterType = data.Version switch { < 3 => 0, 3 => 4 + data.PointerSize, _ => 4 + data.PointerSize + 8 };
        if (!IsWhole(data.Version < 2 ? EventPayload.Holds(data, 8) : EventPayload.Holds(data, 18 + data.PointerSize, 1, afterType)))
            return;
        var bytes = data.AllocationAmount64 > 0 ? data.AllocationAmount64 : data.AllocationAmount;
        var objects = data.ObjectSize > 0 ? Math.Max(1, (double)bytes / data.ObjectSize) : 1;
        AllocationTicks.Add(new AllocationSample(StackOf(data), bytes, objects, Label(data.TypeName)));
    }

    private void OnContentionStop(ContentionStopTraceData data)
    {
        if (!IsWhole(data.Version < 1 || EventPayload.Holds(data, 3 + 8)) || !_openContentions.Remove(data.ThreadID, out var start))
            return;
        var duration = data.DurationNs is > 0 and < 1e18 ? data.DurationNs : (data.TimeStampRelativeMSec - start.Time) * 1e6;
        Contentions.Add(new EventSample(start.Stack, duration, -1));
    }

    private void OnException(ExceptionTraceData data)
    {
        if (IsWhole(data.Version < 1 || EventPayload.Holds(data, 0, 1, 0)))
            Exceptions.Add(new EventSample(StackOf(data), 1, Label(data.ExceptionType)));
    }

    private void OnSuspend(GCSuspendEETraceData data)
    {
        if (!IsWhole(EventPayload.Holds(data, data.Version >= 1 ? 4 : 2)))
            return;
        _suspendedAt = data.TimeStampRelativeMSec;
        _suspendedForGc = data.Reason is GCSuspendEEReason.SuspendForGC or GCSuspendEEReason.SuspendForGCPrep;
    }

    private void OnRestart(GCNoUserDataTraceData data)
    {
        if (_suspendedForGc && !double.IsNaN(_suspendedAt))
        {
            var pause = data.TimeStampRelativeMSec - _suspendedAt;
            _pause += pause;
            _longestPause = Math.Max(_longestPause, pause);
        }

        _suspendedAt = double.NaN;
    }

    private void OnGcStart(GCStartTraceData data)
    {
        switch (data.Depth)
        {
            case 0:
                _gen0++;
                break;
            case 1:
                _gen1++;
                break;
            default:
                _gen2++;
                break;
        }
    }

    private void OnRuntime(RuntimeInformationTraceData data)
    {
        if (IsWhole(EventPayload.Holds(data, 20)))
            Runtime ??= $".NET {data.VMMajorVersion}.{data.VMMinorVersion}.{data.VMBuildNumber}";
    }

    // Command line, operating system, architecture. Read by hand: of what types the fields are is said by the trace, and arrays
    // of arrays take more than there is.
    private void OnProcessInfo(TraceEvent data)
    {
        if (IsWhole(EventPayload.Holds(data, 0, 3, 0)) && EventPayload.Strings(data, 3) is [_, { Length: > 0 } os, { Length: > 0 } architecture])
            Os ??= $"{os.ToLowerInvariant()}-{architecture.ToLowerInvariant()}";
    }

    private int Label(string text)
    {
        if (_labels.TryGetValue(text, out var label))
            return label;
        _labels.Add(text, label = Labels.Count);
        Labels.Add(text);
        return label;
    }

    private static long Nanoseconds(double milliseconds) => (long)Math.Round(milliseconds * 1e6);
}

/// <summary>A thread was seen running or waiting.</summary>
internal readonly record struct ThreadSample(int Stack, int Thread, double Time);

/// <summary>An allocation, weighted to what it stands for.</summary>
internal readonly record struct AllocationSample(int Stack, double Bytes, double Objects, int Label);

/// <summary>An event with a value.</summary>
internal readonly record struct EventSample(int Stack, double Value, int Label);
