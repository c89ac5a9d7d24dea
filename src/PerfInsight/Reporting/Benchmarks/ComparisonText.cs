using PerfInsight.Comparison;
using PerfInsight.Units;

namespace PerfInsight.Reporting.Benchmarks;

/// <summary>Tables of benchmarks as text, character for character as benchstat prints them.</summary>
public static class ComparisonText
{
    private const int LabelColumns = 1;
    private const int CenterColumns = 3; // centre, range, marks
    private const int DeltaColumns = 3; // change, evidence, marks

    /// <summary>Writes tables, each under the keys that changed since the one before.</summary>
    public static void Write(IReadOnlyList<ComparisonTable> tables, TextWriter writer)
    {
        TableHeadings.Write(tables, heading => writer.Write(heading + "\n"), table => Write(table, writer));
    }

    private static void Write(ComparisonTable table, TextWriter writer)
    {
        var text = new SpannedTable();
        var notes = new Footnotes();
        AddHeader(table, text);
        var isBinary = MeasurementUnit.IsBinary(table.Unit);
        foreach (var row in table.Rows)
        {
            text.Row();
            text.Add(row.Label);
            AddCells(row, isBinary, text, notes);
        }

        if (table.Rows.Count > 1)
            AddSummary(table, isBinary, text, notes);
        text.Write(writer);
        notes.Write(writer);
    }

    private static int Start(int column) =>
        column == 0 ? LabelColumns : LabelColumns + CenterColumns + ((column - 1) * (CenterColumns + DeltaColumns));

    private static void AddHeader(ComparisonTable table, SpannedTable text)
    {
        // A value that neighbours share, in all fields up to its own, stands once above them.
        var right = Start(table.Columns.Count + 1);
        for (var field = 0; field < table.ColumnFields.Count; field++)
        {
            text.Row();
            for (var first = 0; first < table.Columns.Count;)
            {
                var end = first + 1;
                while (end < table.Columns.Count && table.Columns[end].Take(field + 1).SequenceEqual(table.Columns[first].Take(field + 1)))
                    end++;
                text.MoveTo(Start(first));
                text.Add(table.Columns[first][field], CellAlignment.Center, " │ ", Start(end) - Start(first));
                first = end;
            }

            text.MoveTo(right);
            text.Add("", margin: " │");
        }

        text.Row();
        for (var column = 0; column < table.Columns.Count; column++)
        {
            text.MoveTo(Start(column));
            text.Add(table.Unit, CellAlignment.Center, " │ ", CenterColumns);
            if (column > 0)
                text.Add("vs base", CellAlignment.Left, "  ", DeltaColumns);
            for (var inner = Start(column) + 1; inner < text.Column; inner++)
                text.KeepNarrow(inner);
        }

        text.MoveTo(right);
        text.Add("", margin: " │");
    }

    private static void AddCells(ComparisonRow row, bool isBinary, SpannedTable text, Footnotes notes)
    {
        var scale = UnitScale.Common(row.Cells.OfType<ComparisonCell>().Select(static cell => cell.Summary.Center), isBinary);
        for (var column = 0; column < row.Cells.Count; column++)
        {
            if (row.Cells[column] is not { } cell)
                continue;
            text.MoveTo(Start(column));
            text.Add(scale.Format(cell.Summary.Center), CellAlignment.Right);
            text.Add(cell.Summary.Range, CellAlignment.Right, " ± ");
            text.Add(notes.Marks(cell.Warnings.Concat(cell.Summary.Warnings)));
            if (cell.Comparison is not { } comparison || row.Cells[0] is not { } baseline)
                continue;
            text.Add(comparison.Delta(baseline.Summary.Center, cell.Summary.Center), CellAlignment.Right);
            text.Add($"({comparison.Evidence})");
            text.Add(notes.Marks(comparison.Warnings));
        }
    }

    private static void AddSummary(ComparisonTable table, bool isBinary, SpannedTable text, Footnotes notes)
    {
        text.Row();
        text.Add("geomean");
        for (var column = 0; column < table.Columns.Count; column++)
        {
            var summary = table.Summaries[column];
            if (summary.Mean is { } mean)
            {
                text.MoveTo(Start(column));
                text.Add(UnitScale.Of(mean, isBinary).Format(mean), CellAlignment.Right);
            }

            if (column > 0)
            {
                text.MoveTo(Start(column) + CenterColumns);
                if (summary.Ratio is { } ratio)
                    text.Add(FixedText.Signed((ratio - 1) * 100, 2) + "%", CellAlignment.Right);
                else
                    text.Add("?");
            }

            text.MoveTo(Start(column + 1) - 1);
            text.Add(notes.Marks(summary.Warnings));
        }
    }
}
