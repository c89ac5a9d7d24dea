using PerfInsight.Cli.Text;
using PerfInsight.Units;

namespace PerfInsight.Cli.Demo;

/// <summary>What the demo prints: a headline a step, its figures, what stands out.</summary>
internal sealed class DemoText(CommandContext context)
{
    private const int HeadWidth = 11;

    private const int ShownWarnings = 12;

    private int _step;

    /// <summary>Runs a step with progress on a terminal, then prints its result and how long it took.</summary>
    public T Step<T>(string name, string doing, Func<T> work, Func<T, string> result)
    {
        _step++;
        context.Interrupted.ThrowIfCancellationRequested();
        TimeSpan took;
        T value;
        using (var progress = new ProgressLine(context, elapsed => $"{_step}  {name.PadRight(HeadWidth)}{doing} … {elapsed.TotalSeconds:0} s"))
        {
            value = work();
            took = progress.Elapsed;
        }

        Line($"{_step}  {name.PadRight(HeadWidth)}{result(value)}  ({QuantityText.Duration(took.TotalMilliseconds * 1e6)})");
        return value;
    }

    /// <summary>A line of its own.</summary>
    public void Line(string text = "") => context.Out.WriteLine(text);

    /// <summary>Warnings as the compiler says them, in their order.</summary>
    public void Warnings(IReadOnlyList<BuildWarning> warnings, string root)
    {
        Line();
        foreach (var warning in warnings.Take(ShownWarnings))
        {
            var share = warning.Share is { } value ? QuantityText.Percent(value) : "";
            var place = $"{Path.GetRelativePath(root, warning.File).Replace('\\', '/')}({warning.Line},{warning.Column})";
            Line($"   {share,7}  {place}: {warning.Level} {warning.Rule}: {warning.Message}");
        }

        if (warnings.Count > ShownWarnings)
            Line($"            … {warnings.Count - ShownWarnings} more");
        Line();
    }

    /// <summary>The lines that the fixes changed in the files with the smallest changes: those are read at a glance.</summary>
    public void Changes(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, int files, int linesOfFile)
    {
        Line();
        var changed = after
            .Where(file => before.TryGetValue(file.Key, out var text) && text != file.Value)
            .OrderBy(file => ChangeExcerpt.Of(before[file.Key], file.Value, int.MaxValue).Count)
            .ThenBy(file => file.Key, StringComparer.Ordinal)
            .ToList();
        foreach (var (path, text) in changed.Take(files))
        {
            Line($"   {path}");
            foreach (var line in ChangeExcerpt.Of(before[path], text, linesOfFile))
                Line($"     {line}");
        }

        if (changed.Count > files)
            Line($"   … {changed.Count - files} more files");
        Line();
    }
}
