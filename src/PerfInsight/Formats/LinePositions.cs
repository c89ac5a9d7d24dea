namespace PerfInsight.Formats;

/// <summary>Lines and columns of offsets in a text. Asked for front to back, each byte is looked at once, however long a line is.</summary>
internal sealed class LinePositions(ReadOnlyMemory<byte> bytes)
{
    private int _counted;
    private long _line = 1;
    private int _lineStart;

    /// <summary>Where the byte at <paramref name="offset"/> stands, both from 1 on.</summary>
    public (long Line, long Column) Of(long offset)
    {
        var end = (int)Math.Min(offset, bytes.Length);
        if (end < _counted)
            (_counted, _line, _lineStart) = (0, 1, 0);
        var passed = bytes.Span[_counted..end];
        _line += passed.Count((byte)'\n');
        if (passed.LastIndexOf((byte)'\n') is >= 0 and var last)
            _lineStart = _counted + last + 1;
        _counted = end;
        return (_line, end - _lineStart + 1);
    }
}
