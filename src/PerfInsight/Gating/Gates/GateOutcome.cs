using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Gates;

/// <summary>What one gate found, before waivers.</summary>
/// <param name="Id">One of <see cref="GateIds"/>.</param>
/// <param name="Title">What it looks at.</param>
internal sealed record GateOutcome(string Id, string Title)
{
    /// <summary>How many members or benchmarks it looked at.</summary>
    public int Checked { get; init; }

    /// <summary>Why it did not run; empty where it did.</summary>
    public string NotRun { get; init; } = "";

    /// <summary>Why it can decide nothing; empty where it can.</summary>
    public string Undecided { get; init; } = "";

    /// <summary>What else to know.</summary>
    public string Remark { get; init; } = "";

    /// <summary>How many could not be decided, of those that it looked at.</summary>
    public int UndecidedCount { get; init; }

    /// <summary>What it found.</summary>
    public IReadOnlyList<GateFinding> Findings { get; init; } = [];

    /// <summary>A gate that did not run.</summary>
    public static GateOutcome Idle(string id, string title, string reason) => new(id, title) { NotRun = reason };

    /// <summary>A gate that the policy turns off; null where it does not.</summary>
    public static GateOutcome? IfOff(string id, string title, GateLevel level) => level == GateLevel.Off ? Idle(id, title, "off in the policy") : null;
}
