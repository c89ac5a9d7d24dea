namespace PerfInsight.Analyzers.Rules;

/// <summary>Keys of a diagnostic's properties, for fixers and for readers of a build's SARIF log.</summary>
internal static class DiagnosticProperties
{
    /// <summary>Share of the profile, 0 to 1, invariant culture.</summary>
    public const string Share = "perfinsight.share";

    /// <summary>Key of the sample kind that the share is of.</summary>
    public const string Kind = "perfinsight.kind";

    /// <summary><c>confirmed</c> or <c>likely</c>.</summary>
    public const string Confidence = "perfinsight.confidence";
}
