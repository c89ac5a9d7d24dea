using System.Globalization;
using System.Text;
using PerfInsight.Comparison;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Reporting.Gates;

/// <summary>Charts of benchmarks over the runs before: at the findings that they belong to, and together in a section.</summary>
internal sealed class TrendSection
{
    private const int MostCharts = 24;
    private const int MostAtFindings = 100;

    private readonly GateReport _report;
    private readonly Dictionary<(string Name, string Unit), BenchmarkSeries> _series = [];
    private int _atFindings;

    /// <summary>Takes the report's series.</summary>
    public TrendSection(GateReport report)
    {
        _report = report;
        foreach (var series in report.Trends)
            _series.TryAdd((series.Name, series.Unit), series);
    }

    /// <summary>The chart of a finding's benchmark; empty without a history.</summary>
    public string Of(GateFinding finding)
    {
        if (!_series.TryGetValue((finding.Subject.Name, finding.Metric), out var series) || _atFindings >= MostAtFindings)
            return "";
        _atFindings++;
        return TrendChart.Of(series, _report.HistoryLabels);
    }

    /// <summary>The section.</summary>
    public override string ToString()
    {
        var html = new StringBuilder("<section id=\"trends\"><h2>Trends</h2>\n");
        if (_report.Trends.Count == 0)
            return html.Append("<p class=\"quiet\">No results of earlier runs were given: <code>--history FILE…</code>, the oldest first.</p></section>").ToString();
        var failing = _report.Findings.Where(static finding => finding.Verdict <= FindingVerdict.Inconclusive).Select(static finding => (finding.Subject.Name, finding.Metric)).ToHashSet();
        var ranked = _report.Trends
            .OrderByDescending(series => failing.Contains((series.Name, series.Unit)))
            .ThenByDescending(static series => series.Changes.Any(change => series.Verdict(change) == BenchmarkVerdict.Regression))
            .ThenByDescending(static series => series.Changes.Count > 0)
            .ThenByDescending(static series => series.Changes.Select(static change => Math.Min(Math.Abs(change.Change), double.MaxValue)).DefaultIfEmpty(0).Max())
            .ToList();
        var changed = ranked.Count(static series => series.Changes.Count > 0);
        var runs = _report.HistoryLabels.Count;
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"quiet\">{ranked.Count} series over {runs} runs, {changed} with a change of level. A point is the median of a run, the last one the candidate; dashed are the levels.</p>\n");
        var telling = ranked.TakeWhile(series => failing.Contains((series.Name, series.Unit)) || series.Changes.Count > 0).ToList();
        Charts(telling, html);

        // What stays as it is nobody needs to see at once.
        html.Append(CultureInfo.InvariantCulture, $"<details><summary>{ranked.Count - telling.Count} series without a change</summary>");
        Charts(ranked[telling.Count..], html);
        return html.Append("</details></section>").ToString();
    }

    private void Charts(IReadOnlyList<BenchmarkSeries> all, StringBuilder html)
    {
        html.Append("<div class=\"charts\">");
        foreach (var series in all.Take(MostCharts))
            html.Append(TrendChart.Of(series, _report.HistoryLabels));
        html.Append("</div>");
        if (all.Count > MostCharts)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"quiet\">… {all.Count - MostCharts} more series: see the report as JSON.</p>");
    }
}
