namespace PerfInsight.Formats;

/// <summary>Lines of a text in UTF-8 as bytes, without a copy, within limits.</summary>
/// <param name="stream">The text.</param>
/// <param name="maxLineBytes">Bytes of a line; a longer one is left out.</param>
/// <param name="maxBytes">Bytes of the text.</param>
/// <param name="tooLarge">The error for a text that is longer.</param>
internal sealed class LineReader(Stream stream, int maxLineBytes, long maxBytes, Func<Exception> tooLarge)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;
    private long _read;

    /// <summary>Number of the line read last, from 1 on.</summary>
    public long Line { get; private set; }

    /// <summary>Bytes before the line that comes next.</summary>
    public long Offset => _read - (_end - _start);

    /// <summary>True where the line read last was longer than the limit; it is empty then.</summary>
    public bool WasTooLong { get; private set; }

    /// <summary>Reads a line; valid until the next one is read.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        WasTooLong = false;
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = Taken(found, found + 1);
                return true;
            }

            if (_end - _start > maxLineBytes)
            {
                WasTooLong = true;
                _start = _end;
            }

            if (!Fill())
            {
                line = default;
                if (_start == _end && !WasTooLong)
                    return false;
                line = Taken(_end - _start, _end - _start);
                return true;
            }
        }
    }

    private ReadOnlySpan<byte> Taken(int length, int advance)
    {
        Line++;
        var line = _buffer.AsSpan(_start, length);
        _start += advance;
        if (WasTooLong)
            return default;
        if (line.Length > maxLineBytes)
        {
            WasTooLong = true;
            return default;
        }

        // All of them: of a value that ended in some, each round trip would take one.
        return line.TrimEnd((byte)'\r');
    }

    private bool Fill()
    {
        if (_ended)
            return false;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = stream.Read(_buffer.AsSpan(_end));
        _ended = count == 0;
        _end += count;
        _read += count;
        if (_read > maxBytes)
            throw tooLarge();

        return !_ended;
    }
}
