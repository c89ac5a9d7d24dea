using System.Globalization;
using System.Text;
using PerfInsight.Gating.Reports;
using PerfInsight.Reporting.Flame;
using PerfInsight.Reporting.Pages;

namespace PerfInsight.Reporting.Gates;

/// <summary>
/// The report as one HTML page that needs no network and no other file: the verdict first, then each finding with its evidence, what changed
/// in the profiles, trends, and how it was decided. Without JavaScript all but the flame graph is there.
/// </summary>
public static class GatePage
{
    // A page with more is slow, and nobody reads them; the report as JSON has all.
    private const int MostFindings = 2000;

    /// <summary>Writes the page. The same report and graph give the same bytes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="flame">What changed in the profiles, see <see cref="FlameGraphBuilder.Compare"/>; null without profiles.</param>
    /// <param name="writer">Takes the page.</param>
    public static void Write(GateReport report, FlameGraph? flame, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        var trends = new TrendSection(report);
        PageTemplate.Write("Gates.gate.html", place => Text(place, report, flame, trends), writer);
    }

    private static string Text(string place, GateReport report, FlameGraph? flame, TrendSection trends) => place switch
    {
        "title" => PageTemplate.Encode($"{Word(report.Verdict)} · performance"),
        "style" => PageTemplate.Part("Gates.gate.css"),
        "script" => PageTemplate.Part("Gates.gate.js"),
        "nav" => Nav(report, flame),
        "keys" => flame is null ? "" : " · f flame graph",
        "verdict" => Verdict(report),
        "findings" => Findings(report, trends, flame is not null),
        "flame" => flame is null ? "" : Flame(flame),
        "trends" => trends.ToString(),
        "rest" => GatePageTables.Of(report),
        "profile" => flame is null ? "" : $"<script id=\"profile\" type=\"application/json\">{FlamePage.Json(flame)}</script>",
        _ => throw new InvalidOperationException($"gate.html has a place named '{place}' that nothing fills"),
    };

    private static string Word(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Pass => "✓ gate passed",
        GateVerdict.Fail => "✗ gate failed",
        _ => "? gate inconclusive",
    };

    private static string Nav(GateReport report, FlameGraph? flame)
    {
        (string Id, string Name)[] parts =
        [
            ("verdict", Word(report.Verdict)), ("findings", "Findings"), .. flame is null ? [] : new[] { ("flame", "Flame graph") }, ("trends", "Trends"),
            .. report.Improvements.Count == 0 ? [] : new[] { ("better", "Better") }, ("gates", "Gates"), ("rating", "Rating"), ("done", "Done"), ("inputs", "Inputs"),
        ];
        return string.Concat(parts.Select(static part => $"<a href=\"#{part.Id}\">{part.Name}</a>"));
    }

    private static string Verdict(GateReport report)
    {
        var html = new StringBuilder();
        var rating = report.Rating.Value.ToString("0.0", CultureInfo.InvariantCulture);
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"verdict\"><div><h1 class=\"{CssClass.Of(report.Verdict)}\">{Word(report.Verdict)}</h1><p>{PageTemplate.Encode(report.Headline)}</p>");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"quiet\">{PageTemplate.Encode(Compared(report))}</p>");
        if (report.Warnings.Count > 0)
            html.Append(CultureInfo.InvariantCulture, $"<ul class=\"notes\">{string.Concat(report.Warnings.Select(static warning => $"<li>{PageTemplate.Encode(warning)}</li>"))}</ul>");
        html.Append("</div><div id=\"rating-figure\"><b>").Append(rating).Append("</b> / 10<br><span class=\"quiet\">rating, above 5 is a win</span>");
        var width = (report.Rating.Value * 20).ToString("0.0", CultureInfo.InvariantCulture);
        html.Append(CultureInfo.InvariantCulture, $"<svg width=\"200\" height=\"10\" role=\"img\" aria-label=\"rating {rating} of 10\"><rect class=\"before\" width=\"200\" height=\"6\" y=\"2\" rx=\"3\" opacity=\"0.5\"/>");
        html.Append(CultureInfo.InvariantCulture, $"<rect class=\"{(report.Rating.IsPositive ? "better" : "worse")}\" width=\"{width}\" height=\"6\" y=\"2\" rx=\"3\"/><line class=\"zero\" x1=\"100\" x2=\"100\" y1=\"0\" y2=\"10\"/></svg></div></section>\n");
        if (report.Totals.Count > 0)
            html.Append(CultureInfo.InvariantCulture, $"<ul id=\"totals\" aria-label=\"The whole against the whole\">{string.Concat(report.Totals.Select(Total))}</ul>");
        return html.ToString();
    }

    private static string Compared(GateReport report)
    {
        var inputs = report.Inputs;
        string[] parts =
        [
            .. inputs.BaselineCommit is { } before ? new[] { $"baseline {Short(before)}" } : [],
            .. inputs.CandidateCommit is { } after ? new[] { $"candidate {Short(after)}" } : [],
            .. inputs.Per.Length > 0 ? new[] { $"profiles {inputs.Per}" } : [],
            .. inputs.ChangedFiles is { } files ? new[] { $"{files.Count} {(files.Count == 1 ? "file" : "files")} changed" } : [],
            $"decided as of {report.Today:yyyy-MM-dd}",
        ];
        return string.Join(" · ", parts);
    }

    private static string Short(string commit) => commit.Length > 10 ? commit[..10] : commit;

    private static string Total(ReportTotal total)
    {
        var verdict = total.Baseline.Length > 0 ? total.Verdict.ToString().ToLowerInvariant() : "geometric mean";
        var values = total.Baseline.Length > 0 ? $"{total.Baseline} → {total.Candidate} · {verdict}" : verdict;
        return $"<li><span>{PageTemplate.Encode(total.Name)}</span><b class=\"{PageTemplate.Encode(verdict)}\">{PageTemplate.Encode(Gating.Findings.FindingText.Change(total.Change))}</b><span>{PageTemplate.Encode(values)}</span></li>";
    }

    private static string Findings(GateReport report, TrendSection trends, bool hasFlame)
    {
        var html = new StringBuilder("<section id=\"findings\"><h2>Findings</h2>\n");
        if (report.Findings.Count == 0)
            return html.Append("<p>None.</p></section>").ToString();
        html.Append("<div class=\"tools\">");
        foreach (var kind in report.Findings.GroupBy(static finding => finding.Verdict).OrderBy(static kind => kind.Key))
        {
            // Notes are for who looks for them.
            var isChosen = kind.Key == FindingVerdict.Note ? "false" : "true";
            html.Append(CultureInfo.InvariantCulture, $"<button data-kind=\"{CssClass.Of(kind.Key)}\" aria-pressed=\"{isChosen}\"><span class=\"{CssClass.Of(kind.Key)}\">{FindingHtml.Mark(kind.Key)}</span> {kind.Count()} {FindingHtml.Word(kind.Key)}</button>");
        }

        html.Append("<input id=\"filter\" type=\"search\" placeholder=\"Filter  /\" aria-label=\"Filter findings by text\"><span id=\"shown\" class=\"quiet\" role=\"status\"></span></div>\n<div id=\"list\">\n");
        foreach (var finding in report.Findings.Take(MostFindings))
            FindingHtml.Write(finding, trends, hasFlame, html);
        html.Append("</div>");
        if (report.Findings.Count > MostFindings)
            html.Append(CultureInfo.InvariantCulture, $"<p>… {report.Findings.Count - MostFindings} more findings: see the report as JSON.</p>");
        return html.Append("</section>").ToString();
    }

    private static string Flame(FlameGraph graph) => $$"""
        <section id="flame"><h2>What changed in the profiles</h2>
        <div class="bar"><span id="total"></span>
        <label><span class="quiet">Sample type</span> <select id="type"></select></label>
        <fieldset id="sides"><span class="quiet">Widths</span>
        <label><input type="radio" name="side" value="candidate" checked>candidate</label>
        <label><input type="radio" name="side" value="baseline">baseline</label></fieldset>
        <span id="legend"><span><i style="background:oklch(0.73 0.16 25)"></i>more</span><span><i style="background:oklch(0.73 0.16 250)"></i>less</span></span>
        <span class="push"></span><span id="found" role="status"></span>
        <input id="search" type="search" placeholder="Search (regular expression)" aria-label="Search frames">
        <button id="reset" title="Escape">Reset zoom</button></div>
        <nav id="path" aria-label="From the root to the zoomed frame"></nav>
        <p id="empty" hidden>No samples of this type.</p>
        <div id="chart" tabindex="0" role="application" aria-label="Flame graph. Arrow keys move, Enter zooms, Escape steps back." aria-describedby="details"></div>
        <noscript>The flame graph is drawn with JavaScript, which is switched off here.</noscript>
        <div id="details" aria-live="polite"><span id="name"></span><span id="facts"></span><span id="source"></span><span id="group"></span><span class="push quiet">{{PageTemplate.Encode(FlamePage.Note(graph))}}</span></div>
        </section>
        """;
}
