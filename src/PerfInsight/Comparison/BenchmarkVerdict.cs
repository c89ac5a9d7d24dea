namespace PerfInsight.Comparison;

/// <summary>What is decided of a benchmark in one unit.</summary>
public enum BenchmarkVerdict
{
    /// <summary>Worse by more than the threshold, and not by chance.</summary>
    Regression,

    /// <summary>Better by more than the threshold, and not by chance.</summary>
    Improvement,

    /// <summary>Different by more than the threshold, and not by chance; which direction is better is not known of the unit.</summary>
    Changed,

    /// <summary>Shown to differ by less than the threshold.</summary>
    Same,

    /// <summary>Neither a change nor its absence is shown: too few values, or too much noise.</summary>
    Inconclusive,

    /// <summary>Not in the candidate.</summary>
    OnlyInBaseline,

    /// <summary>Not in the baseline.</summary>
    OnlyInCandidate,
}
