using System.Globalization;
using System.Text;
using PerfInsight.Gating.Reports;
using PerfInsight.Reporting.Pages;
using PerfInsight.Units;

namespace PerfInsight.Reporting.Gates;

/// <summary>How the page's verdict was reached: improvements, gates, rating, definition of done, proof, inputs.</summary>
internal static class GatePageTables
{
    /// <summary>All of it.</summary>
    public static string Of(GateReport report)
    {
        var html = new StringBuilder();
        Better(report, html);
        Gates(report, html);
        Proof(report, html);
        Rating(report, html);
        Done(report, html);
        Inputs(report, html);
        return html.ToString();
    }

    private static void Better(GateReport report, StringBuilder html)
    {
        if (report.Improvements.Count > 0)
            Table("better", "Better", ["member or benchmark", "change"], report.Improvements.Select(static one => new[] { $"<span title=\"{Text(one.Subject.Name)}\">{Text(one.Subject.ShortName)}</span>", Text(one.Text) }), html);
    }

    private static void Gates(GateReport report, StringBuilder html) => Table(
        "gates", "Gates", ["", "gate", "looks at", "#looked at", "#failed", ""],
        report.Gates.Select(static gate => new[]
        {
            $"<b class=\"{CssClass.Of(gate.Verdict)}\" title=\"{CssClass.Of(gate.Verdict)}\">{gate.Verdict switch { GateVerdict.Pass => "✓", GateVerdict.Fail => "✗", GateVerdict.Inconclusive => "?", _ => "–" }}</b>",
            Text(gate.Id), Text(gate.Title),
            gate.Verdict == GateVerdict.NotRun ? "not run" : Number(gate.Checked), gate.Verdict == GateVerdict.NotRun ? "" : Number(gate.Failed), Text(gate.Reason),
        }),
        html);

    private static void Proof(GateReport report, StringBuilder html)
    {
        if (report.Proof is { } proof)
        {
            Table(
                "proof", proof.IsProven ? "The gate can fail: it reported each injected regression" : "The gate did not report each injected regression", ["", "gate", "injected", "said"],
                proof.Steps.Select(static step => new[] { step.IsReported ? "<b class=\"pass\">✓</b>" : "<b class=\"fail\">✗</b>", Text(step.Gate), Text(step.Injected), Text(step.Text) }), html);
        }
    }

    private static void Rating(GateReport report, StringBuilder html) => Table(
        "rating", string.Create(CultureInfo.InvariantCulture, $"Rating {report.Rating.Value:0.0}, {(report.Rating.IsPositive ? "a win" : "no win")}"), ["#points", "for"],
        report.Rating.Lines.Select(static line => new[] { line.Points.ToString("+0.00;-0.00;±0.00", CultureInfo.InvariantCulture), Text(line.Text) }), html);

    private static void Done(GateReport report, StringBuilder html)
    {
        html.Append("<section id=\"done\"><h2>Definition of done</h2><ul class=\"checklist\">");
        foreach (var item in report.DefinitionOfDone)
        {
            var (mark, word) = item.State switch
            {
                ChecklistState.Proved => ("☑", "proved"),
                ChecklistState.Open => ("☐", "open"),
                _ => ("–", "not applicable"),
            };
            html.Append(CultureInfo.InvariantCulture, $"<li><b class=\"{CssClass.Of(item.State)}\" aria-label=\"{word}\">{mark}</b>{Text(item.Item)}: <span class=\"quiet\">{Text(item.Proof)}</span></li>");
        }

        html.Append("</ul></section>\n");
    }

    private static void Inputs(GateReport report, StringBuilder html) => Table(
        "inputs", "Inputs", ["file", "used as", "#size", "SHA-256", "from"],
        report.Inputs.Files.Select(static file => new[]
        {
            Text(file.Path), Text(Words(file.Role)), Text(QuantityText.Bytes(file.Bytes)), $"<code>{Text(file.Sha256)}</code>",
            Text(string.Join(", ", new[] { file.Host, file.Captured?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "" }.Where(static text => text.Length > 0))),
        }),
        html);

    // BaselineProfile: baseline profile.
    private static string Words(InputRole role) => string.Concat(role.ToString().Select(static (one, i) => i > 0 && char.IsUpper(one) ? $" {char.ToLowerInvariant(one)}" : $"{char.ToLowerInvariant(one)}"));

    private static void Table(string id, string title, string[] heads, IEnumerable<string[]> rows, StringBuilder html)
    {
        string Of(int column) => heads[column].StartsWith('#') ? " class=\"number\"" : "";
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"{id}\"><h2>{Text(title)}</h2><div class=\"wide\"><table><tr>{string.Concat(heads.Select((head, i) => $"<th{Of(i)}>{head.TrimStart('#')}</th>"))}</tr>\n");
        foreach (var row in rows)
            html.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(row.Select((cell, i) => $"<td{Of(i)}>{cell}</td>"))}</tr>\n");
        html.Append("</table></div></section>\n");
    }

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Text(string text) => PageTemplate.Encode(text);
}
