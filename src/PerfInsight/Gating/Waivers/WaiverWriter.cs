using System.Globalization;
using System.Text;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Gating.Waivers;

/// <summary>Writes rows of a waiver file; what is there already stays as it is, comments and all.</summary>
public static class WaiverWriter
{
    // Where lines end in YAML 1.1, by which the rows' places count.
    private static readonly char[] Breaks = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    private const string Head =
        """
        # Regressions that are accepted for a while. A row is for one finding; over its ceiling, or past its day, it fails again.
        version: 1
        waivers:

        """;

    /// <summary>The file with one more row at its end.</summary>
    /// <param name="text">The file so far; null where there is none yet.</param>
    /// <param name="row">The row; its place is of no interest.</param>
    /// <param name="source">Name of the file, for messages.</param>
    /// <exception cref="PolicyException">The file makes no sense, or would make none with this row.</exception>
    public static string Append(string? text, WaiverRow row, string source)
    {
        var before = string.IsNullOrWhiteSpace(text) ? Head.ReplaceLineEndings("\n") : text;
        var rows = WaiverReader.Read(before, source);
        if (before.Contains("waivers: []", StringComparison.Ordinal))
            before = before.Replace("waivers: []", "waivers:", StringComparison.Ordinal);
        if (!before.EndsWith('\n'))
            before += "\n";
        var after = before + Text(row, Indent(before, rows));
        WaiverReader.Read(after, source);
        return after;
    }

    /// <summary>The ceiling of a row as it is written: <c>+60%</c>, <c>8%</c>.</summary>
    public static string Ceiling(double ceiling, bool isGrowth) => (isGrowth ? "+" : "") + (ceiling * 100).ToString("0.######", CultureInfo.InvariantCulture) + "%";

    private static string Text(WaiverRow row, string indent)
    {
        var text = new StringBuilder();
        (string Key, string Value)[] entries =
        [
            ("gate", row.Gate), ("subject", Quoted(row.Subject)), ("metric", Quoted(row.Metric)), ("ceiling", Quoted(Ceiling(row.Ceiling, row.IsGrowth))), ("reason", Quoted(row.Reason)),
            ("owner", Quoted(row.Owner)), ("issue", Quoted(row.Issue)), ("expires", row.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ];
        for (var i = 0; i < entries.Length; i++)
            text.Append(indent).Append(i == 0 ? "- " : "  ").Append(entries[i].Key).Append(": ").Append(entries[i].Value).Append('\n');
        return text.ToString();
    }

    // Rows of a list begin in one column.
    private static string Indent(string text, IReadOnlyList<WaiverRow> rows)
    {
        if (rows.Count == 0)
            return "  ";
        var line = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split(Breaks)[rows[^1].Place.Line - 1];
        return line[..Math.Max(0, line.IndexOf('-', StringComparison.Ordinal))];
    }

    // Double quotes hold everything in YAML, as JSON's do.
    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal) + "\"";
}
