using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace PerfInsight.NetTrace.Collection;

/// <summary>What a collection asks a runtime for.</summary>
public sealed record CollectionProfile
{
    // Keywords of Microsoft-Windows-DotNETRuntime (src/coreclr/vm/ClrEtwAll.man in dotnet/runtime).
    private const long Gc = 0x1;
    private const long Loader = 0x8;
    private const long Jit = 0x10;
    private const long NGen = 0x20;
    private const long Contention = 0x4000;
    private const long Exceptions = 0x8000;
    private const long JittedMethodILToNativeMap = 0x20000;
    private const long Waits = 0x40000000000;
    private const long AllocationSampling = 0x80000000000;

    private const string RuntimeProvider = "Microsoft-Windows-DotNETRuntime";
    private const string RundownProvider = "Microsoft-Windows-DotNETRuntimeRundown";
    private const string SampleProfiler = "Microsoft-DotNETCore-SampleProfiler";

    // What names and lines need, whatever else is collected.
    private const long Names = Loader | Jit | NGen | JittedMethodILToNativeMap;

    private readonly long _keywords;
    private readonly bool _samples;

    private CollectionProfile(string name, string description, long keywords, bool samples)
    {
        Name = name;
        Description = description;
        _keywords = keywords;
        _samples = samples;
    }

    /// <summary>Name on the command line.</summary>
    public string Name { get; }

    /// <summary>What it measures, for help texts.</summary>
    public string Description { get; }

    /// <summary>CPU and waiting time by sampling, collections, exceptions.</summary>
    public static CollectionProfile Cpu { get; } = new("cpu", "CPU and waiting time", Gc | Exceptions, samples: true);

    /// <summary>Allocations, sampled, and collections.</summary>
    public static CollectionProfile Alloc { get; } = new("alloc", "allocations and collections", Gc | AllocationSampling, samples: false);

    /// <summary>Waits for locks, with CPU and waiting time.</summary>
    public static CollectionProfile ForContention { get; } = new("contention", "waits for locks", Gc | Contention | Waits, samples: true);

    /// <summary>Waiting time: reads, writes, waits.</summary>
    public static CollectionProfile Io { get; } = new("io", "waiting time and waits", Gc | Waits | Exceptions, samples: true);

    /// <summary>Everything; about 7 % of CPU, as sampling alone.</summary>
    public static CollectionProfile Everything { get; } = new(
        "all", "everything", Gc | AllocationSampling | Contention | Waits | Exceptions, samples: true);

    /// <summary>All profiles.</summary>
    public static IReadOnlyList<CollectionProfile> All { get; } = [Everything, Cpu, Alloc, ForContention, Io];

    /// <summary>
    /// The providers to enable. A runtime before 10 does not know the keyword of sampled allocations; there the GC keyword
    /// at the verbose level brings AllocationTick instead. (Both at once never come: sampling replaces the ticks.)
    /// </summary>
    internal IReadOnlyList<EventPipeProvider> Providers()
    {
        var providers = new List<EventPipeProvider>
        {
            // Verbose: at Informational the load events carry no names.
            new(RuntimeProvider, EventLevel.Verbose, _keywords | Names),
            new(RundownProvider, EventLevel.Verbose, Names),
        };
        if (_samples)
            providers.Add(new EventPipeProvider(SampleProfiler, EventLevel.Informational));
        return providers;
    }
}
