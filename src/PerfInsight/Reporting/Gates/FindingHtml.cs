using System.Globalization;
using System.Text;
using PerfInsight.Gating.Reports;
using PerfInsight.Reporting.Pages;

namespace PerfInsight.Reporting.Gates;

/// <summary>A finding on the page: a line that opens, and its evidence below.</summary>
internal static class FindingHtml
{
    /// <summary>The sign of a verdict, as on a terminal.</summary>
    public static string Mark(FindingVerdict verdict) => verdict switch
    {
        FindingVerdict.Fail => "✗",
        FindingVerdict.Inconclusive => "?",
        FindingVerdict.Warning => "!",
        FindingVerdict.Waived => "◷",
        _ => "·",
    };

    /// <summary>A verdict in words, of several findings.</summary>
    public static string Word(FindingVerdict verdict) => verdict switch
    {
        FindingVerdict.Fail => "failing",
        FindingVerdict.Inconclusive => "inconclusive",
        FindingVerdict.Warning => "to look at",
        FindingVerdict.Waived => "waived",
        _ => "notes",
    };

    /// <summary>Writes it.</summary>
    public static void Write(GateFinding finding, TrendSection trends, bool hasFlame, StringBuilder html)
    {
        var verdict = CssClass.Of(finding.Verdict);
        html.Append(CultureInfo.InvariantCulture, $"<details id=\"f-{finding.Id}\" class=\"finding\" data-verdict=\"{verdict}\"><summary><span class=\"{verdict}\" aria-label=\"{verdict}\">{Mark(finding.Verdict)}</span>");
        html.Append(CultureInfo.InvariantCulture, $"<span><b>{Text(finding.Title)}</b>{Place(finding.Place)}</span><span class=\"{verdict}\">{Text(finding.Measured)}</span><span>{Text(finding.Limit)}</span><span class=\"quiet\">{Text(finding.Certainty)}</span><code>{Text(finding.Id[..Math.Min(8, finding.Id.Length)])}</code></summary>\n");
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"evidence\"><div><p>{Text(finding.Message)}</p><dl>");
        if (finding.Cause is { } cause)
        {
            Fact("cause", Text($"{cause.Text}: {cause.Strategy}"), html);
            foreach (var rule in cause.Rules)
                Fact("rule", $"{Text(rule.Rule)} at <code>{Text($"{rule.Place.File}:{rule.Place.Line}")}</code>{(rule.HasFix ? ", its rule has a fix" : "")}: {Text(rule.Message)}", html);
        }

        if (finding.Triage is { } triage)
        {
            Fact("triage", $"{Text(triage.Text)} ({Text(triage.ImpactReason)}; {Text(triage.EffortReason)})", html);
            Fact("backlog", CssClass.Of(triage.Backlog), html);
        }

        if (finding.Waiver.State != WaiverState.None)
            Fact("waiver", Text(finding.Waiver.Text), html);
        Fact("gate", $"<a href=\"#gates\">{Text(finding.Gate)}</a>", html);
        if (finding.NextCommand.Length > 0)
            Fact("next", $"<code class=\"command\">{Text(finding.NextCommand)}</code>", html);
        html.Append("</dl>");
        if (finding.Evidence.Count > 0)
            html.Append("<ul>").AppendJoin("", finding.Evidence.Select(static line => $"<li>{Text(line)}</li>")).Append("</ul>");
        if (finding.SuggestedCode.Length > 0)
            html.Append(CultureInfo.InvariantCulture, $"<pre>{Text(finding.SuggestedCode.TrimEnd('\n'))}</pre>");
        if (hasFlame && finding.Subject.Kind == SubjectKind.Member)
            html.Append(CultureInfo.InvariantCulture, $"<button data-member=\"{Text(finding.Subject.Name)}\" data-type=\"{Text(finding.Metric.Split('.')[0])}\">Show in the flame graph</button>");
        html.Append("</div><div>");
        if (finding.Measure is { } measure)
            html.Append(MeasureFigure.Of(measure, finding.Growth > 0));
        html.Append(trends.Of(finding)).Append("</div></div></details>\n");
    }

    private static void Fact(string name, string html, StringBuilder into) => into.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd>{html}</dd>");

    private static string Place(SourcePlace? place) => place is null ? "" : $"<br><code>{Text($"{place.File}:{place.Line}")}</code>{(place.IsChanged ? " <span class=\"quiet\">changed here</span>" : "")}";

    private static string Text(string text) => PageTemplate.Encode(text);
}
