using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>How sure a claim is.</summary>
internal enum Confidence
{
    /// <summary>The profile shows the pattern's own cost.</summary>
    Confirmed,

    /// <summary>The pattern stands in hot code; its own cost is not visible.</summary>
    Likely,
}

/// <summary>What the profile says of one pattern at one place.</summary>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Cost">The pattern's cost where confirmed, else the cost of its line or member.</param>
/// <param name="Text">The words for the message.</param>
internal sealed record Assessment(Confidence Confidence, MeasuredCost Cost, string Text)
{
    /// <summary>True where this claim is surer than another, or as sure and of a higher cost.</summary>
    public bool IsStrongerThan(Assessment other) =>
        Confidence != other.Confidence ? Confidence == Confidence.Confirmed : Cost.Share > other.Cost.Share;

    /// <summary>The severity that the options give it; null hides it.</summary>
    public DiagnosticSeverity? Severity(EvidenceOptions options) =>
        Confidence == Confidence.Confirmed ? options.ConfirmedSeverity : options.LikelySeverity;
}
