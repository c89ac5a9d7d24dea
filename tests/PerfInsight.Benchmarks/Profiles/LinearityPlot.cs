using System.Globalization;
using System.Text;

namespace PerfInsight.Benchmarks.Profiles;

/// <summary>Draws time and memory against the number of stacks: both axes by powers of ten, so that what is linear is a line of slope 1.</summary>
internal static class LinearityPlot
{
    private const int PanelWidth = 400;
    private const int Height = 320;
    private const int Left = 64;
    private const int Top = 44;
    private const int Plot = 220;

    private const string Style = """
        <style>
        text{font:12px system-ui,sans-serif;fill:#24292f}.title{font-weight:600}.grid{stroke:#d0d7de}.linear{stroke:#8c959f;stroke-dasharray:4 4}
        .top{stroke:#0969da;fill:none;stroke-width:2}.diff{stroke:#bc4c00;fill:none;stroke-width:2}.dot-top{fill:#0969da}.dot-diff{fill:#bc4c00}
        @media (prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#30363d}.top{stroke:#58a6ff}.dot-top{fill:#58a6ff}.diff{stroke:#f0883e}.dot-diff{fill:#f0883e}}
        </style>

        """;

    /// <summary>The plot as SVG.</summary>
    public static string Draw(IReadOnlyList<LinearityPoint> points)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {2 * PanelWidth} {Height}\" width=\"{2 * PanelWidth}\" height=\"{Height}\" role=\"img\" aria-label=\"Time and memory of top and diff by number of stacks\">\n");
        svg.Append(Style);
        Panel(svg, 0, "Wall time, seconds", points, process => process.Seconds);
        Panel(svg, PanelWidth, "Peak memory, MB", points, process => process.Megabytes);
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void Panel(StringBuilder svg, int offset, string title, IReadOnlyList<LinearityPoint> points, Func<MeasuredProcess, double> value)
    {
        var (least, most) = (points[0].Stacks, points[^1].Stacks);
        var values = points.SelectMany(point => (double[])[value(point.Top), value(point.Diff)]).ToList();
        var (low, high) = (Math.Floor(Math.Log10(values.Min())), Math.Ceiling(Math.Log10(values.Max())));
        Text(svg, offset + Left, Top - 22, title, "class=\"title\"");
        for (var power = (int)low; power <= high; power++)
        {
            Line(svg, offset + Left, Y(Math.Pow(10, power)), offset + Left + PanelWidth - 100, Y(Math.Pow(10, power)), "grid");
            Text(svg, offset + Left - 8, Y(Math.Pow(10, power)) + 4, Math.Pow(10, power).ToString("#,0.###", CultureInfo.InvariantCulture), "text-anchor=\"end\"");
        }

        for (var power = (int)Math.Log10(least); power <= Math.Log10(most) + 1e-9; power++)
            Text(svg, X(Math.Pow(10, power)), Top + Plot + 20, $"10{"⁰¹²³⁴⁵⁶⁷⁸⁹"[power]}", "text-anchor=\"middle\"");
        Text(svg, offset + Left + ((PanelWidth - 100) / 2), Top + Plot + 42, "distinct stacks", "text-anchor=\"middle\"");

        // Slope 1 through the largest diff: what is linear runs beside it, above it only what every start costs.
        var last = value(points[^1].Diff);
        var from = Math.Max(least, most * Math.Pow(10, low) / last);
        Line(svg, X(from), Y(last * from / most), X(most), Y(last), "linear");
        Curve(svg, points.Select(point => (X(point.Stacks), Y(value(point.Top)))).ToList(), "top");
        Curve(svg, points.Select(point => (X(point.Stacks), Y(value(point.Diff)))).ToList(), "diff");

        double X(double stacks) => offset + Left + 12 + ((PanelWidth - 130) * (Math.Log10(stacks) - Math.Log10(least)) / Math.Max(1e-9, Math.Log10(most) - Math.Log10(least)));

        double Y(double amount) => Top + Plot - (Plot * (Math.Log10(amount) - low) / Math.Max(1, high - low));
    }

    private static void Curve(StringBuilder svg, List<(double X, double Y)> points, string name)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{name}\" points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")))}\"/>\n");
        foreach (var (x, y) in points)
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot-{name}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"3.5\"/>\n");
        Text(svg, points[^1].X + 8, points[^1].Y + 4, name, "");
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string name) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{name}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>\n");

    private static void Text(StringBuilder svg, double x, double y, string text, string attributes) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" {attributes}>{text}</text>\n");
}
