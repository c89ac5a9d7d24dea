using System.Globalization;
using PerfInsight.Cli.Text;
using PerfInsight.Units;

namespace PerfInsight.Cli.Demo;

/// <summary>What the fixes changed, a row a scenario and one for the total; a ratio is before over after.</summary>
internal static class BeforeAfterTable
{
    private static readonly Column[] Columns =
    [
        new("CPU", static cost => cost.Cpu, Milliseconds),
        new("allocated", static cost => cost.Bytes, QuantityText.Bytes),
        new("contentions", static cost => cost.Contentions, Count),
        new("wall", static cost => cost.Wall, Milliseconds),
    ];

    /// <summary>Writes the table, in two halves where the terminal is too narrow for one.</summary>
    public static void Write(TextWriter writer, int? width, IReadOnlyList<ScenarioCost> before, IReadOnlyList<ScenarioCost> after)
    {
        var table = Create(Columns, before, after);
        if (width is null || table.Width <= width)
        {
            table.Write(writer);
            return;
        }

        Create(Columns[..2], before, after).Write(writer);
        writer.WriteLine();
        Create(Columns[2..], before, after).Write(writer);
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

    private static TextTable Create(Column[] columns, IReadOnlyList<ScenarioCost> before, IReadOnlyList<ScenarioCost> after)
    {
        var table = new TextTable(
        [
            new TextColumn("scenario"),
            .. columns.SelectMany(static column => (TextColumn[])[new(column.Heading, AlignRight: true), new("", AlignRight: true)]),
        ]);
        foreach (var cost in before)
        {
            if (after.FirstOrDefault(candidate => candidate.Scenario == cost.Scenario) is { } now)
                Add(table, columns, cost, now);
        }

        Add(table, columns, ScenarioCost.Total(before), ScenarioCost.Total(after));
        return table;
    }

    private static void Add(TextTable table, Column[] columns, ScenarioCost before, ScenarioCost after) => table.Add(
    [
        before.Scenario,
        .. columns.SelectMany(column => (string[])
        [
            $"{column.Text(column.Value(before))} → {column.Text(column.Value(after))}",
            Ratio(column.Value(before), column.Value(after)),
        ]),
    ]);

    private static string Milliseconds(double value) => QuantityText.Duration(value * 1e6);

    private static string Count(double value) => QuantityText.Count((long)Math.Round(value));

    private sealed record Column(string Heading, Func<ScenarioCost, double> Value, Func<double, string> Text);
}
