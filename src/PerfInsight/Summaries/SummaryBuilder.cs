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
    public static Summary Build(IEnumerable<ScenarioProfile> scenarios, ISymbolSource symbols, SummaryOptions options)
    {
        var built = scenarios.Select(scenario => BuildScenario(scenario, symbols, options)).ToList();
        built = SummarySize.Fit(built, options.MaxBytes);
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
        var costs = new Dictionary<UserFunction, FunctionCost>();
        var totals = new long[SampleKinds.Count];
        var modules = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var profile in input.Profiles)
        {
            var functions = new ProfiledFunctions(profile, symbols);
            modules.UnionWith(functions.UserModules);
            var added = StackCosts.Add(profile, functions, CostOf);
            for (var kind = 0; kind < totals.Length; kind++)
                totals[kind] += added[kind];
        }

        var duration = input.Profiles.Sum(profile => profile.Info.Duration);
        var shares = new CostShares(totals, duration);
        var ranked = costs
            .Select(entry => (Function: entry.Key, Cost: entry.Value, Rank: shares.Rank(entry.Value)))
            .Where(entry => shares.Highest(entry.Cost.Own) >= options.Floor || shares.Highest(entry.Cost.Total) >= options.Floor * 5)
            .OrderByDescending(entry => entry.Rank)
            .ThenBy(entry => entry.Function.Id ?? entry.Function.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Function.Kind)
            .ThenBy(entry => entry.Function.Span?.StartLine)
            .ThenBy(entry => entry.Function.Span?.StartColumn)
            .ToList();
        var sources = new SourceTexts(symbols);
        var first = input.Profiles.MinBy(profile => profile.Info.Captured ?? DateTimeOffset.MaxValue)!;
        return new Scenario
        {
            Name = input.Name,
            Commit = input.Commit,
            Captured = first.Info.Captured,
            Duration = duration,
            Runtime = first.Info.Runtime,
            Os = first.Info.Os,
            Source = first.Info.SourceFormat,
            Traces = input.Profiles.Count,
            Modules = [.. modules],
            Totals = new SampleValues(totals),
            Gc = Gc(input.Profiles),
            Methods = [.. ranked.Select(entry => HotMethods.Create(entry.Function, entry.Cost, sources))],
            Omitted = costs.Count - ranked.Count,
        };

        FunctionCost CostOf(UserFunction function)
        {
            if (!costs.TryGetValue(function, out var cost))
                costs.Add(function, cost = new FunctionCost());
            return cost;
        }
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
