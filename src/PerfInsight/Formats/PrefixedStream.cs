namespace PerfInsight.Formats;

/// <summary>Reads the beginning of a stream ahead, and hands it out again with the rest.</summary>
internal sealed class PrefixedStream : ReadOnlyStream
{
    private readonly Stream _rest;
    private readonly byte[] _prefix;
    private readonly int _prefixLength;
    private int _handedOut;

    /// <summary>Reads at most <paramref name="size"/> bytes ahead.</summary>
    public PrefixedStream(Stream stream, int size)
    {
        _rest = stream;
        _prefix = new byte[size];
        _prefixLength = stream.ReadAtLeast(_prefix, size, throwOnEndOfStream: false);
    }

    /// <summary>The first bytes.</summary>
    public ReadOnlySpan<byte> Prefix => _prefix.AsSpan(0, _prefixLength);

    public override int Read(Span<byte> buffer)
    {
        if (_handedOut == _prefixLength)
            return _rest.Read(buffer);
        var count = Math.Min(buffer.Length, _prefixLength - _handedOut);
        _prefix.AsSpan(_handedOut, count).CopyTo(buffer);
        _handedOut += count;
        return count;
    }
}
