using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>One hotspot of one scenario.</summary>
/// <param name="Scenario">The scenario that measured it.</param>
/// <param name="Method">What was measured.</param>
/// <param name="Rank">1 for the costliest of the scenario.</param>
internal sealed record Hotspot(Scenario Scenario, HotMethod Method, int Rank);
