namespace PerfInsight.Formats;

/// <summary>Lines and columns of a text in UTF-8. Positions are asked for front to back: lines are counted once.</summary>
internal sealed class LinePositions(ReadOnlyMemory<byte> bytes)
{
    private int _counted;
    private long _line = 1;

    /// <summary>Where the byte at <paramref name="offset"/> stands, both from 1 on.</summary>
    public (long Line, long Column) Of(long offset)
    {
        var end = (int)Math.Min(offset, bytes.Length);
        if (end < _counted)
            (_counted, _line) = (0, 1);
        _line += bytes.Span[_counted..end].Count((byte)'\n');
        _counted = end;
        return (_line, end - bytes.Span[..end].LastIndexOf((byte)'\n'));
    }
}
