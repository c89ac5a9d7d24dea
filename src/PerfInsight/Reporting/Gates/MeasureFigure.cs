using System.Globalization;
using System.Text;
using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Reports;
using PerfInsight.Reporting.Pages;

namespace PerfInsight.Reporting.Gates;

/// <summary>The figures of a finding as a picture: a bar for each side, and the interval of the change.</summary>
internal static class MeasureFigure
{
    private const double Width = 420;
    private const double Left = 70;
    private const double Right = 290;

    /// <summary>Draws it as an SVG figure.</summary>
    /// <param name="measure">The figures.</param>
    /// <param name="isWorse">True where the candidate is worse.</param>
    public static string Of(Measure measure, bool isWorse)
    {
        if (!double.IsFinite(measure.Baseline) || !double.IsFinite(measure.Candidate))
            return "";
        var html = new StringBuilder();
        var color = isWorse ? "worse" : measure.Change == 0 ? "after" : "better";
        var most = Math.Max(Math.Abs(measure.Baseline), Math.Abs(measure.Candidate));
        var hasInterval = double.IsFinite(measure.ChangeLower) && measure.ChangeLower != measure.ChangeUpper;
        var label = PageTemplate.Encode($"baseline {Words(measure.BaselineText)}, candidate {Words(measure.CandidateText)}, change {FindingText.Change(measure.Change)}");
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"figure\"><svg viewBox=\"0 0 {Width} {(hasInterval ? 84 : 48)}\" role=\"img\" aria-label=\"{label}\">");
        Bar("baseline", measure.Baseline, Words(measure.BaselineText), "before", 4, most, html);
        Bar("candidate", measure.Candidate, Words(measure.CandidateText), color, 26, most, html);
        if (hasInterval)
            Interval(measure, color, html);
        html.Append("</svg>");
        if (measure.Per.Length > 0)
            html.Append(CultureInfo.InvariantCulture, $"<figcaption>per {PageTemplate.Encode(measure.Per)}</figcaption>");
        return html.Append("</figure>").ToString();
    }

    private static void Bar(string name, double value, string text, string color, double top, double most, StringBuilder html)
    {
        var width = most == 0 ? 0 : Math.Abs(value) / most * (Right - Left);
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{top + 12}\">{name}</text><rect class=\"{color}\" x=\"{Left}\" y=\"{top}\" width=\"{width:0.0}\" height=\"16\" rx=\"2\"/>");
        html.Append(CultureInfo.InvariantCulture, $"<text class=\"value\" x=\"{Left + width + 6:0.0}\" y=\"{top + 12}\">{PageTemplate.Encode(text)}</text>");
    }

    // Zero and the interval share one scale; an end that the data does not set is an arrow.
    private static void Interval(Measure measure, string color, StringBuilder html)
    {
        var upper = double.IsFinite(measure.ChangeUpper) ? measure.ChangeUpper : double.NaN;
        double[] marks = [0, measure.ChangeLower, .. double.IsNaN(upper) ? [] : new[] { upper }, .. double.IsFinite(measure.Change) ? new[] { measure.Change } : []];
        var (least, most) = (marks.Min(), marks.Max());
        if (least == most)
            return;
        double X(double change) => Left + ((change - least) / (most - least) * (Right - Left));
        var end = double.IsNaN(upper) ? Right : X(upper);
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"66\">change</text><line class=\"axis\" x1=\"{Left}\" x2=\"{Right}\" y1=\"62\" y2=\"62\"/><line class=\"zero\" x1=\"{X(0):0.0}\" x2=\"{X(0):0.0}\" y1=\"54\" y2=\"70\"/>");
        html.Append(CultureInfo.InvariantCulture, $"<rect class=\"{color}\" x=\"{X(measure.ChangeLower):0.0}\" y=\"59\" width=\"{Math.Max(2, end - X(measure.ChangeLower)):0.0}\" height=\"6\" rx=\"3\" opacity=\"0.55\"/>");
        if (double.IsFinite(measure.Change))
            html.Append(CultureInfo.InvariantCulture, $"<circle class=\"{color}\" cx=\"{X(measure.Change):0.0}\" cy=\"62\" r=\"4\"/>");
        html.Append(CultureInfo.InvariantCulture, $"<text class=\"value\" x=\"{Right + 6}\" y=\"66\">{FindingText.Change(measure.Change)}</text>");
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(0):0.0}\" y=\"81\" text-anchor=\"middle\">0</text>");
        var interval = $"95 %: {FindingText.Change(measure.ChangeLower)} … {(double.IsNaN(upper) ? "?" : FindingText.Change(upper))}";
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width}\" y=\"81\" text-anchor=\"end\">{interval}</text>");
    }

    private static string Words(string text) => text.Length == 0 ? "–" : text;
}
