using PerfInsight.Comparison;
using PerfInsight.Comparison.Selection;

namespace PerfInsight.Gating.Policies;

/// <summary>What a team lets pass: <c>perfinsight.yml</c>. The defaults are the playbook's; docs/gate.md says where each comes from.</summary>
public sealed record GatePolicy
{
    /// <summary>What it means where nothing failed, but something cannot be decided.</summary>
    public InconclusivePolicy Inconclusive { get; init; } = InconclusivePolicy.Pass;

    /// <summary>What profiles' costs are per; null: per second where all profiles say how long they are, else per run.</summary>
    public ComparisonMode? Per { get; init; }

    /// <summary>Chance that profiles of a program that did not change fail by chance, over all comparisons together.</summary>
    public double ProfileAlpha { get; init; } = 0.05;

    /// <summary>Profiles a side that are needed; with fewer, findings of profiles are inconclusive.</summary>
    public int LeastProfiles { get; init; } = 1;

    /// <summary>Chance that benchmarks that did not change fail by chance, over all of them together.</summary>
    public double BenchmarkAlpha { get; init; } = 0.005;

    /// <summary>New hotspots.</summary>
    public NewHotspotPolicy NewHotspot { get; init; } = new();

    /// <summary>Members whose cost grew.</summary>
    public MemberPolicy Member { get; init; } = new();

    /// <summary>Pauses of the garbage collector.</summary>
    public GcPausePolicy GcPause { get; init; } = new();

    /// <summary>Benchmarks that got worse.</summary>
    public BenchmarkPolicy Benchmark { get; init; } = new();

    /// <summary>Benchmarks that got worse although nothing that they reach was changed.</summary>
    public UnrelatedBenchmarkPolicy UnrelatedBenchmark { get; init; } = new();

    /// <summary>Critical members that no benchmark reaches.</summary>
    public CoveragePolicy Coverage { get; init; } = new();

    /// <summary>Waivers that are expired or not used.</summary>
    public GateLevel Waiver { get; init; } = GateLevel.Warn;

    /// <summary>Which members benchmarks are about, where their names do not tell.</summary>
    public IReadOnlyList<ReachRule> Reach { get; init; } = [];

    /// <summary>Where the dashboard is that is updated after a change; empty where there is none.</summary>
    public string Dashboard { get; init; } = "";
}

/// <summary>What a gate does where its limit is exceeded.</summary>
public enum GateLevel
{
    /// <summary>It fails.</summary>
    Fail,

    /// <summary>It warns.</summary>
    Warn,

    /// <summary>It does not run.</summary>
    Off,
}

/// <summary>What it means that something cannot be decided.</summary>
public enum InconclusivePolicy
{
    /// <summary>It is reported, and passes.</summary>
    Pass,

    /// <summary>The verdict is inconclusive: exit code 4.</summary>
    Report,

    /// <summary>It fails.</summary>
    Fail,
}

/// <summary>The gate of new hotspots.</summary>
public sealed record NewHotspotPolicy
{
    /// <summary>What it does.</summary>
    public GateLevel Level { get; init; } = GateLevel.Fail;

    /// <summary>Flat share of all from which on a member is a hotspot (playbook, section 6).</summary>
    public double Flat { get; init; } = 0.05;

    /// <summary>Sample types that it looks at.</summary>
    public IReadOnlyList<string> SampleTypes { get; init; } = ["cpu", "alloc_space"];

    /// <summary>Hotspots that are meant.</summary>
    public IReadOnlyList<Justification> Justified { get; init; } = [];
}

/// <summary>A hotspot that is meant to be one.</summary>
/// <param name="Member">Its whole name.</param>
/// <param name="Reason">Why.</param>
public sealed record Justification(string Member, string Reason);

/// <summary>The gate of members whose cost grew.</summary>
public sealed record MemberPolicy
{
    /// <summary>What it does.</summary>
    public GateLevel Level { get; init; } = GateLevel.Fail;

    /// <summary>Limits; of those of one metric and tag that fit a member, the last holds.</summary>
    public IReadOnlyList<MemberRule> Rules { get; init; } =
        [.. new[] { "cpu.self", "alloc_space.self", "alloc_objects.self", "contention.self", "blocked.self" }.Select(static metric => new MemberRule(metric))];
}

/// <summary>A limit of members in one metric. Both limits must be exceeded, and the change must be no chance.</summary>
/// <param name="Metric">Sample type and <c>self</c> or <c>total</c>: <c>cpu.self</c>.</param>
public sealed record MemberRule(string Metric)
{
    /// <summary>Which members.</summary>
    public NamePatterns Members { get; init; } = NamePatterns.All;

    /// <summary>Samples of this label only, <c>key=value</c>; empty for all.</summary>
    public string Tag { get; init; } = "";

    /// <summary>What it does; null as the gate.</summary>
    public GateLevel? Level { get; init; }

    /// <summary>Growth as a share of the baseline (playbook, section 10: a single regression over 15 %).</summary>
    public double Relative { get; init; } = 0.15;

    /// <summary>Growth as an amount, per what costs are per; or as a share of all that the baseline measured.</summary>
    public Amount Absolute { get; init; } = new(AmountKind.Share, 0.005);

    /// <summary>The sample type.</summary>
    public string SampleType => Metric[..Metric.LastIndexOf('.')];

    /// <summary>True for the cost with what a member calls.</summary>
    public bool IsTotal => Metric.EndsWith(".total", StringComparison.Ordinal);
}

/// <summary>The gate of the garbage collector's pauses.</summary>
public sealed record GcPausePolicy
{
    /// <summary>What it does.</summary>
    public GateLevel Level { get; init; } = GateLevel.Fail;

    /// <summary>Growth of the share of time that is paused, as a share of the baseline's.</summary>
    public double Relative { get; init; } = 0.2;

    /// <summary>Growth of that share in points: 0.01 is one percent of the time.</summary>
    public double Absolute { get; init; } = 0.01;
}

/// <summary>The gate of benchmarks.</summary>
public sealed record BenchmarkPolicy
{
    /// <summary>What it does.</summary>
    public GateLevel Level { get; init; } = GateLevel.Fail;

    /// <summary>Growth as a share of the baseline that fails (playbook, section 1: time per operation up 6 %).</summary>
    public double Relative { get; init; } = 0.06;

    /// <summary>Growth that is warned of.</summary>
    public double Warn { get; init; } = 0.03;

    /// <summary>Limits for some benchmarks and units; the last that fits holds.</summary>
    public IReadOnlyList<BenchmarkRule> Rules { get; init; } =
    [
        new(BenchmarkFilter.Parse(".unit:B/op"), ".unit:B/op") { Limit = new PracticalThreshold(0.01, 8) },
        new(BenchmarkFilter.Parse(".unit:allocs/op"), ".unit:allocs/op") { Limit = new PracticalThreshold(0) },
    ];
}

/// <summary>A limit for some benchmarks.</summary>
/// <param name="Filter">Which ones.</param>
/// <param name="Text">The filter as it was written.</param>
public sealed record BenchmarkRule(BenchmarkFilter Filter, string Text)
{
    /// <summary>The limit, in the unit's base: seconds, bytes.</summary>
    public PracticalThreshold Limit { get; init; }
}

/// <summary>The gate of benchmarks that reach nothing that was changed.</summary>
public sealed record UnrelatedBenchmarkPolicy
{
    /// <summary>What it does.</summary>
    public GateLevel Level { get; init; } = GateLevel.Fail;

    /// <summary>Growth as a share of the baseline that fails (playbook, section 6).</summary>
    public double Relative { get; init; } = 0.02;
}

/// <summary>The gate of coverage by benchmarks.</summary>
public sealed record CoveragePolicy
{
    /// <summary>What it does.</summary>
    public GateLevel Level { get; init; } = GateLevel.Warn;

    /// <summary>Share of critical members that benchmarks reach (playbook, section 9).</summary>
    public double Least { get; init; } = 0.8;

    /// <summary>Flat share of CPU from which on a member of the program is critical.</summary>
    public double Critical { get; init; } = 0.01;

    /// <summary>Members that are critical whatever they cost.</summary>
    public NamePatterns Members { get; init; } = NamePatterns.None;
}

/// <summary>Which members some benchmarks are about.</summary>
/// <param name="Benchmarks">Names of benchmarks.</param>
/// <param name="Members">Members that they call.</param>
public sealed record ReachRule(NamePatterns Benchmarks, NamePatterns Members);
