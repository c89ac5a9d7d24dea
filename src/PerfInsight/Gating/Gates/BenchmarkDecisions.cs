using PerfInsight.Benchmarks;
using PerfInsight.Comparison;
using PerfInsight.Comparison.Selection;
using PerfInsight.Gating.Reach;

namespace PerfInsight.Gating.Gates;

/// <summary>What is decided of the benchmarks, once by the limits that fail and once by those that warn.</summary>
internal sealed class BenchmarkDecisions
{
    private const string BaselineLabel = "baseline";
    private const string CandidateLabel = "candidate";

    private readonly Dictionary<Benchmark, Relation> _relations;

    private BenchmarkDecisions(Dictionary<Benchmark, Relation> relations) => _relations = relations;

    /// <summary>By the limits that fail.</summary>
    public required ComparisonDecision Failing { get; init; }

    /// <summary>By the limits that are warned of; findings in the same order.</summary>
    public required ComparisonDecision Warning { get; init; }

    /// <summary>The tables.</summary>
    public required IReadOnlyList<ComparisonTable> Tables { get; init; }

    /// <summary>Where machines and runtimes differ.</summary>
    public required IReadOnlyList<HostDifference> Hosts { get; init; }

    /// <summary>Tables that one side alone has, such as of another machine: their benchmarks are compared with nothing.</summary>
    public required IReadOnlyList<ComparisonTable> OneSided { get; init; }

    /// <summary>Decides; null without results on both sides.</summary>
    public static BenchmarkDecisions? Of(GateData data)
    {
        var request = data.Request;
        if (request.BaselineBenchmarks.Count == 0 || request.CandidateBenchmarks.Count == 0)
            return null;
        List<LabelledRun> runs = [.. request.BaselineBenchmarks.Select(static run => new LabelledRun(BaselineLabel, run)), .. request.CandidateBenchmarks.Select(static run => new LabelledRun(CandidateLabel, run))];
        var tables = TableBuilder.Build(runs, new TableOptions());
        var both = tables.Where(static table => table.Columns.Count == 2).ToList();
        var policy = request.Policy;
        var decisions = new DecisionPolicy { Alpha = policy.BenchmarkAlpha };
        var relations = Relations(runs, data);
        var rules = policy.Benchmark.Rules.Select(static rule => new ThresholdRule(rule.Filter, rule.Limit)).ToList();
        var unrelated = BenchmarkFilter.All.And(benchmark => relations.GetValueOrDefault(benchmark.Benchmark) == Relation.Unrelated);
        return new BenchmarkDecisions(relations)
        {
            Tables = both,
            OneSided = [.. tables.Where(static table => table.Columns.Count == 1)],
            Hosts = HostDifference.Find(runs),

            // What is said of a unit by name (bytes, allocations) holds for unrelated ones too.
            Failing = BenchmarkDecider.Decide(both, decisions with
            {
                Thresholds = [new(BenchmarkFilter.All, new PracticalThreshold(policy.Benchmark.Relative)), new(unrelated, new PracticalThreshold(policy.UnrelatedBenchmark.Relative)), .. rules],
            }),
            Warning = BenchmarkDecider.Decide(both, decisions with { Thresholds = [new(BenchmarkFilter.All, new PracticalThreshold(policy.Benchmark.Warn)), .. rules] }),
        };
    }

    /// <summary>How a benchmark stands to the change.</summary>
    public Relation RelationOf(BenchmarkFinding finding) => Origin(finding) is { } benchmark ? _relations.GetValueOrDefault(benchmark) : Relation.Unknown;

    /// <summary>The first changed member that a benchmark reaches; null where it reaches none, or that is not known.</summary>
    public string? ChangedMemberOf(BenchmarkFinding finding, GateData data) => RelationOf(finding) == Relation.Related
        ? data.Code.ChangedMembers.First(data.Reach.Of(Origin(finding)!)!.Members.Contains)
        : null;

    /// <summary>The benchmark of a finding.</summary>
    public static Benchmark? Origin(BenchmarkFinding finding) =>
        RowOf(finding) is { } row ? (row.Cells[0] ?? row.Cells[finding.Column])?.Origin.Benchmark : null;

    /// <summary>Name with what tells it apart from others of the same name: namespace, package, job.</summary>
    public static string NameOf(BenchmarkFinding finding) => NameOf(finding.Table, finding.Label);

    /// <summary>Name with what tells it apart from others of the same name.</summary>
    public static string NameOf(ComparisonTable table, string label)
    {
        string[] machine = ["goos", "goarch", "cpu"];
        var space = Value("namespace") is { Length: > 0 } type ? type + "." : Value("pkg") is { Length: > 0 } package ? package + "." : "";
        var others = table.Configuration.Where(pair => pair.Value.Length > 0 && pair.Key is not ("namespace" or "pkg") && !machine.Contains(pair.Key)).Select(static pair => $"{pair.Key}={pair.Value}").ToList();
        return space + label + (others.Count == 0 ? "" : $" [{string.Join(", ", others)}]");

        string Value(string key) => table.Configuration.FirstOrDefault(pair => pair.Key == key).Value ?? "";
    }

    private static ComparisonRow? RowOf(BenchmarkFinding finding) => Rows.GetValue(finding.Table, static table => table.Rows.ToDictionary(static row => row.Label, StringComparer.Ordinal)).GetValueOrDefault(finding.Label);

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<ComparisonTable, Dictionary<string, ComparisonRow>> Rows = [];

    private static Dictionary<Benchmark, Relation> Relations(IReadOnlyList<LabelledRun> runs, GateData data)
    {
        var relations = new Dictionary<Benchmark, Relation>(ReferenceEqualityComparer.Instance);
        if (data.Request.Changes is null || data.Request.CandidateProfiles.Count + data.Request.BaselineProfiles.Count == 0)
            return relations;
        var related = new Dictionary<Reached, bool>(ReferenceEqualityComparer.Instance);
        foreach (var benchmark in runs.SelectMany(static run => run.Run.Benchmarks))
        {
            if (data.Reach.Of(benchmark) is not { } reached)
                continue;
            if (!related.TryGetValue(reached, out var isRelated))
                related.Add(reached, isRelated = data.Code.ChangedMembers.Any(reached.Members.Contains));
            relations[benchmark] = isRelated ? Relation.Related : Relation.Unrelated;
        }

        return relations;
    }
}

/// <summary>How a benchmark stands to a change.</summary>
internal enum Relation
{
    /// <summary>Not known: no change was given, or nothing tells what the benchmark reaches.</summary>
    Unknown,

    /// <summary>It reaches a member that was changed.</summary>
    Related,

    /// <summary>It reaches none.</summary>
    Unrelated,
}
