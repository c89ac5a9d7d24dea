using System.Globalization;
using System.Text;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Reporting.Gates;

/// <summary>
/// The report as Markdown for a pull request or a job summary: the verdict and a table first, details folded. The most important comes
/// first, so that what does not fit is the least.
/// </summary>
public static class GateMarkdown
{
    /// <summary>What GitHub takes for a comment: 65,536 characters; some are left for what a workflow adds.</summary>
    public const int CommentLimit = 65_000;

    /// <summary>What GitHub takes for the summary of a step: 1 MiB, in bytes of UTF-8; a longer one is thrown away whole.</summary>
    public const int SummaryLimit = 1_000_000;

    /// <summary>The least that a verdict needs.</summary>
    public const int LeastLimit = 2_000;

    // What is read without unfolding.
    private const int MostSaid = 3;

    // Code in a table breaks no line.
    private const int MostCode = 80;

    /// <summary>The report in at most <paramref name="limit"/> bytes of UTF-8; what is left out is said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below <see cref="LeastLimit"/>: not even the verdict fits.</exception>
    public static string Write(GateReport report, int limit)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, LeastLimit);
        var page = new Page(limit);
        page.Add(Head(report));
        page.AddTable("| | finding | measured | limit | evidence |\n|-|-|-|-|-|\n", report.Findings.Where(static finding => finding.Verdict != FindingVerdict.Note).Select(Row), "finding", "findings");

        // What one member or benchmark did in several metrics is read together.
        var subjects = report.Findings.Where(static finding => finding.Verdict is FindingVerdict.Fail or FindingVerdict.Inconclusive).GroupBy(static finding => finding.Subject).ToList();
        foreach (var subject in subjects.Where(static subject => subject.First() is { Verdict: FindingVerdict.Fail, Triage: not null }).Take(MostSaid))
            page.Add(Said([.. subject]));
        foreach (var subject in subjects)
            page.Add(Details([.. subject]));
        page.Add(Better(report));
        page.Add(Gates(report));
        page.Add(Rating(report));
        page.Add(Done(report));
        page.Add(Notes(report));
        return page.ToString();
    }

    /// <summary>Text that means itself in Markdown and in its HTML.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            switch (character)
            {
                case '\r' or '\n':
                    escaped.Append(' ');
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                // An @ would call a person, a # an issue.
                case '@':
                    escaped.Append("&#64;");
                    break;
                case '#':
                    escaped.Append("&#35;");
                    break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~':
                    escaped.Append('\\').Append(character);
                    break;
                default:
                    escaped.Append(character);
                    break;
            }
        }

        return escaped.ToString();
    }

    private static string Head(GateReport report)
    {
        var verdict = report.Verdict switch { GateVerdict.Pass => "✅ passed", GateVerdict.Fail => "❌ failed", _ => "❔ inconclusive" };
        return $"## Performance: {verdict} · rating {report.Rating.Value.ToString("0.0", CultureInfo.InvariantCulture)} / 10\n\n{Escape(report.Headline)}\n\n";
    }

    private static string Row(GateFinding finding)
    {
        var place = finding.Place is { } at ? $"<br>{Code($"{at.File}:{at.Line}")}" : "";
        var evidence = finding.Waiver.State == WaiverState.None ? finding.Certainty : $"{finding.Certainty}; {finding.Waiver.Text}";
        return $"| {Mark(finding.Verdict)} | {Escape(finding.Title)}{place} | {Escape(finding.Measured)} | {Escape(finding.Limit)} | {Escape(evidence)} |\n";
    }

    // The cause and what to do, for the eye that stops here.
    private static string Said(List<GateFinding> findings)
    {
        var first = findings[0];
        var rule = first.Cause?.Rules.FirstOrDefault(static rule => rule.HasFix) ?? first.Cause?.Rules.FirstOrDefault();
        var cause = first.Cause is null ? $"**{Escape(first.Subject.ShortName)}**: the figures show no known pattern" : $"**Cause** of {Escape(first.Subject.ShortName)}: {Escape(first.Cause.Text)}";
        var fix = rule is null ? "" : $"; {Escape(rule.Rule)} stands at {Code($"{rule.Place.File}:{rule.Place.Line}")}{(rule.HasFix ? ", and its rule has a fix" : "")}";
        return $"{cause}{fix}. **Triage**: {Escape(first.Triage!.Text)}.\n\n";
    }

    private static string Details(List<GateFinding> findings)
    {
        var lines = new StringBuilder();
        foreach (var cause in findings.Select(static finding => finding.Cause).OfType<FindingCause>().DistinctBy(static cause => cause.Text))
            lines.Append(CultureInfo.InvariantCulture, $"- cause: {Escape(cause.Text)}: {Escape(cause.Strategy)}\n");
        foreach (var rule in findings.SelectMany(static finding => finding.Cause?.Rules ?? []).Distinct())
            lines.Append(CultureInfo.InvariantCulture, $"- {Escape(rule.Rule)} at {Code($"{rule.Place.File}:{rule.Place.Line}")}{(rule.HasFix ? ", its rule has a fix" : "")}: {Escape(rule.Message)}\n");
        if (findings[0].Triage is { } triage)
            lines.Append(CultureInfo.InvariantCulture, $"- triage: {Escape(triage.Text)} ({Escape(triage.ImpactReason)}; {Escape(triage.EffortReason)})\n");
        foreach (var finding in findings)
        {
            foreach (var line in finding.Evidence)
                lines.Append(CultureInfo.InvariantCulture, $"- {Escape(finding.Metric)}: {Escape(line)}\n");
        }

        foreach (var command in findings.Select(static finding => finding.NextCommand).Where(static command => command.Length > 0).Distinct())
            lines.Append(CultureInfo.InvariantCulture, $"- next: {Code(command, int.MaxValue)}\n");
        foreach (var code in findings.Select(static finding => finding.SuggestedCode).Where(static code => code.Length > 0))
            lines.Append(Fence(code));
        return lines.Length == 0 ? "" : Folded($"{findings[0].Subject.ShortName} · {string.Join(", ", findings.Select(static finding => finding.Metric).Distinct())}", lines.ToString());
    }

    private static string Better(GateReport report) => report.Improvements.Count == 0 ? ""
        : Folded($"Better: {report.Improvements.Count}", string.Concat(report.Improvements.Select(static one => $"- {Escape(one.Subject.ShortName)}: {Escape(one.Text)}\n")));

    private static string Gates(GateReport report) => Folded("Gates", "| | gate | looked at | failed |\n|-|-|-|-|\n" + string.Concat(report.Gates.Select(static gate =>
        $"| {(gate.Verdict switch { GateVerdict.Pass => "✅", GateVerdict.Fail => "❌", GateVerdict.Inconclusive => "❔", _ => "–" })} | {Escape(gate.Id)}: {Escape(gate.Title)} | "
        + (gate.Verdict == GateVerdict.NotRun ? $"not run: {Escape(gate.Reason)} | |\n" : FormattableString.Invariant($"{gate.Checked}{(gate.Reason.Length > 0 ? $" ({Escape(gate.Reason)})" : "")} | {gate.Failed} |\n")))));

    private static string Rating(GateReport report) => Folded("Rating", "| points | for |\n|-:|-|\n"
        + string.Concat(report.Rating.Lines.Select(static line => $"| {line.Points.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture)} | {Escape(line.Text)} |\n")));

    private static string Done(GateReport report) => Folded("Definition of done", string.Concat(report.DefinitionOfDone.Select(static item =>
        $"- [{(item.State == ChecklistState.Proved ? "x" : " ")}] {Escape(item.Item)}: {(item.State == ChecklistState.NotApplicable ? "not applicable; " : "")}{Escape(item.Proof)}\n")));

    private static string Notes(GateReport report) => report.Warnings.Count == 0 ? "" : string.Concat(report.Warnings.Select(static warning => $"> {Escape(warning)}\n>\n")) + "\n";

    // In the line of a tag nothing is Markdown.
    private static string EscapeHtml(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("@", "&#64;", StringComparison.Ordinal);

    private static string Folded(string summary, string body) => $"<details><summary>{EscapeHtml(summary)}</summary>\n\n{body}\n</details>\n\n";

    // Backticks in the text need a longer fence.
    private static string Fence(string code)
    {
        var fence = code.Contains("```", StringComparison.Ordinal) ? "~~~~" : "```";
        return $"\n{fence}csharp\n{code.TrimEnd('\n')}\n{fence}\n";
    }

    private static string Code(string text, int most = MostCode)
    {
        text = text.Replace('`', '\'').Replace('\n', ' ').Replace("|", "\\|", StringComparison.Ordinal);
        return text.Length <= most ? $"`{text}`" : $"`…{text[^(most - 1)..]}`";
    }

    private static string Mark(FindingVerdict verdict) => verdict switch
    {
        FindingVerdict.Fail => "❌",
        FindingVerdict.Inconclusive => "❔",
        FindingVerdict.Warning => "⚠️",
        FindingVerdict.Waived => "⏳",
        _ => "·",
    };

    // Parts in their order, as long as they fit.
    private sealed class Page(int limit)
    {
        private const int LastWords = 200;

        private readonly StringBuilder _text = new();
        private int _bytes;
        private int _left;

        public void Add(string part)
        {
            if (part.Length > 0 && !TryAdd(part))
                _left++;
        }

        public void AddTable(string head, IEnumerable<string> rows, string one, string many)
        {
            var isOpen = false;
            var left = 0;
            foreach (var row in rows)
            {
                if (left == 0 && TryAdd(isOpen ? row : head + row))
                    isOpen = true;
                else
                    left++;
            }

            if (left > 0)
                Force($"\n… {left} more {(left == 1 ? one : many)}: see the report as JSON.\n");
            if (isOpen)
                Force("\n");
        }

        public override string ToString() => _left == 0 ? _text.ToString() : $"{_text}… {_left} more {(_left == 1 ? "part" : "parts")} left out for length.\n";

        private bool TryAdd(string part)
        {
            var size = Encoding.UTF8.GetByteCount(part);
            if (_bytes + size > limit - LastWords)
                return false;
            _bytes += size;
            _text.Append(part);
            return true;
        }

        private void Force(string part)
        {
            _bytes += Encoding.UTF8.GetByteCount(part);
            _text.Append(part);
        }
    }
}
