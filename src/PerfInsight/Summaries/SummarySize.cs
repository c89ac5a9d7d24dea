using System.Text;

namespace PerfInsight.Summaries;

/// <summary>Keeps a summary below its limit of bytes.</summary>
internal static class SummarySize
{
    /// <summary>The scenarios without the cheapest members of those that have the most, until all fit.</summary>
    public static List<Scenario> Fit(List<Scenario> scenarios, int maxBytes)
    {
        var users = new Dictionary<ProfiledFile, int>();
        foreach (var file in scenarios.SelectMany(scenario => scenario.Methods).Select(method => method.File).OfType<ProfiledFile>())
            users[file] = users.GetValueOrDefault(file) + 1;

        // A method names its file by number: the highest number is the longest.
        var sizes = scenarios.ConvertAll(scenario => scenario.Methods.Select(method => LineBytes(SummaryWriter.MethodText(method, users.Count))).ToList());
        var kept = scenarios.ConvertAll(scenario => scenario.Methods.Count);
        var total = HeaderBytes(scenarios) + sizes.Sum(list => list.Sum(bytes => (long)bytes)) + users.Keys.Sum(file => (long)FileBytes(file));
        while (total > maxBytes && kept.Exists(count => count > 1))
        {
            var largest = kept.IndexOf(kept.Max());
            var dropped = --kept[largest];
            total -= sizes[largest][dropped];
            if (scenarios[largest].Methods[dropped].File is { } file && --users[file] == 0)
                total -= FileBytes(file);
        }

        return [.. scenarios.Select((scenario, i) => kept[i] == scenario.Methods.Count ? scenario : Cut(scenario, kept[i]))];
    }

    private static long HeaderBytes(List<Scenario> scenarios)
    {
        using var text = new StringWriter();
        SummaryWriter.Write(new Summary { Scenarios = scenarios.ConvertAll(scenario => Cut(scenario, 0)) }, text);

        // Lists that are not empty end on a line of their own.
        return Encoding.UTF8.GetByteCount(text.ToString()) + 1 + scenarios.Count;
    }

    private static int FileBytes(ProfiledFile file) => LineBytes(SummaryWriter.FileText(file));

    // With the comma and the line feed between lines.
    private static int LineBytes(string line) => Encoding.UTF8.GetByteCount(line) + 2;

    private static Scenario Cut(Scenario scenario, int methods) =>
        WithMethods(scenario, [.. scenario.Methods.Take(methods)], scenario.Omitted + scenario.Methods.Count - methods);

    /// <summary>The scenario with other entries.</summary>
    internal static Scenario WithMethods(Scenario scenario, IReadOnlyList<HotMethod> methods, int omitted) => new()
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
        Methods = methods,
        Omitted = omitted,
    };
}
