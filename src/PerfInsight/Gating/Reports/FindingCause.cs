using PerfInsight.Comparison;

namespace PerfInsight.Gating.Reports;

/// <summary>What the figures say of the cause (playbook, section 4).</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Text">The figures: <c>excess allocations: alloc_space of the member grew by 994 MB</c>.</param>
/// <param name="Strategy">What a fix does: <c>reuse buffers, pool</c>.</param>
/// <param name="Rules">Diagnostics of the analyzers that stand in the member, those whose rule has a fix first.</param>
public sealed record FindingCause(RootCausePattern Pattern, string Text, string Strategy, IReadOnlyList<RuleHint> Rules);

/// <summary>A diagnostic of the analyzers at a finding.</summary>
/// <param name="Rule">Its id, such as <c>PI1007</c>.</param>
/// <param name="Message">What it says.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="HasFix">True where its rule has a fix; whether it is offered at this place the editor or the build says.</param>
public sealed record RuleHint(string Rule, string Message, SourcePlace Place, bool HasFix);

/// <summary>What to do with a finding (playbook, section 2), and which backlog it belongs to (section 8).</summary>
/// <param name="Impact">From what was measured.</param>
/// <param name="ImpactReason">Why: <c>28 % of alloc_space</c>.</param>
/// <param name="Effort">From the pattern.</param>
/// <param name="EffortReason">Why: <c>PI1007 stands at Cache.cs:26, and its rule has a fix</c>.</param>
/// <param name="Action">The playbook's: <c>immediate PR</c>, <c>design review</c>, <c>batch fixes</c>, <c>defer to the backlog</c>.</param>
/// <param name="Backlog">Its category.</param>
public sealed record Triage(Level Impact, string ImpactReason, Level Effort, string EffortReason, string Action, BacklogCategory Backlog)
{
    /// <summary>The quadrant in words: <c>high impact, low effort → immediate PR</c>.</summary>
    public string Text => $"{Word(Impact)} impact, {Word(Effort)} effort → {Action}";

    private static string Word(Level level) => level == Level.High ? "high" : "low";
}

/// <summary>High or low.</summary>
public enum Level
{
    /// <summary>Low.</summary>
    Low,

    /// <summary>High.</summary>
    High,
}

/// <summary>The playbook's backlog taxonomy.</summary>
public enum BacklogCategory
{
    /// <summary>Reduces p95: waits.</summary>
    Preventive,

    /// <summary>Takes flat cost down.</summary>
    Corrective,

    /// <summary>Covers critical paths with benchmarks.</summary>
    Hygiene,

    /// <summary>Gains throughput.</summary>
    Strategic,
}

/// <summary>The waiver of a finding.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Row">The row; null where there is none.</param>
/// <param name="Text">In words: <c>waived until 2026-12-31 up to +60 % (PERF-311, owner platform)</c>.</param>
public sealed record WaiverUse(WaiverState State, WaiverRow? Row, string Text)
{
    /// <summary>No waiver.</summary>
    public static WaiverUse None { get; } = new(WaiverState.None, null, "");
}

/// <summary>How a waiver stands to its finding.</summary>
public enum WaiverState
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It holds.</summary>
    Active,

    /// <summary>The finding is over the waiver's ceiling: it fails again.</summary>
    OverCeiling,

    /// <summary>The waiver's day is past: the finding fails again.</summary>
    Expired,

    /// <summary>No finding needs it.</summary>
    Unused,
}

/// <summary>One row of a waiver file.</summary>
/// <param name="Gate">The gate, one of <see cref="GateIds"/>.</param>
/// <param name="Subject">Whole name of the member or benchmark.</param>
/// <param name="Metric">What of it.</param>
/// <param name="Ceiling">What it may measure at most: a growth (0.6 for +60 %), or a share of all (0.08 for 8 %).</param>
/// <param name="IsGrowth">True where the ceiling is a growth, false where it is a share.</param>
/// <param name="Reason">Why it is accepted.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Issue">Link to the issue.</param>
/// <param name="Expires">Last day on which it holds.</param>
/// <param name="Place">Where it stands in its file.</param>
public sealed record WaiverRow(
    string Gate, string Subject, string Metric, double Ceiling, bool IsGrowth, string Reason, string Owner, string Issue, DateOnly Expires, SourcePlace Place);
