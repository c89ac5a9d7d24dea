namespace PerfInsight.Comparison;

/// <summary>Two sides cannot be compared as asked.</summary>
/// <param name="message">Why not, for the user.</param>
public sealed class ComparisonException(string message) : Exception(message);
