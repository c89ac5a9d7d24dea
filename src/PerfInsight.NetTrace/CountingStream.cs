using PerfInsight.Profiles;

namespace PerfInsight.NetTrace;

/// <summary>Reads ahead of a parser that cannot seek: gives back the head once, and counts what was read.</summary>
/// <param name="inner">What is read.</param>
/// <param name="maxBytes">Bytes that may be read: a packed file can be a thousand times smaller than what comes out of it.</param>
internal sealed class CountingStream(Stream inner, long maxBytes) : Stream
{
    private byte[] _head = [];
    private int _headPosition;

    /// <summary>Bytes handed out so far.</summary>
    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    /// <summary>Hands <paramref name="head"/>, which was all that was read so far, out again.</summary>
    public void Rewind(byte[] head)
    {
        _head = head;
        _headPosition = 0;
        BytesRead = 0;
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_headPosition < _head.Length)
        {
            read = Math.Min(buffer.Length, _head.Length - _headPosition);
            _head.AsSpan(_headPosition, read).CopyTo(buffer);
            _headPosition += read;
        }
        else
        {
            read = inner.Read(buffer);
        }

        BytesRead += read;
        if (BytesRead > maxBytes)
            throw new ProfileFormatException("nettrace", $"offset {maxBytes}", $"expected at most {maxBytes} bytes after unpacking, found more");
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
