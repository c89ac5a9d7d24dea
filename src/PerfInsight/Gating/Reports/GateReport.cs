using PerfInsight.Comparison;

namespace PerfInsight.Gating.Reports;

/// <summary>
/// What the gate decided, on what, and why: all that any form of report shows. Immutable, and deterministic: equal inputs, policy,
/// waivers and date give an equal report, in the same order. Texts in it are English and invariant; they have no markup, so a writer
/// escapes them for its format and adds its own. Lists are in the order in which they are to be shown, the most important first.
/// As JSON its properties are named as here in camelCase, enumerations are camelCase texts, dates are yyyy-MM-dd, and numbers that are
/// not finite are null.
/// </summary>
public sealed record GateReport
{
    /// <summary>Version of this model; grows by 1 where a reader of an earlier one would misunderstand.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The decision of all gates together.</summary>
    public required GateVerdict Verdict { get; init; }

    /// <summary>What the process tells the shell: 0 pass, 1 fail, 4 inconclusive where the policy asks for that or nothing at all could be compared.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The decision in a sentence: <c>2 of 6 gates failed. cpu +6.9 % (indistinguishable), alloc_space +57 %.</c></summary>
    public required string Headline { get; init; }

    /// <summary>The day that waivers were judged by, as it was given in.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What was compared.</summary>
    public required GateInputs Inputs { get; init; }

    /// <summary>The whole against the whole: one for each sample type of the profiles, and one for each unit of the benchmarks.</summary>
    public required IReadOnlyList<ReportTotal> Totals { get; init; }

    /// <summary>Each gate with its own decision, also those that did not run; in the order of <see cref="GateIds.All"/>.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>What is to be known or done: failures first, then inconclusive ones, warnings, waived ones and notes; the largest first.</summary>
    public required IReadOnlyList<GateFinding> Findings { get; init; }

    /// <summary>What surely got better, the largest first.</summary>
    public required IReadOnlyList<Improvement> Improvements { get; init; }

    /// <summary>0 to 10, with its arithmetic.</summary>
    public required Rating Rating { get; init; }

    /// <summary>The definition of done, item by item.</summary>
    public required IReadOnlyList<ChecklistItem> DefinitionOfDone { get; init; }

    /// <summary>What to know of the inputs and of how sure all this is: different machines, one profile a side, machine drift, unread parts.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Whether the gate could have failed; null where that was not tried (<c>--prove</c>).</summary>
    public GateProof? Proof { get; init; }

    /// <summary>Series of benchmarks over the runs before, where a history was given; values of the runs named by <see cref="HistoryLabels"/>.</summary>
    public IReadOnlyList<BenchmarkSeries> Trends { get; init; } = [];

    /// <summary>Names of the runs of <see cref="Trends"/>, the oldest first.</summary>
    public IReadOnlyList<string> HistoryLabels { get; init; } = [];
}

/// <summary>What is decided of a change, or by one gate.</summary>
public enum GateVerdict
{
    /// <summary>Nothing stands against it.</summary>
    Pass,

    /// <summary>A limit is surely exceeded, without a waiver.</summary>
    Fail,

    /// <summary>The data is too little to say so or the opposite.</summary>
    Inconclusive,

    /// <summary>Of a gate only: it had nothing to look at, or is off. <see cref="GateResult.Reason"/> says which.</summary>
    NotRun,
}

/// <summary>The gates. Ids are stable: waivers and fingerprints name them.</summary>
public static class GateIds
{
    /// <summary>A member that became a hotspot.</summary>
    public const string NewHotspot = "new-hotspot";

    /// <summary>A member whose cost grew.</summary>
    public const string Member = "member";

    /// <summary>The share of time that garbage collections pause the program.</summary>
    public const string GcPause = "gc-pause";

    /// <summary>A benchmark that got worse.</summary>
    public const string Benchmark = "benchmark";

    /// <summary>A benchmark that got worse though it reaches nothing that was changed.</summary>
    public const string UnrelatedBenchmark = "unrelated-benchmark";

    /// <summary>Critical members that benchmarks reach.</summary>
    public const string Coverage = "coverage";

    /// <summary>Waivers that are not used, expired or exceeded.</summary>
    public const string Waiver = "waiver";

    /// <summary>All of them, in the order of reports.</summary>
    public static IReadOnlyList<string> All { get; } = [NewHotspot, Member, GcPause, Benchmark, UnrelatedBenchmark, Coverage, Waiver];
}

/// <summary>What one gate decided.</summary>
/// <param name="Id">One of <see cref="GateIds"/>.</param>
/// <param name="Title">What it looks at: <c>new hotspots over 5 % flat</c>.</param>
/// <param name="Verdict">Its decision.</param>
/// <param name="Checked">How many members, benchmarks or waivers it looked at.</param>
/// <param name="Failed">How many of them failed without a waiver.</param>
/// <param name="Reason">Why it did not run, or why it is inconclusive, and what to do; empty for others.</param>
public sealed record GateResult(string Id, string Title, GateVerdict Verdict, int Checked, int Failed, string Reason = "");

/// <summary>The whole of one metric on both sides.</summary>
/// <param name="Name">Sample type (<c>cpu</c>), or unit of benchmarks (<c>sec/op</c>: the geometric mean of all).</param>
/// <param name="Baseline">Text of the baseline's value, such as <c>75 s</c>; empty for benchmarks.</param>
/// <param name="Candidate">Text of the candidate's.</param>
/// <param name="Change">Change as a share of the baseline, 0.069 for +6.9 %; NaN where it has none.</param>
/// <param name="Verdict">What is said of it; of benchmarks always <see cref="PerfInsight.Comparison.Verdict.Indistinguishable"/>, as a mean proves nothing.</param>
/// <param name="Text">All of it: <c>cpu +6.9 % (indistinguishable)</c>.</param>
public sealed record ReportTotal(string Name, string Baseline, string Candidate, double Change, Verdict Verdict, string Text);

/// <summary>What surely got better.</summary>
/// <param name="Subject">The member or benchmark.</param>
/// <param name="Metric">What of it, as in <see cref="GateFinding.Metric"/>.</param>
/// <param name="Measure">How much.</param>
/// <param name="Text">All of it in a line: <c>cpu.self 500 ms → 190 ms (-62 %)</c>.</param>
public sealed record Improvement(FindingSubject Subject, string Metric, Measure Measure, string Text);

/// <summary>What a synthetic regression showed of the gate itself.</summary>
/// <param name="IsProven">True where the gate reported all of them.</param>
/// <param name="Steps">One for each gate that was tried.</param>
public sealed record GateProof(bool IsProven, IReadOnlyList<ProofStep> Steps);

/// <summary>One synthetic regression.</summary>
/// <param name="Gate">The gate that had to report it.</param>
/// <param name="Injected">What was injected: <c>cpu.self of Shop.Router.Route × 3 in the candidate</c>.</param>
/// <param name="IsReported">Whether it failed.</param>
/// <param name="Text">What the gate said of it, or why it could say nothing.</param>
public sealed record ProofStep(string Gate, string Injected, bool IsReported, string Text);
