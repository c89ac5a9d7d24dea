using PerfInsight.Profiles;
using PerfInsight.Statistics;
using PerfInsight.Summaries;
using PerfInsight.Symbols;

namespace PerfInsight.Comparison;

/// <summary>Writes into a summary how the members of a scenario grow with its input, for the analyzers to say.</summary>
public static class GrowthSummary
{
    // A member is said to grow faster than the input where its p value, corrected for the number of members, is below this.
    private const double Alpha = 0.05;

    private const int Decimals = 2;

    /// <summary>
    /// A scenario of the profiles of the largest input. Members whose own CPU (with the framework code they call) surely grows faster
    /// than the input have the exponent in <see cref="HotMethod.Growth"/>.
    /// </summary>
    /// <param name="name">Name of the scenario.</param>
    /// <param name="profiles">Profiles with metadata tokens or names of .NET; three sizes at least.</param>
    /// <param name="commit">Commit that was built; null where unknown.</param>
    /// <param name="symbols">Where dlls, PDBs and sources come from.</param>
    /// <param name="options">Limits of size.</param>
    /// <exception cref="ComparisonException">There are fewer than three sizes, or a profile without CPU samples.</exception>
    public static Scenario Build(string name, IReadOnlyList<SizedProfile> profiles, string? commit, ISymbolSource symbols, SummaryOptions options)
    {
        ProfileGrowth.RequireSizes(profiles.Select(static profile => profile.Size));
        if (profiles.FirstOrDefault(static profile => profile.Profile.SampleTypeIndex("cpu") < 0) is { } other)
            throw new ComparisonException($"the profile of size {other.Size} has no sample type 'cpu', whose growth a summary has");

        var largest = profiles.Max(static profile => profile.Size);
        var unlimited = options with { MaxBytes = int.MaxValue };
        var scenario = Of(profiles.Where(profile => profile.Size == largest), unlimited);
        var costs = profiles.Select(profile => (profile.Size, Weight: SampleWeight(profile.Profile), Own: OwnCosts(Of([profile], unlimited with { Floor = 0 })))).ToList();

        var fits = scenario.Methods.Select(method => GrowthFit.Of([.. costs.Select(run => new GrowthPoint(run.Size, run.Own.GetValueOrDefault(KeyOf(method)) / run.Weight, run.Weight))])).ToList();
        int[] asked = [.. Enumerable.Range(0, fits.Count).Where(i => fits[i] is not null)];
        var adjusted = BenjaminiHochberg.Adjust([.. asked.Select(i => fits[i]!.P)]);
        var growth = new double?[fits.Count];
        for (var i = 0; i < asked.Length; i++)
        {
            if (adjusted[i] < Alpha && fits[asked[i]] is { Interval.Lower: > 1 } fit)
                growth[asked[i]] = Math.Round(fit.Exponent, Decimals);
        }

        return SummarySize.Fit([SummarySize.WithMethods(scenario, [.. scenario.Methods.Select((method, i) => WithGrowth(method, growth[i]))], scenario.Omitted)], options.MaxBytes)[0];

        Scenario Of(IEnumerable<SizedProfile> of, SummaryOptions limits) =>
            SummaryBuilder.Build([new ScenarioProfile(name, [.. of.Select(static profile => profile.Profile.ToProfile())], commit)], symbols, limits).Scenarios[0];
    }

    /// <summary>The summary with a scenario more; one of its name is replaced.</summary>
    public static Summary Put(Summary? summary, Scenario scenario)
    {
        var scenarios = summary?.Scenarios.ToList() ?? [];
        var place = scenarios.FindIndex(other => other.Name == scenario.Name);
        if (place >= 0)
            scenarios[place] = scenario;
        else
            scenarios.Add(scenario);
        return SummaryBuilder.Of(scenarios);
    }

    private static (string?, FunctionKind, SourceRange?) KeyOf(HotMethod method) => (method.Id ?? method.Name, method.Kind, method.Span);

    private static Dictionary<(string?, FunctionKind, SourceRange?), double> OwnCosts(Scenario scenario) => scenario.Methods
        .GroupBy(KeyOf)
        .ToDictionary(static group => group.Key, static group => group.Sum(static method => (double)method[SampleKind.Cpu].Own));

    private static double SampleWeight(ProfileData profile) =>
        MemberCosts.Of(profile, profile.SampleTypeIndex("cpu"), new MemberIndex()).All.EffectiveWeight is > 0 and var weight ? weight : 1;

    private static HotMethod WithGrowth(HotMethod method, double? growth) => growth is null ? method : new HotMethod
    {
        Id = method.Id,
        Name = method.Name,
        Kind = method.Kind,
        File = method.File,
        Span = method.Span,
        Fingerprint = method.Fingerprint,
        Costs = method.Costs,
        Callees = method.Callees,
        Types = method.Types,
        Lines = method.Lines,
        Baseline = method.Baseline,
        Growth = growth,
    };
}
