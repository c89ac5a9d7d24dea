using System.Globalization;
using PerfInsight.Cli.Text;
using PerfInsight.Summaries;
using PerfInsight.Units;

namespace PerfInsight.Cli.Hotspots;

/// <summary>Writes the hotspots of one scenario: a headline, the totals, a table.</summary>
internal sealed class HotspotTable(Scenario scenario, HotspotOrder order, int top, int? width)
{
    private const int BarWidth = 5;

    // Narrower than this, the room of the bars is better spent on names.
    private const int WidthForBars = 100;

    // What member and place need at least before numbers give way to them.
    private const int MinNamesWidth = 36;

    private const string MemberHeading = "member";

    private const string PlaceHeading = "where";

    private const string Separator = " · ";

    private static readonly Dictionary<SampleKind, string> Headings = new()
    {
        [SampleKind.Cpu] = "CPU",
        [SampleKind.AllocSpace] = "bytes",
        [SampleKind.Blocked] = "waits",
    };

    /// <summary>Writes all of it.</summary>
    public void Write(TextWriter writer)
    {
        WriteFacts(writer, Headline());
        WriteFacts(writer, Totals());
        writer.WriteLine();
        var ranked = order.Rank(scenario).ToList();
        if (ranked.Count == 0)
        {
            writer.WriteLine($"  no hotspots by {order.ToString().ToLowerInvariant()}");
            return;
        }

        var table = Fit(ranked.Take(top).ToList());
        table.Write(writer);
        if (ranked.Count > top)
            writer.WriteLine($"  … {ranked.Count - top} more: --top {ranked.Count}");
        if (scenario.Omitted > 0)
            writer.WriteLine($"  … {QuantityText.Count(scenario.Omitted)} below the floor");
    }

    private List<string> Headline()
    {
        var parts = new List<string> { scenario.Name };
        if (scenario.Commit is { } commit)
            parts.Add(commit[..Math.Min(7, commit.Length)]);
        if (scenario.Captured is { } captured)
            parts.Add(captured.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (scenario.Runtime is { } runtime)
            parts.Add(runtime);
        if (scenario.Duration > 0)
            parts.Add(QuantityText.Duration(scenario.Duration));
        if (scenario.Traces > 1)
            parts.Add($"{scenario.Traces} traces");
        parts.Add(scenario.Methods.Count == 1 ? "1 hotspot" : $"{scenario.Methods.Count} hotspots");
        return parts;
    }

    private List<string> Totals()
    {
        var totals = scenario.Totals;
        var parts = new List<string> { $"CPU {QuantityText.Duration(totals[SampleKind.Cpu])}" };
        if (totals[SampleKind.AllocSpace] > 0)
            parts.Add($"{QuantityText.Bytes(totals[SampleKind.AllocSpace])} allocated");
        if (totals[SampleKind.Blocked] > 0)
            parts.Add($"waits {QuantityText.Duration(totals[SampleKind.Blocked])}");
        if (totals[SampleKind.Contentions] > 0)
            parts.Add($"{QuantityText.Count(totals[SampleKind.Contentions])} lock contentions");
        if (totals[SampleKind.Exceptions] > 0)
            parts.Add($"{QuantityText.Count(totals[SampleKind.Exceptions])} exceptions");
        if (scenario.Gc is { } gc)
            parts.Add($"GC {gc.Gen0}/{gc.Gen1}/{gc.Gen2}, pauses {QuantityText.Duration(gc.Pause)}");
        return parts;
    }

    /// <summary>The table as the terminal has room for it: bars go first, then total and self, then the ends of names.</summary>
    private TextTable Fit(List<HotMethod> methods)
    {
        var names = methods.ConvertAll(static method => MemberName.Of(method));
        var places = methods.ConvertAll(static method => SourcePlace.Of(method));
        var memberWidth = names.Max(static name => name.ToString().Length);
        var placeWidth = places.Max(static place => place.Length);
        var columns = Columns(methods);
        if (width is { } available)
        {
            int Rest() => available + MemberHeading.Length + PlaceHeading.Length
                - Build(methods.Count, columns, static i => "", static i => "").Width;
            if (available < WidthForBars)
                columns.RemoveAll(static column => column.Heading.Length == 0);
            foreach (var heading in (ReadOnlySpan<string>)["self", "total", "waits", "bytes"])
            {
                if (heading != Headings[order.Kind()] && Rest() < Math.Min(memberWidth + placeWidth, MinNamesWidth))
                    columns.RemoveAll(column => column.Heading == heading);
            }

            var rest = Rest();
            if (rest < memberWidth + placeWidth)
            {
                // The place keeps two fifths: it tells more than the end of a long name.
                placeWidth = Math.Min(placeWidth, Math.Max(8, rest * 2 / 5));
                memberWidth = Math.Min(memberWidth, Math.Max(8, rest - placeWidth));
            }
        }

        return Build(methods.Count, columns, i => names[i].Fit(memberWidth), i => SourcePlace.Fit(places[i], placeWidth));
    }

    private sealed record NumberColumn(string Heading, Func<int, string> Cell);

    private List<NumberColumn> Columns(List<HotMethod> methods)
    {
        var ranked = order.Kind();
        var largest = Math.Max(1, methods.Max(method => method[ranked].Own));
        var columns = new List<NumberColumn>
        {
            new("#", static i => (i + 1).ToString(CultureInfo.InvariantCulture)),
        };
        if (width is not null)
            columns.Add(new("", i => Bar.Of((double)methods[i][ranked].Own / largest, BarWidth)));
        columns.Add(new(Headings[ranked], i => ShareText(methods[i][ranked].Own, ranked)));
        columns.Add(new("total", i => ShareText(methods[i][ranked].Total, ranked)));
        columns.Add(new("self", i => ShareText(methods[i][ranked].Self, ranked)));
        foreach (var (kind, heading) in Headings)
        {
            if (kind != ranked)
                columns.Add(new(heading, i => ShareText(methods[i][kind].Own, kind)));
        }

        return columns;
    }

    private static TextTable Build(int rows, List<NumberColumn> numbers, Func<int, string> member, Func<int, string> place)
    {
        var table = new TextTable(
        [
            .. numbers.Select(static column => new TextColumn(column.Heading, AlignRight: true)),
            new TextColumn(MemberHeading),
            new TextColumn(PlaceHeading),
        ]);
        for (var i = 0; i < rows; i++)
            table.Add([.. numbers.Select(column => column.Cell(i)), member(i), place(i)]);
        return table;
    }

    /// <summary>A value as part of the scenario: waits of the wall time, as the analyzers say it, others of their total.</summary>
    private string ShareText(long value, SampleKind kind)
    {
        var whole = kind == SampleKind.Blocked && scenario.Duration > 0 ? scenario.Duration : scenario.Totals[kind];
        return value == 0 ? "–" : whole == 0 ? "?" : QuantityText.Percent((double)value / whole).Replace("< ", "<", StringComparison.Ordinal);
    }

    /// <summary>Facts on as few lines as the terminal allows, none cut.</summary>
    private void WriteFacts(TextWriter writer, List<string> facts)
    {
        var line = facts[0];
        foreach (var fact in facts.Skip(1))
        {
            if (line.Length + Separator.Length + fact.Length > width)
            {
                writer.WriteLine(line);
                line = "  " + fact;
            }
            else
            {
                line += Separator + fact;
            }
        }

        writer.WriteLine(line);
    }
}
