using System.Globalization;
using PerfInsight.Cli.Text;
using PerfInsight.Units;

namespace PerfInsight.Cli.Demo;

/// <summary>What the fixes changed, a row a scenario and one for the total; a ratio is before over after.</summary>
internal static class BeforeAfterTable
{
    /// <summary>The table.</summary>
    public static TextTable Create(IReadOnlyList<ScenarioCost> before, IReadOnlyList<ScenarioCost> after)
    {
        var table = new TextTable(
            new TextColumn("scenario"),
            new TextColumn("CPU", true),
            new TextColumn("", true),
            new TextColumn("allocated", true),
            new TextColumn("", true),
            new TextColumn("contentions", true),
            new TextColumn("", true),
            new TextColumn("wall", true),
            new TextColumn("", true));
        foreach (var cost in before)
        {
            if (after.FirstOrDefault(candidate => candidate.Scenario == cost.Scenario) is { } now)
                Add(table, cost, now);
        }

        Add(table, ScenarioCost.Total(before), ScenarioCost.Total(after));
        return table;
    }

    /// <summary>Before over after: <c>3.1×</c>; 1.0× where both are zero.</summary>
    public static string Ratio(double before, double after)
    {
        if (before == after)
            return "1.0×";
        if (after == 0)
            return "gone";
        var ratio = before / after;
        return ratio.ToString(ratio >= 9.95 ? "0" : ratio < 0.095 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + "×";
    }

    private static void Add(TextTable table, ScenarioCost before, ScenarioCost after) => table.Add(
        before.Scenario,
        Change(before.Cpu, after.Cpu, Milliseconds),
        Ratio(before.Cpu, after.Cpu),
        Change(before.Bytes, after.Bytes, QuantityText.Bytes),
        Ratio(before.Bytes, after.Bytes),
        Change(before.Contentions, after.Contentions, static count => QuantityText.Count((long)Math.Round(count))),
        Ratio(before.Contentions, after.Contentions),
        Change(before.Wall, after.Wall, Milliseconds),
        Ratio(before.Wall, after.Wall));

    private static string Change(double before, double after, Func<double, string> text) => $"{text(before)} → {text(after)}";

    private static string Milliseconds(double value) => QuantityText.Duration(value * 1e6);
}
