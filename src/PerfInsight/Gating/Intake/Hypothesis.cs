namespace PerfInsight.Gating.Intake;

/// <summary>A suspicion, and what is known of it (playbook, section 1): the record that an investigation begins with.</summary>
public sealed record Hypothesis
{
    /// <summary>Where it comes from: <c>slo</c>, <c>bench</c>, <c>drift</c> or <c>cost</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What raises it: <c>p95 latency up 20 %</c>.</summary>
    public required string Trigger { get; init; }

    /// <summary>True where it is raised.</summary>
    public required bool IsTriggered { get; init; }

    /// <summary>What is suspected, in a sentence.</summary>
    public required string What { get; init; }

    /// <summary>What is known, line by line; the most telling first.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>Commands to look further, in their order; empty where nothing is raised.</summary>
    public required IReadOnlyList<string> Next { get; init; }
}
