using PerfInsight.Profiles;
using PerfInsight.Symbols;

namespace PerfInsight.Summaries;

/// <summary>Builds a summary from profiles and symbols. Equal input gives equal output, whatever the order of a scenario's profiles.</summary>
public static class SummaryBuilder
{
    /// <summary>Builds the summary.</summary>
    /// <param name="scenarios">The scenarios; profiles of one are added up, scenarios are kept apart.</param>
    /// <param name="symbols">Where dlls, PDBs and sources come from.</param>
    /// <param name="options">Limits of size.</param>
    /// <exception cref="ArgumentException">A scenario has no profiles, or two scenarios have one name.</exception>
    public static Summary Build(IEnumerable<ScenarioProfile> scenarios, ISymbolSource symbols, SummaryOptions options)
    {
        var inputs = scenarios.ToList();
        if (inputs.GroupBy(scenario => scenario.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"two scenarios are called '{twice.Key}'", nameof(scenarios));
        var built = inputs.Select(scenario => BuildScenario(scenario, symbols, options)).ToList();
        return Of(SummarySize.Fit(built, options.MaxBytes));
    }

    /// <summary>The summary of scenarios, with the list of the files they refer to.</summary>
    internal static Summary Of(IReadOnlyList<Scenario> built)
    {
        var files = built.SelectMany(scenario => scenario.Methods)
            .Select(method => method.File)
            .OfType<ProfiledFile>()
            .Distinct()
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ThenBy(file => file.Checksum, StringComparer.Ordinal)
            .ToList();
        return new Summary { Files = files, Scenarios = built };
    }

    private static Scenario BuildScenario(ScenarioProfile input, ISymbolSource symbols, SummaryOptions options)
    {
        if (input.Profiles.Count == 0)
            throw new ArgumentException($"the scenario '{input.Name}' has no profiles", nameof(input));
        var costs = ScenarioCosts.Of(input.Profiles, symbols);
        var duration = input.Profiles.Sum(profile => profile.Info.Duration);
        var shares = new CostShares(costs.Totals, duration);
        var ranked = costs.Functions.Zip(costs.Costs, (function, cost) => (Function: function, Cost: cost, Rank: shares.Rank(cost)))
            .Where(entry => shares.Highest(entry.Cost.Own) >= options.Floor || shares.Highest(entry.Cost.Total) >= options.Floor * 5)
            .OrderByDescending(entry => entry.Rank)
            .ThenBy(entry => entry.Function.Id ?? entry.Function.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Function.File?.Path, StringComparer.Ordinal)
            .ThenBy(entry => entry.Function.Kind)
            .ThenBy(entry => entry.Function.Span?.StartLine)
            .ThenBy(entry => entry.Function.Span?.StartColumn)
            .ToList();
        var sources = new SourceTexts(symbols);
        var first = input.Profiles.Select(profile => profile.Info)
            .OrderBy(info => info.Captured ?? DateTimeOffset.MaxValue)
            .ThenBy(info => info.Runtime, StringComparer.Ordinal)
            .ThenBy(info => info.Os, StringComparer.Ordinal)
            .ThenBy(info => info.SourceFormat, StringComparer.Ordinal)
            .First();
        return new Scenario
        {
            Name = input.Name,
            Commit = input.Commit,
            Captured = first.Captured,
            Duration = duration,
            Runtime = first.Runtime,
            Os = first.Os,
            Source = first.SourceFormat,
            Traces = input.Profiles.Count,
            Modules = [.. costs.Modules],
            Totals = new SampleValues(costs.Totals),
            Gc = Gc(input.Profiles),
            Methods = [.. ranked.Select(entry => HotMethods.Create(entry.Function, entry.Cost, costs.Name, sources))],
            Omitted = costs.Functions.Count - ranked.Count,
        };
    }

    private static GcSummary? Gc(IReadOnlyList<Profile> profiles)
    {
        var all = profiles.Select(profile => profile.Gc).OfType<GcSummary>().ToList();
        return all.Count == 0
            ? null
            : new GcSummary(
                all.Sum(gc => gc.Gen0), all.Sum(gc => gc.Gen1), all.Sum(gc => gc.Gen2), all.Sum(gc => gc.Pause), all.Max(gc => gc.LongestPause));
    }
}
