using System.Globalization;
using System.Text;
using PerfInsight.Comparison;
using PerfInsight.Gating.Findings;
using PerfInsight.Reporting.Pages;
using PerfInsight.Statistics;

namespace PerfInsight.Reporting.Gates;

/// <summary>One series as an SVG chart: the values, the levels between its change points, and the candidate.</summary>
internal static class TrendChart
{
    private const double Width = 460;
    private const double Height = 132;
    private const double Left = 62;
    private const double Right = 450;
    private const double Top = 16;
    private const double Bottom = 112;

    // More points than these cannot be told apart; of each column the least and the largest are kept.
    private const int Columns = 300;

    // Points that a reader can hit, with their values.
    private const int MostPoints = 80;

    // So far the axis reaches at least, so that noise looks like noise.
    private const double LeastSpread = 0.05;

    /// <summary>Draws it.</summary>
    /// <param name="series">The series; it has a value at least.</param>
    /// <param name="labels">Names of the runs.</param>
    public static string Of(BenchmarkSeries series, IReadOnlyList<string> labels)
    {
        var values = series.Values;
        var (least, most) = Range(values);
        double X(double index) => values.Count == 1 ? (Left + Right) / 2 : Left + (index / (values.Count - 1) * (Right - Left));
        double Y(double value) => Bottom - ((value - least) / (most - least) * (Bottom - Top));
        string Value(double value) => PageTemplate.Encode(BenchmarkFindings.Value(value, series.Unit));
        string Label(int index) => PageTemplate.Encode(labels.ElementAtOrDefault(series.Runs[index]) ?? "");

        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"chart\"><h3>{PageTemplate.Encode(series.Name)}</h3><figcaption>{PageTemplate.Encode(series.Unit)} · {PageTemplate.Encode(Words(series, labels))}</figcaption>");
        html.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{values.Count} runs, last {Value(values[^1])}\">");
        foreach (var at in new[] { values.Min(), values.Max() }.Distinct())
            html.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{Y(at):0.0}\" y2=\"{Y(at):0.0}\"/><text x=\"{Left - 6}\" y=\"{Y(at) + 4:0.0}\" text-anchor=\"end\">{Value(at)}</text>");
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{Height - 4}\">{Label(0)}</text><text x=\"{Right}\" y=\"{Height - 4}\" text-anchor=\"end\">{Label(values.Count - 1)}</text>");
        html.Append("<polyline class=\"series\" points=\"").AppendJoin(' ', Drawn(values).Select(index => FormattableString.Invariant($"{X(index):0.0},{Y(values[index]):0.0}"))).Append("\"/>");
        Levels(series, X, Y, html);
        for (var i = 0; values.Count <= MostPoints && i < values.Count; i++)
            html.Append(CultureInfo.InvariantCulture, $"<circle class=\"point\" cx=\"{X(i):0.0}\" cy=\"{Y(values[i]):0.0}\" r=\"2.5\"><title>{Label(i)}: {Value(values[i])}</title></circle>");
        var last = values.Count - 1;
        html.Append(CultureInfo.InvariantCulture, $"<circle class=\"candidate\" cx=\"{X(last):0.0}\" cy=\"{Y(values[last]):0.0}\" r=\"4\"><title>{Label(last)}: {Value(values[last])}</title></circle>");
        return html.Append("</svg></figure>").ToString();
    }

    private static void Levels(BenchmarkSeries series, Func<double, double> x, Func<double, double> y, StringBuilder html)
    {
        var from = 0;
        foreach (var (change, until) in series.Changes.Zip(series.Changes.Skip(1).Select(static next => next.Index).Append(series.Values.Count)))
        {
            Level(from, change.Index - 1, change.Before);
            if (until == series.Values.Count)
                Level(change.Index, until - 1, change.After);
            var color = Color(series, change);
            var at = x(change.Index - 0.5);
            var isRight = at > (Left + Right) / 2;
            html.Append(CultureInfo.InvariantCulture, $"<line class=\"cut {color}\" x1=\"{at:0.0}\" x2=\"{at:0.0}\" y1=\"{Top - 8}\" y2=\"{Bottom}\"/>");
            html.Append(CultureInfo.InvariantCulture, $"<text class=\"{color}\" x=\"{at + (isRight ? -4 : 4):0.0}\" y=\"{Top - 5}\" text-anchor=\"{(isRight ? "end" : "start")}\">{FindingText.Change(change.Change)}</text>");
            from = change.Index;
        }

        void Level(int first, int last, double value) =>
            html.Append(CultureInfo.InvariantCulture, $"<line class=\"level\" x1=\"{x(first):0.0}\" x2=\"{x(last):0.0}\" y1=\"{y(value):0.0}\" y2=\"{y(value):0.0}\"/>");
    }

    private static string Color(BenchmarkSeries series, ChangePoint change) => series.Verdict(change) switch
    {
        BenchmarkVerdict.Regression => "worse",
        BenchmarkVerdict.Improvement => "better",
        _ => "after",
    };

    private static string Words(BenchmarkSeries series, IReadOnlyList<string> labels)
    {
        var last = BenchmarkFindings.Value(series.Values[^1], series.Unit);
        if (series.Changes.Count == 0)
            return $"no change of level, last {last}";
        var change = series.Changes[^1];
        var text = $"{FindingText.Change(change.Change)} from {labels.ElementAtOrDefault(series.Runs[change.Index])} on, {ComparisonFigures.P(change.P)}, last {last}";
        return series.Changes.Count == 1 ? text : $"{series.Changes.Count} changes, {text}";
    }

    private static (double Least, double Most) Range(IReadOnlyList<double> values)
    {
        var (least, most) = (values.Min(), values.Max());
        var room = Math.Max((most - least) * 0.1, Math.Max(Math.Abs(least), Math.Abs(most)) * LeastSpread);
        if (room == 0)
            room = 1;
        return (least - room, most + room);
    }

    private static IEnumerable<int> Drawn(IReadOnlyList<double> values)
    {
        if (values.Count <= 2 * Columns)
            return Enumerable.Range(0, values.Count);
        var kept = new List<int>();
        for (var column = 0; column < Columns; column++)
        {
            var (from, until) = ((int)((long)values.Count * column / Columns), (int)((long)values.Count * (column + 1) / Columns));
            var (low, high) = (from, from);
            for (var i = from; i < until; i++)
            {
                low = values[i] < values[low] ? i : low;
                high = values[i] > values[high] ? i : high;
            }

            kept.Add(Math.Min(low, high));
            if (low != high)
                kept.Add(Math.Max(low, high));
        }

        return kept;
    }
}
