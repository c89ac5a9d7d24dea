namespace PerfInsight.Diagnoses;

/// <summary>How much the evidence carries.</summary>
public enum Confidence
{
    /// <summary>A place to look; the figures name no cause.</summary>
    Low,

    /// <summary>The figures have the signature of the cause, not its place.</summary>
    Medium,

    /// <summary>The cost of the cause itself was measured.</summary>
    High,
}

/// <summary>A figure with where it comes from.</summary>
/// <param name="Text">The figure as it is printed, such as <c>36 % of cpu (4.1 s of 11.4 s)</c>.</param>
/// <param name="From">Where it was read: the file, and what of it.</param>
public sealed record EvidenceFigure(string Text, string From);

/// <summary>One thing that the evidence says, with what to do about it.</summary>
public sealed record DiagnosisStatement
{
    /// <summary>The member or whole that it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>What was measured, or changed.</summary>
    public required string What { get; init; }

    /// <summary>The pattern that the figures show; null where they show none.</summary>
    public string? Why { get; init; }

    /// <summary>What to do.</summary>
    public required string Do { get; init; }

    /// <summary>How sure the cause is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Why it is that sure.</summary>
    public required string Reason { get; init; }

    /// <summary>The figures behind all of it.</summary>
    public required IReadOnlyList<EvidenceFigure> Evidence { get; init; }

    /// <summary>The next measurement: a command to run.</summary>
    public required string Next { get; init; }

    /// <summary>The same told by a language model (<see cref="ModelAnswer"/>); null where none was asked or none of it stood.</summary>
    public string? Words { get; init; }
}

/// <summary>What evidence says, reasoned by rules: what changed or costs, why, what to do, how sure that is, what to measure next.</summary>
/// <param name="Title">What was looked at.</param>
/// <param name="Statements">What is said, the costliest first; empty where the evidence says nothing.</param>
/// <param name="Limits">What the evidence cannot tell.</param>
public sealed record Diagnosis(string Title, IReadOnlyList<DiagnosisStatement> Statements, IReadOnlyList<string> Limits);
