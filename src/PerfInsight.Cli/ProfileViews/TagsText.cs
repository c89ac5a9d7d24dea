using PerfInsight.Cli.Text;
using PerfInsight.Units;
using PerfInsight.Views;

namespace PerfInsight.Cli.ProfileViews;

/// <summary>Writes what the samples under each label cost.</summary>
internal static class TagsText
{
    private const int BarWidth = 6;

    /// <summary>Writes a block for each key.</summary>
    public static void Write(TagTable tags, int top, CommandContext context)
    {
        // Labels of samples that measured something else say nothing here.
        var keys = tags.Keys.Where(static key => key.Total != 0).ToList();
        if (keys.Count == 0)
            context.Out.WriteLine("  no sample has a label");
        foreach (var key in keys)
        {
            var line = $"{key.Name}: {tags.Text(key.Total)} of {tags.Text(tags.ProfileTotal)} ({tags.Share(key.Total)})";
            context.Out.WriteLine(context.HasColor ? Paint.Text(line, Paint.Strong) : line);
            Build(tags, key, top, context).Write(context.Out);
            if (key.Values.Count > top)
                context.Out.WriteLine($"  … {QuantityText.Count(key.Values.Count - top)} more: --top {key.Values.Count}");
            context.Out.WriteLine();
        }
    }

    private static TextTable Build(TagTable tags, TagKey key, int top, CommandContext context)
    {
        var values = key.Values.Take(top).ToList();
        TextColumn[] bars = context.OutWidth is not null ? [new TextColumn("")] : [];
        var table = new TextTable([.. bars, new("value", AlignRight: true), new("share", AlignRight: true), new(key.Name)])
        {
            Color = context.HasColor ? (row, column) => column <= bars.Length + 1 ? Paint.OfShare((double)values[row].Value / Math.Max(1, tags.ProfileTotal)) : null : null,
        };
        var largest = Math.Max(1.0, values.Max(value => Math.Abs((double)value.Value)));
        foreach (var value in values)
        {
            string[] bar = bars.Length > 0 ? [Bar.Of(Math.Abs((double)value.Value) / largest, BarWidth)] : [];
            var text = value.Text.ReplaceLineEndings(" ");
            if (context.OutWidth is { } width)
                text = FittedNames.Fit(text, width - 34);
            table.Add([.. bar, tags.Text(value.Value), tags.Share(value.Value), text]);
        }

        return table;
    }
}
