using PerfInsight.Cli.Text;
using PerfInsight.Comparison;
using PerfInsight.Reporting.Benchmarks;
using PerfInsight.Units;

namespace PerfInsight.Cli.Bench;

/// <summary>What was decided, below the tables: what changed, and what to know of it.</summary>
internal sealed class DecisionText(
    IReadOnlyList<ComparisonTable> tables, ComparisonDecision decision, DecisionPolicy policy, IReadOnlyList<HostDifference> hosts, bool listsAll)
{
    // More names are seldom read; --json has them all.
    private const int MostNames = 10;

    private static readonly BenchmarkVerdict[] Listed = [BenchmarkVerdict.Regression, BenchmarkVerdict.Improvement, BenchmarkVerdict.Changed];

    /// <summary>Writes it.</summary>
    public void Write(TextWriter writer)
    {
        writer.WriteLine();
        if (decision.Findings.Count > 0)
        {
            WriteChanges(writer);
            WriteCounts(writer);
        }
        else
        {
            writer.WriteLine("nothing is compared: no unit and configuration is on both sides");
        }

        foreach (var drift in decision.Drifts)
            WriteDrift(drift, writer);
        foreach (var host in hosts)
            writer.WriteLine($"different machines, {host}");
        WriteUnmatched(BenchmarkVerdict.OnlyInBaseline, writer);
        WriteUnmatched(BenchmarkVerdict.OnlyInCandidate, writer);
        if (HasUncompared(tables))
        {
            foreach (var table in tables.Where(static table => table.Columns.Count == 1))
                writer.WriteLine($"only {string.Join(' ', table.Columns[0])} has {table.Unit}{string.Concat(table.Configuration.Where(static key => key.Value.Length > 0).Select(static key => $", {key.Key} {key.Value}"))}: {Count(table.Rows.Count, "benchmark")}{(table.Rows.Count > 1 ? "s" : "")}");
        }
    }

    /// <summary>True where a table has one side alone, and another table has another side.</summary>
    public static bool HasUncompared(IReadOnlyList<ComparisonTable> tables) =>
        tables.Any(static table => table.Columns.Count == 1) && tables.SelectMany(static table => table.Columns).Select(static column => string.Join(' ', column)).Distinct().Count() > 1;

    private void WriteChanges(TextWriter writer)
    {
        var verdicts = listsAll ? [.. Listed, BenchmarkVerdict.Inconclusive] : Listed;
        var rows = decision.Findings.Where(finding => verdicts.Contains(finding.Verdict))
            .OrderBy(finding => Array.IndexOf(verdicts, finding.Verdict))
            .ThenByDescending(static finding => Math.Abs(finding.Change ?? 0))
            .ToList();
        if (rows.Count == 0)
        {
            writer.WriteLine("nothing changed by more than the threshold and more than chance");
            return;
        }

        var hasColumns = tables.Any(static table => table.Columns.Count > 2);
        var table = new TextTable(
            new("verdict"), new("change", true), new("95 % interval", true), new("limit", true), new("p", true), new("n", true), new("unit"), new("benchmark"));
        foreach (var finding in rows)
        {
            table.Add(
                BenchmarkVerdictText.Of(finding.Verdict),
                Percent(finding.Change ?? 0),
                finding.P is null ? "exact" : $"{Percent(finding.ChangeLo)} … {Percent(finding.ChangeHi)}",
                $"{FixedText.Of(finding.Threshold.Relative * 100, 1)} %",
                finding.AdjustedP switch { null => "", < 0.001 => "< 0.001", var p => FixedText.Of(p.Value, 3) },
                finding.N1 == finding.N2 ? $"{finding.N1}" : $"{finding.N1}+{finding.N2}",
                finding.Unit,
                finding.Label + (hasColumns ? $" ({string.Join(' ', finding.Table.Columns[finding.Column])})" : "")
                    + (finding.Remarks.Count == 0 ? "" : $": {string.Join(", ", finding.Remarks)}"));
        }

        table.Write(writer);
        writer.WriteLine();
    }

    private void WriteCounts(TextWriter writer)
    {
        var counts = decision.Findings.CountBy(static finding => finding.Verdict).ToDictionary();
        var texts = Enum.GetValues<BenchmarkVerdict>().Where(counts.ContainsKey).Select(verdict => Count(counts[verdict], BenchmarkVerdictText.Of(verdict)));
        writer.WriteLine($"{string.Join(" · ", texts)}   (p is corrected for {Comparisons}, {Share(policy.Alpha)} chance of a false regression among them)");
        var inconclusive = decision.Findings.Where(static finding => finding.Verdict == BenchmarkVerdict.Inconclusive).ToList();
        var reasons = inconclusive.CountBy(static finding => finding.Remarks[0]).Select(static pair => $"{pair.Value} {pair.Key}").ToList();
        if (inconclusive.Count > 0)
            writer.WriteLine($"inconclusive: {string.Join(", ", reasons)}{(listsAll ? "" : " (--all lists them)")}");
        if (inconclusive.Exists(static finding => finding.Remarks[0] == "too few runs"))
            writer.WriteLine($"with {Comparisons} a change shows from {decision.LeastRuns} runs a side on");
    }

    private static void WriteDrift(MachineDrift drift, TextWriter writer) => writer.WriteLine(
        $"the machine changed: {drift.Moved} of {drift.Count} benchmarks moved the same way, {Percent(drift.Ratio - 1)} in the middle ({drift.Unit}). "
        + "That is taken off above; measure both sides in turns on one machine, or say --no-drift where the change is yours.");

    private void WriteUnmatched(BenchmarkVerdict verdict, TextWriter writer)
    {
        var names = decision.Findings.Where(finding => finding.Verdict == verdict).Select(static finding => finding.Label).Distinct().ToList();
        if (names.Count > 0)
        {
            writer.WriteLine($"{BenchmarkVerdictText.Of(verdict)}: {string.Join(", ", names.Take(MostNames))}"
                + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : ""));
        }
    }

    private string Comparisons => decision.Questions == 1 ? "1 comparison" : $"{decision.Questions} comparisons";

    private static string Count(int count, string noun) =>
        $"{count} {noun}{(count > 1 && (noun.EndsWith("ion", StringComparison.Ordinal) || noun.EndsWith("ment", StringComparison.Ordinal)) ? "s" : "")}";

    private static string Percent(double share) => double.IsFinite(share) ? FixedText.Signed(share * 100, 1) + " %" : share > 0 ? "∞" : "-∞";

    private static string Share(double share) => NumberText.Shortest(Math.Round(share * 100, 6)) + " %";
}
