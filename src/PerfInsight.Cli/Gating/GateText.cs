using System.Globalization;
using PerfInsight.Cli.Text;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Cli.Gating;

/// <summary>Writes a report for a terminal: the verdict first, then what to do about it, then how it was reached.</summary>
internal sealed class GateText(GateReport report, CiOptions options, int? width, bool hasColor)
{
    private const int MostFindings = 20;
    private const int MostDetails = 5;
    private const int MostImprovements = 5;
    private const int MostEvidence = 3;

    // Narrower than this a title says nothing.
    private const int LeastTitleWidth = 24;

    /// <summary>Writes all of it.</summary>
    public void Write(TextWriter writer)
    {
        var verdict = report.Verdict switch
        {
            GateVerdict.Pass => "✓ gate passed",
            GateVerdict.Fail => "✗ gate failed",
            _ => "? gate inconclusive",
        };
        var headline = $"Performance: {verdict} · rating {report.Rating.Value.ToString("0.0", CultureInfo.InvariantCulture)} / 10";
        writer.WriteLine(hasColor ? Paint.Text(headline, Paint.Strong) : headline);
        writer.WriteLine(report.Headline);
        WriteFindings(writer);
        WriteDetails(writer);
        WriteImprovements(writer);
        WriteGates(writer);
        WriteProof(writer);
        WriteRating(writer);
        WriteChecklist(writer);
        if (report.Warnings.Count > 0)
        {
            writer.WriteLine();
            foreach (var warning in report.Warnings)
                writer.WriteLine($"note: {warning}");
        }
    }

    private void WriteFindings(TextWriter writer)
    {
        var listed = report.Findings.Where(finding => options.All || finding.Verdict != FindingVerdict.Note).ToList();
        var shown = listed.Take(options.All ? int.MaxValue : MostFindings).ToList();
        if (shown.Count > 0)
        {
            writer.WriteLine();
            var cells = shown.ConvertAll(static finding => (string[])[Mark(finding.Verdict), finding.Title, finding.Measured, finding.Limit, finding.Waiver.Row is { } row ? $"{finding.Certainty}; {row.Issue}, owner {row.Owner}" : finding.Certainty, finding.Id[..8]]);
            var others = Enumerable.Range(0, 6).Where(static column => column != 1).Sum(column => Math.Max(Heading(column).Length, cells.Max(row => row[column].Length)));
            var room = width is { } columns ? Math.Max(LeastTitleWidth, columns - others - (2 * 6)) : int.MaxValue;
            var table = new TextTable(new(Heading(0)), new(Heading(1)), new(Heading(2)), new(Heading(3)), new(Heading(4)), new(Heading(5)))
            {
                Color = hasColor ? (row, column) => column > 0 ? null : shown[row].Verdict == FindingVerdict.Fail ? Paint.Hot : shown[row].Verdict == FindingVerdict.Note ? Paint.Cold : Paint.Warm : null,
            };
            foreach (var row in cells)
            {
                row[1] = row[1].Length <= room ? row[1] : row[1][..(room - 1)] + "…";
                table.Add(row);
            }

            table.Write(writer);
        }

        var left = listed.Count - shown.Count;
        var notes = report.Findings.Count - listed.Count;
        if (left > 0)
            writer.WriteLine($"  … {left} more findings (--all)");
        if (notes > 0)
            writer.WriteLine($"  {notes} {(notes == 1 ? "note" : "notes")} not listed (--all)");
    }

    private static string Heading(int column) => column switch
    {
        0 => "",
        1 => "finding",
        2 => "measured",
        3 => "limit",
        4 => "evidence",
        _ => "id",
    };

    private void WriteDetails(TextWriter writer)
    {
        // What one member or benchmark did in several metrics is read together.
        var shown = report.Findings.Where(finding => options.All ? finding.Triage is not null || finding.Evidence.Count > 0 : finding.Verdict == FindingVerdict.Fail)
            .GroupBy(static finding => finding.Subject).Take(options.All ? int.MaxValue : MostDetails);
        foreach (var subject in shown)
        {
            var first = subject.First();
            writer.WriteLine();
            writer.WriteLine($"{first.Subject.ShortName}{(first.Place is { } place ? $" · {place.File}:{place.Line}{(place.IsChanged ? " (changed here)" : "")}" : "")}");
            foreach (var cause in subject.Select(static finding => finding.Cause).OfType<FindingCause>().DistinctBy(static cause => cause.Text))
                writer.WriteLine($"  cause   {cause.Text}: {cause.Strategy}");
            foreach (var rule in subject.SelectMany(static finding => finding.Cause?.Rules ?? []).Distinct().Take(2))
                writer.WriteLine($"  rule    {rule.Rule} at {rule.Place.File}:{rule.Place.Line}{(rule.HasFix ? ", its rule has a fix" : "")}: {rule.Message}");
            if (first.Triage is { } triage)
                writer.WriteLine($"  triage  {triage.Text} ({triage.ImpactReason}; {triage.EffortReason}), {triage.Backlog.ToString().ToLowerInvariant()}");
            foreach (var finding in subject)
            {
                if (finding.Waiver.State != WaiverState.None)
                    writer.WriteLine($"  waiver  {finding.Waiver.Text}");
                foreach (var line in finding.Evidence.Take(options.All ? int.MaxValue : MostEvidence))
                    writer.WriteLine($"  shown   {finding.Metric}: {line}");
            }

            foreach (var command in subject.Select(static finding => finding.NextCommand).Where(static command => command.Length > 0).Distinct())
                writer.WriteLine($"  next    {command}");
            foreach (var code in subject.Select(static finding => finding.SuggestedCode).Where(code => options.All && code.Length > 0))
            {
                foreach (var line in code.TrimEnd('\n').Split('\n'))
                    writer.WriteLine($"          {line}".TrimEnd());
            }
        }
    }

    private void WriteImprovements(TextWriter writer)
    {
        if (report.Improvements.Count == 0)
            return;
        writer.WriteLine();
        writer.WriteLine("Better:");
        foreach (var improvement in report.Improvements.Take(options.All ? int.MaxValue : MostImprovements))
            writer.WriteLine($"  {improvement.Subject.ShortName}: {improvement.Text}");
        if (!options.All && report.Improvements.Count > MostImprovements)
            writer.WriteLine($"  … {report.Improvements.Count - MostImprovements} more (--all)");
    }

    private void WriteGates(TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("Gates:");
        foreach (var gate in report.Gates)
        {
            var verdict = gate.Verdict switch
            {
                GateVerdict.Pass => "✓",
                GateVerdict.Fail => "✗",
                GateVerdict.Inconclusive => "?",
                _ => "–",
            };
            var text = gate.Verdict == GateVerdict.NotRun ? $"not run: {gate.Reason}"
                : $"{(gate.Failed > 0 ? $"{gate.Failed} of " : "")}{gate.Checked}{(gate.Reason.Length > 0 ? $"; {gate.Reason}" : "")}";
            writer.WriteLine($"  {verdict} {gate.Id,-19}  {gate.Title}: {text}");
        }
    }

    private void WriteProof(TextWriter writer)
    {
        if (report.Proof is not { } proof)
            return;
        writer.WriteLine();
        writer.WriteLine(proof.IsProven ? "The gate can fail, it reported each injected regression:" : "The gate did not report each injected regression:");
        foreach (var step in proof.Steps)
            writer.WriteLine($"  {(step.IsReported ? "✓" : "✗")} {step.Gate,-19}  {step.Injected}: {step.Text}");
    }

    private void WriteRating(TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine($"Rating {report.Rating.Value.ToString("0.0", CultureInfo.InvariantCulture)}, {(report.Rating.IsPositive ? "a win" : "no win")} (from 0 to 10, above 5 is one):");
        foreach (var line in report.Rating.Lines)
            writer.WriteLine($"  {line.Points.ToString("+0.00;-0.00;±0.00", CultureInfo.InvariantCulture)}  {line.Text}");
    }

    private void WriteChecklist(TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("Definition of done:");
        foreach (var item in report.DefinitionOfDone)
            writer.WriteLine($"  [{(item.State == ChecklistState.Proved ? "x" : item.State == ChecklistState.Open ? " " : "–")}] {item.Item}: {item.Proof}");
    }

    private static string Mark(FindingVerdict verdict) => verdict switch
    {
        FindingVerdict.Fail => "✗",
        FindingVerdict.Inconclusive => "?",
        FindingVerdict.Warning => "!",
        FindingVerdict.Waived => "◷",
        _ => "·",
    };
}
