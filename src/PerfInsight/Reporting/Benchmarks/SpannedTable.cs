namespace PerfInsight.Reporting.Benchmarks;

/// <summary>Where a text stands in its cell.</summary>
internal enum CellAlignment
{
    /// <summary>At the left, without padding.</summary>
    Left,

    /// <summary>In the middle, padded at the left only.</summary>
    Center,

    /// <summary>At the right.</summary>
    Right,
}

/// <summary>
/// A table of text whose cells may span columns and have a margin of their own, laid out as benchstat does
/// (golang.org/x/perf/cmd/benchstat/internal/texttab), so that output can be compared line by line.
/// </summary>
internal sealed class SpannedTable
{
    private readonly List<Cell> _cells = [];
    private readonly HashSet<int> _narrow = [];
    private int _row;
    private int _columns;

    /// <summary>Column of the next cell.</summary>
    public int Column { get; private set; }

    /// <summary>Begins a row.</summary>
    public void Row()
    {
        if (_cells.Count > 0)
            _row++;
        Column = 0;
    }

    /// <summary>Goes on at a column further right.</summary>
    public void MoveTo(int column) => Column = column >= Column ? column : throw new ArgumentOutOfRangeException(nameof(column));

    /// <summary>Adds a cell.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="alignment">Where the text stands.</param>
    /// <param name="margin">What stands at its left; null for a space, or nothing at the left edge and before an empty text.</param>
    /// <param name="span">Columns that it takes.</param>
    public void Add(string text, CellAlignment alignment = CellAlignment.Left, string? margin = null, int span = 1)
    {
        _cells.Add(new Cell(_row, Column, span, text, margin ?? (Column == 0 || text.Length == 0 ? "" : " "), alignment));
        Column += span;
        _columns = Math.Max(_columns, Column);
    }

    /// <summary>Keeps a column as narrow as its own cells: a cell that spans it widens others.</summary>
    public void KeepNarrow(int column) => _narrow.Add(column);

    /// <summary>Writes the rows.</summary>
    public void Write(TextWriter writer)
    {
        var margins = new int[_columns];
        foreach (var cell in _cells)
            margins[cell.Column] = Math.Max(margins[cell.Column], cell.Margin.Length);
        var widths = Widths(margins);
        var starts = new int[_columns + 1];
        for (var i = 0; i < _columns; i++)
            starts[i + 1] = starts[i] + widths[i];

        var (row, position) = (0, 0);
        foreach (var cell in _cells)
        {
            // What is empty would leave spaces at the end of a line.
            if (string.IsNullOrWhiteSpace(cell.Text) && string.IsNullOrWhiteSpace(cell.Margin))
                continue;
            for (; row < cell.Row; row++, position = 0)
                writer.Write('\n');
            var margin = margins[cell.Column];
            var spaces = starts[cell.Column] - position;
            writer.Write(Spaces(spaces) + cell.Margin.PadLeft(margin));
            var text = cell.Aligned(starts[cell.Column + cell.Span] - starts[cell.Column] - margin);
            writer.Write(text);
            position += spaces + margin + text.Length;
        }

        if (_cells.Count > 0)
            writer.Write('\n');
    }

    private int[] Widths(int[] margins)
    {
        var widths = new int[_columns];
        foreach (var cell in _cells.OrderBy(static cell => cell.Span))
        {
            var width = cell.Text.Length + margins[cell.Column];
            if (cell.Span == 1)
                widths[cell.Column] = Math.Max(widths[cell.Column], width);
            else if (widths.AsSpan(cell.Column, cell.Span) is var spanned && Sum(spanned) < width)
                Widen(spanned, cell.Column, width);
        }

        return widths;
    }

    // Columns come to the same width, except those that are wider already and those that stay narrow.
    private void Widen(Span<int> widths, int first, int width)
    {
        var columns = new List<int>();
        for (var i = 0; i < widths.Length; i++)
        {
            if (_narrow.Contains(first + i))
                width -= widths[i];
            else
                columns.Add(i);
        }

        // The widest first: what they have too much is taken from the others.
        var now = widths.ToArray();
        columns = [.. columns.OrderByDescending(i => now[i])];
        for (var i = 0; i < columns.Count; i++)
        {
            var left = columns.Count - i;
            ref var column = ref widths[columns[i]];
            column = Math.Max(column, (width + left - 1) / left);
            width -= column;
        }
    }

    // A text that is wider than its columns leaves less than no space. benchstat's "%*s" makes as many spaces of it as are missing.
    private static string Spaces(int count) => new(' ', Math.Abs(count));

    private static int Sum(Span<int> values)
    {
        var sum = 0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private sealed record Cell(int Row, int Column, int Span, string Text, string Margin, CellAlignment Alignment)
    {
        public string Aligned(int width) => Alignment switch
        {
            CellAlignment.Center => Spaces((width - Text.Length) / 2) + Text,
            CellAlignment.Right => width < 0 ? Text.PadRight(-width) : Text.PadLeft(width),
            _ => Text,
        };
    }
}
