using PerfInsight.Profiles;

namespace PerfInsight.Summaries;

/// <summary>A scenario and the profiles that were captured of it; their values are added up.</summary>
/// <param name="Name">Name of the scenario.</param>
/// <param name="Profiles">One or more profiles.</param>
/// <param name="Commit">Commit that was built; null where unknown.</param>
public sealed record ScenarioProfile(string Name, IReadOnlyList<Profile> Profiles, string? Commit = null);
