using System.Text;

namespace PerfInsight.Summaries;

/// <summary>Keeps a summary below its limit of bytes.</summary>
internal static class SummarySize
{
    // Header and list of files, per scenario and per file; generous.
    private const int HeaderBytes = 2_000;
    private const int FileBytes = 200;

    /// <summary>The scenarios without the cheapest members of the largest of them, until all fit.</summary>
    public static List<Scenario> Fit(List<Scenario> scenarios, int maxBytes)
    {
        var sizes = scenarios.ConvertAll(scenario => scenario.Methods.Select(Bytes).ToList());
        var kept = scenarios.ConvertAll(scenario => scenario.Methods.Count);
        var files = scenarios.SelectMany(scenario => scenario.Methods).Select(method => method.File).Distinct().Count();
        var total = sizes.Sum(list => list.Sum()) + (HeaderBytes * scenarios.Count) + (FileBytes * files);
        while (total > maxBytes && kept.Any(count => count > 1))
        {
            var largest = kept.IndexOf(kept.Max());
            total -= sizes[largest][--kept[largest]];
        }

        return [.. scenarios.Select((scenario, i) => kept[i] == scenario.Methods.Count ? scenario : Cut(scenario, kept[i]))];
    }

    private static Scenario Cut(Scenario scenario, int methods) => new()
    {
        Name = scenario.Name,
        Commit = scenario.Commit,
        Captured = scenario.Captured,
        Duration = scenario.Duration,
        Runtime = scenario.Runtime,
        Os = scenario.Os,
        Source = scenario.Source,
        Traces = scenario.Traces,
        Modules = scenario.Modules,
        Totals = scenario.Totals,
        Gc = scenario.Gc,
        Methods = [.. scenario.Methods.Take(methods)],
        Omitted = scenario.Omitted + scenario.Methods.Count - methods,
    };

    private static int Bytes(HotMethod method) => Encoding.UTF8.GetByteCount(SummaryWriter.MethodText(method, 999)) + 2;
}
