using System.Globalization;
using PerfInsight.Comparison;
using PerfInsight.Units;

namespace PerfInsight.Reporting.Benchmarks;

/// <summary>Tables of benchmarks as comma-separated values, as benchstat writes them; remarks go apart, with the cell that they are about.</summary>
public static class ComparisonCsv
{
    private const int LabelColumns = 1;
    private const int CenterColumns = 2; // centre, range
    private const int DeltaColumns = 2; // change, evidence

    /// <summary>Writes tables.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="writer">Takes the values.</param>
    /// <param name="warnings">Takes the remarks.</param>
    public static void Write(IReadOnlyList<ComparisonTable> tables, TextWriter writer, TextWriter warnings)
    {
        var sheet = new Sheet(writer, warnings);
        TableHeadings.Write(tables, sheet.Heading, table => Write(table, sheet));
    }

    private static int Start(int column) =>
        column == 0 ? LabelColumns : LabelColumns + CenterColumns + ((column - 1) * (CenterColumns + DeltaColumns));

    private static void Write(ComparisonTable table, Sheet sheet)
    {
        for (var field = 0; field < table.ColumnFields.Count; field++)
        {
            for (var column = 0; column < table.Columns.Count; column++)
            {
                sheet.MoveTo(Start(column));
                sheet.Add(table.Columns[column][field]);
            }

            sheet.MoveTo(Start(table.Columns.Count));
            sheet.EndRow();
        }

        for (var column = 0; column < table.Columns.Count; column++)
        {
            sheet.MoveTo(Start(column));
            sheet.Add(table.Unit);
            sheet.Add("CI");
            if (column == 0)
                continue;
            sheet.Add("vs base");
            sheet.Add("P");
        }

        sheet.EndRow();
        foreach (var row in table.Rows)
            WriteRow(row, sheet);
        WriteSummary(table, sheet);
    }

    private static void WriteRow(ComparisonRow row, Sheet sheet)
    {
        sheet.Add(row.Label);
        for (var column = 0; column < row.Cells.Count; column++)
        {
            if (row.Cells[column] is not { } cell)
                continue;
            sheet.MoveTo(Start(column));
            sheet.Warn(cell.Warnings);
            sheet.Warn(cell.Summary.Warnings);
            sheet.Add(NumberText.Shortest(cell.Summary.Center));
            sheet.Add(cell.Summary.Range);
            if (cell.Comparison is not { } comparison || row.Cells[0] is not { } baseline)
                continue;
            sheet.Warn(comparison.Warnings);
            sheet.Add(comparison.Delta(baseline.Summary.Center, cell.Summary.Center));
            sheet.Add(comparison.Evidence);
        }

        sheet.EndRow();
    }

    private static void WriteSummary(ComparisonTable table, Sheet sheet)
    {
        sheet.Add("geomean");
        for (var column = 0; column < table.Columns.Count; column++)
        {
            var summary = table.Summaries[column];
            sheet.MoveTo(Start(column));
            sheet.Warn(summary.Warnings);
            if (summary.Mean is { } mean)
                sheet.Add(NumberText.Shortest(mean));
            if (column == 0)
                continue;
            sheet.MoveTo(Start(column) + CenterColumns);
            sheet.Add(summary.Ratio is { } ratio ? FixedText.Signed((ratio - 1) * 100, 2) + "%" : "?");
        }

        sheet.MoveTo(Start(table.Columns.Count));
        sheet.EndRow();
    }

    private sealed class Sheet(TextWriter writer, TextWriter warnings)
    {
        private readonly List<string> _row = [];
        private int _number = 1;

        public void Heading(string text)
        {
            _row.Add(text);
            EndRow();
        }

        public void Add(string value) => _row.Add(value);

        public void MoveTo(int column)
        {
            while (_row.Count < column)
                _row.Add("");
        }

        // The column of the value that comes next, by letters from A on. benchstat counts wrong from Z on: AA is its BA.
        public void Warn(IReadOnlyList<string> remarks)
        {
            foreach (var remark in remarks)
            {
                var letters = "";
                for (var column = _row.Count + 1; column > 0; column = (column - 1) / 26)
                    letters = (char)('A' + ((column - 1) % 26)) + letters;
                warnings.Write($"{letters}{_number.ToString(CultureInfo.InvariantCulture)}: {remark}\n");
            }
        }

        public void EndRow()
        {
            // As Go's encoding/csv: a row with one empty value alone is an empty line.
            writer.Write(string.Join(',', _row.Select(Quoted)) + "\n");
            _row.Clear();
            _number++;
        }

        private static string Quoted(string value) =>
            value.AsSpan().IndexOfAny(",\"\r\n") >= 0 || value.StartsWith(' ') || value == "\\."
                ? "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
                : value;
    }
}
