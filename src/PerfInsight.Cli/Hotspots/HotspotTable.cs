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

    private const int MinMemberWidth = 16;

    /// <summary>Writes all of it.</summary>
    public void Write(TextWriter writer)
    {
        WriteLine(writer, Headline());
        WriteLine(writer, Totals());
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
    }

    private string Headline()
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
        return string.Join(" · ", parts);
    }

    private string Totals()
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
        return string.Join(" · ", parts);
    }

    /// <summary>The table, its names shortened as far as the terminal needs.</summary>
    private TextTable Fit(List<HotMethod> methods)
    {
        var bars = width >= WidthForBars;
        var names = methods.ConvertAll(static method => MemberName.Of(method));
        var places = methods.ConvertAll(static method => SourcePlace.Of(method));
        var memberWidth = names.Max(static name => name.ToString().Length);
        var placeWidth = places.Max(static place => place.Length);
        if (width is { } columns)
        {
            var rest = columns - Build(methods, bars, i => "", i => "").Width;
            if (rest < memberWidth + placeWidth)
            {
                // The place keeps two fifths: it tells more than the end of a long name.
                placeWidth = Math.Clamp(rest * 2 / 5, Math.Min(placeWidth, 8), placeWidth);
                memberWidth = Math.Max(MinMemberWidth, rest - placeWidth);
            }
        }

        return Build(methods, bars, i => names[i].Fit(memberWidth), i => SourcePlace.Fit(places[i], placeWidth));
    }

    private TextTable Build(List<HotMethod> methods, bool bars, Func<int, string> member, Func<int, string> place)
    {
        var heading = order switch
        {
            HotspotOrder.Bytes => "bytes",
            HotspotOrder.Waits => "waits",
            _ => "CPU",
        };
        TextColumn[] numbers = order == HotspotOrder.Cpu
            ? [new("bytes", true), new("waits", true)]
            : [new("CPU", true), new(order == HotspotOrder.Bytes ? "waits" : "bytes", true)];
        var table = new TextTable(
        [
            new("#", true), new(heading, true), new("total", true), new("self", true), .. numbers, new("member"), new("where"),
        ]);
        var ranked = order.Kind();
        var largest = methods.Max(method => Share(method[ranked].Own, ranked));
        for (var i = 0; i < methods.Count; i++)
        {
            var method = methods[i];
            var own = ShareText(method[ranked].Own, ranked);
            if (bars)
                own = Bar.Of(largest == 0 ? 0 : Share(method[ranked].Own, ranked) / largest, BarWidth) + own.PadLeft(8);
            table.Add(
                (i + 1).ToString(CultureInfo.InvariantCulture),
                own,
                ShareText(method[ranked].Total, ranked),
                ShareText(method[ranked].Self, ranked),
                ShareText(method, order == HotspotOrder.Cpu ? SampleKind.AllocSpace : SampleKind.Cpu),
                ShareText(method, order == HotspotOrder.Waits ? SampleKind.AllocSpace : SampleKind.Blocked),
                member(i),
                place(i));
        }

        return table;
    }

    private string ShareText(HotMethod method, SampleKind kind) => ShareText(method[kind].Own, kind);

    private string ShareText(long value, SampleKind kind) => value == 0 ? "–" : QuantityText.Percent(Share(value, kind));

    private double Share(long value, SampleKind kind)
    {
        var total = scenario.Totals[kind];
        return total == 0 ? 0 : (double)value / total;
    }

    private void WriteLine(TextWriter writer, string line) =>
        writer.WriteLine(width is { } columns && line.Length > columns ? line[..Math.Max(0, columns - 1)] + "…" : line);
}
