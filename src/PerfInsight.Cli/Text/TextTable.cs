namespace PerfInsight.Cli.Text;

/// <summary>Columns of text, two spaces apart, padded to their widest cell.</summary>
internal sealed class TextTable(params TextColumn[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Gives a cell of a row and a column a colour of <see cref="Paint"/>; null for none.</summary>
    public Func<int, int, string?>? Color { get; init; }

    /// <summary>Columns between the left edge and the last character.</summary>
    public int Width => Enumerable.Range(0, columns.Length).Sum(ColumnWidth) + 2 * columns.Length;

    /// <summary>Adds a row, one cell a column.</summary>
    public void Add(params string[] cells)
    {
        if (cells.Length != columns.Length)
            throw new ArgumentException($"expected {columns.Length} cells, found {cells.Length}", nameof(cells));
        _rows.Add(cells);
    }

    /// <summary>Writes the headings and the rows, indented by two spaces.</summary>
    public void Write(TextWriter writer)
    {
        var widths = Enumerable.Range(0, columns.Length).Select(ColumnWidth).ToArray();
        WriteRow(writer, widths, i => columns[i].Heading, static _ => null);
        for (var row = 0; row < _rows.Count; row++)
        {
            var number = row;
            WriteRow(writer, widths, i => _rows[number][i], i => Color?.Invoke(number, i));
        }
    }

    private int ColumnWidth(int column) =>
        Math.Max(columns[column].Heading.Length, _rows.Count == 0 ? 0 : _rows.Max(row => row[column].Length));

    private void WriteRow(TextWriter writer, int[] widths, Func<int, string> cell, Func<int, string?> color)
    {
        var line = string.Concat(Enumerable.Range(0, columns.Length).Select(i =>
        {
            var text = columns[i].AlignRight ? cell(i).PadLeft(widths[i]) : cell(i).PadRight(i == columns.Length - 1 ? 0 : widths[i]);
            return "  " + (color(i) is { } code ? Paint.Text(text, code) : text);
        }));
        writer.WriteLine(line.TrimEnd());
    }
}

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Heading">Text above it.</param>
/// <param name="AlignRight">True for numbers.</param>
internal sealed record TextColumn(string Heading, bool AlignRight = false);
