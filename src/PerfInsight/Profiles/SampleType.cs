namespace PerfInsight.Profiles;

/// <summary>What the values of a profile measure.</summary>
/// <param name="Kind">Kind, such as <c>cpu</c>, <c>blocked</c>, <c>alloc_space</c>.</param>
/// <param name="Unit">Unit: <c>nanoseconds</c>, <c>bytes</c> or <c>count</c>.</param>
public sealed record SampleType(string Kind, string Unit);
