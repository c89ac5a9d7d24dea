using System.Globalization;
using PerfInsight.Cli.History;
using PerfInsight.Cli.Text;
using PerfInsight.Comparison;
using PerfInsight.Profiles;
using PerfInsight.Units;

namespace PerfInsight.Cli.Diff;

/// <summary>Writes a comparison for people: the whole in a line, then a row a member that surely changed.</summary>
/// <param name="report">The comparison.</param>
/// <param name="top">Rows at most.</param>
/// <param name="all">True to list members that did not surely change too.</param>
/// <param name="width">Columns of the terminal; null where nothing limits a line.</param>
internal sealed class DiffText(DiffReport report, int top, bool all, int? width)
{
    // Narrower than this a name says nothing.
    private const int LeastNameWidth = 20;

    // Parts of a change that are named below it, and the share of the change from which on they are.
    private const int MostParts = 2;
    private const double LeastPart = 0.2;

    // Below this a member grew about as all did: that is no news of it.
    private const double LeastOverweight = 2;

    private readonly ProfileComparison _comparison = report.Comparison;
    private readonly ComparisonFigures _figures = new(report.Comparison);

    /// <summary>Writes all of it.</summary>
    public void Write(TextWriter writer)
    {
        writer.WriteLine(Headline());
        writer.WriteLine();
        var listed = _comparison.Members.Where(row => all || row.Verdict != Verdict.Indistinguishable || row.RenamedFrom is not null).ToList();
        if (listed.Count == 0)
            writer.WriteLine("No member is surely different.");
        else
            Table([.. listed.Take(top)]).Write(writer);

        WriteParts(writer, listed.Take(top));
        if (report.History is { } history)
            HistoryText.Write(listed.Take(top), history, writer);
        if (listed.Count > top)
            writer.WriteLine($"… {Count(listed.Count - top, "more row")}: --top {listed.Count}");
        var quiet = _comparison.Members.Count - listed.Count;
        if (quiet > 0)
            writer.WriteLine($"{Count(quiet, "member")} indistinguishable (not listed: --all)");
        if (report.Baseline.Count + report.Candidate.Count == 2)
            writer.WriteLine(OneProfileNote());
    }

    private string OneProfileNote() => _comparison.Variation > ProfileComparison.AssumedVariation
        ? $"One profile a side, and most members differ by about {QuantityText.Percent(_comparison.Variation)} (a busy machine, other work): smaller changes do not show. Three a side show more (--baseline, --candidate)."
        : "One profile a side: how much runs of one program differ is assumed, not measured. Three a side measure it (--baseline, --candidate).";

    private string Headline()
    {
        var parts = new List<string> { _comparison.SampleType.Kind, Mode(), $"{Side(report.Baseline)} against {Side(report.Candidate)}" };
        if (_comparison.Mode == ComparisonMode.Share)
            return string.Join(" · ", parts);
        var test = _comparison.All;
        var verdict = _comparison.Verdict == Verdict.Indistinguishable ? "indistinguishable" : _comparison.Verdict.ToString().ToLowerInvariant();
        parts.Add($"{_figures.Cost(_comparison.BaselineSum / _comparison.BaselineExposure)} → {_figures.Cost(_comparison.CandidateSum / _comparison.CandidateExposure)}"
            + $"  ({ComparisonFigures.Percent(test.Ratio)}, {verdict}, {ComparisonFigures.P(test.P)})");
        return string.Join(" · ", parts);
    }

    private string Mode() => _comparison.Mode switch
    {
        ComparisonMode.PerSecond => "per second",
        ComparisonMode.PerOperation => "per operation",
        ComparisonMode.Share => "share of all",
        _ => "absolute",
    };

    private static string Side(IReadOnlyList<ProfileData> profiles)
    {
        var time = QuantityText.Duration(profiles.Sum(profile => (double)profile.Info.Duration));
        var isTimed = profiles.All(profile => profile.Info.Duration > 0);
        return profiles.Count == 1 ? isTimed ? time : "one profile" : isTimed ? $"{profiles.Count} profiles of {time} in all" : $"{profiles.Count} profiles";
    }

    private TextTable Table(IReadOnlyList<MemberDelta> rows)
    {
        var what = _comparison.ByTotal ? "total" : "self";
        var cells = rows.Select(row => (string[])
        [
            row.RenamedFrom is not null && row.Verdict == Verdict.Indistinguishable ? "renamed" : row.Verdict == Verdict.Indistinguishable ? "" : row.Verdict.ToString().ToLowerInvariant(),
            row.Verdict == Verdict.Indistinguishable ? "≈ " + _figures.Delta(row.Test.Delta) : _figures.Delta(row.Test.Delta),
            ComparisonFigures.Ratio(row.Test),
            _figures.Interval(row.Test),
            $"{_figures.Cost(Compared(row.Baseline))} → {_figures.Cost(Compared(row.Candidate))}",
            Name(row),
            Remark(row),
        ]).ToList();
        var table = new TextTable(
            new("verdict"), new("delta", true), new("ratio", true), new("95 % interval", true), new($"{what} → {what}", true), new("member"), new("cause"));
        var fixedWidth = 2 * 7 + new[] { 0, 1, 2, 3, 4, 6 }.Sum(column => Math.Max(column == 3 ? 13 : 7, cells.Max(row => row[column].Length)));
        var room = width is { } columns ? Math.Max(LeastNameWidth, columns - fixedWidth) : int.MaxValue;
        foreach (var row in cells)
        {
            row[5] = Fit(row[5], room);
            table.Add(row);
        }

        return table;
    }

    // What the change of a total consists of; where that of a member's own code comes from.
    private void WriteParts(TextWriter writer, IEnumerable<MemberDelta> rows)
    {
        var lines = new List<string>();
        foreach (var row in rows.Where(row => row is { Verdict: Verdict.Regression, Parts: not null }))
        {
            var parts = Telling(_comparison.ByTotal ? row.Parts!.Callees : row.Parts!.Callers, row)
                .Concat(Telling(row.Parts.Lines, row)).Concat(Telling(row.Parts.AllocatedTypes, row))
                .Select(part => $"{_figures.Delta(part.Delta)} {MemberName.Short(part.Name)}").ToList();
            if (parts.Count > 0)
                lines.Add($"  {MemberName.Short(row.Member.Name)}: {string.Join(", ", parts)}");
        }

        if (lines.Count == 0)
            return;
        writer.WriteLine();
        writer.WriteLine(_comparison.ByTotal ? "Of which:" : "Called from, and where:");
        foreach (var line in lines)
            writer.WriteLine(line);
        writer.WriteLine();
    }

    private static IEnumerable<ChangePart> Telling(IReadOnlyList<ChangePart> parts, MemberDelta row) =>
        parts.Where(part => part.Delta >= LeastPart * row.Test.Delta).Take(MostParts);

    private string Remark(MemberDelta row) => string.Join(", ", new[]
    {
        row.IsNewHotspot ? "new hotspot" : row.IsVanishedHotspot ? "vanished hotspot" : "",
        Cause(row),
        row.Verdict == Verdict.Regression && row.Overweight >= LeastOverweight ? string.Create(CultureInfo.InvariantCulture, $"overweight {row.Overweight:0.0}×") : "",
    }.Where(static part => part.Length > 0));

    private string Cause(MemberDelta row) => report.Causes.TryGetValue(row.Member.Name, out var cause)
        ? cause.Pattern switch
        {
            RootCausePattern.Algorithmic => "algorithmic",
            RootCausePattern.ExcessAllocations => "excess allocations",
            RootCausePattern.LockContention => "lock contention",
            RootCausePattern.IoBound => "I/O bound",
            _ => "GC pressure",
        }
        : "";

    private double Compared(MemberCost cost) => _comparison.ByTotal ? cost.Total : cost.Self;

    private static string Name(MemberDelta row) => row.RenamedFrom is { } former
        ? $"{MemberName.Short(former.Name)} → {MemberName.Short(row.Member.Name)}"
        : MemberName.Short(row.Member.Name);

    private static string Fit(string name, int room) => name.Length <= room ? name : name[..(room - 1)] + "…";

    private static string Count(int count, string noun) => QuantityText.Count(count) + " " + noun + (count == 1 ? "" : "s");
}
