namespace PerfInsight.Comparison;

/// <summary>What is said of a difference.</summary>
public enum Verdict
{
    /// <summary>The data shows no change that is sure and large enough.</summary>
    Indistinguishable,

    /// <summary>The candidate costs more.</summary>
    Regression,

    /// <summary>The candidate costs less.</summary>
    Improvement,
}
