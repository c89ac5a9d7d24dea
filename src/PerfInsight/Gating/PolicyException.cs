namespace PerfInsight.Gating;

/// <summary>A policy or a waiver file makes no sense.</summary>
/// <param name="problems">All that is wrong, each with file, line and column.</param>
public sealed class PolicyException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    /// <summary>All that is wrong, each as <c>perfinsight.yml:3:17: expected …, found ….</c></summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
