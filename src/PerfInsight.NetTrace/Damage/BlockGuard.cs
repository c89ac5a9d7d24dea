using System.Buffers.Binary;

namespace PerfInsight.NetTrace.Damage;

/// <summary>
/// Gives a trace to TraceEvent block by block: each one only when all of its bytes have arrived. TraceEvent allocates what the head
/// of a block claims before it reads the block, and puts names on the stack as long as they claim to be. Metadata blocks pass
/// <see cref="EventDescriptions"/>. The format: NetTraceFormat_v5.md and NetTraceFormat.md (version 6) in
/// https://github.com/microsoft/perfview/tree/main/src/TraceEvent/EventPipe.
/// </summary>
/// <param name="inner">The trace from its first byte.</param>
internal sealed class BlockGuard(Stream inner) : Stream
{
    private const int Step = 1 << 16;
    private const int TraceObjectSize = 48;
    private const int TraceObjectVersion = 4;
    private const int LongestTypeName = 38;
    private const byte NullTag = 1, BeginTag = 5, EndTag = 6;
    private const byte MetadataKind = 3, EndKind = 0;

    private byte[] _buffer = new byte[Step];
    private int _length;
    private int _position;
    private long _offset;
    private State _state;

    private enum State
    {
        Start,
        Objects,
        Blocks,
        Ended,
    }

    /// <summary>True where the bytes ended before the trace said that it ends.</summary>
    public bool IsCut { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private static ReadOnlySpan<byte> Serializer => "!FastSerialization.1"u8;

    /// <exception cref="InvalidDataException">What comes next is no block.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_position == _length && !Next())
            return 0;
        var read = Math.Min(buffer.Length, _length - _position);
        _buffer.AsSpan(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Next()
    {
        if (_state == State.Ended)
            return false;
        _length = _position = 0;
        var whole = _state switch
        {
            State.Start => Start(),
            State.Objects => Object(),
            _ => Block(),
        };
        if (whole)
            return true;

        // What came of the block is held back: of half a block nothing can be read.
        _length = 0;
        _state = State.Ended;
        IsCut = true;
        return false;
    }

    // After the magic: zero and the version of the format (6), or the name of the serializer of versions 4 and 5.
    private bool Start()
    {
        if (!Take(8, out _) || !Take(4, out var first))
            return false;
        if (BinaryPrimitives.ReadInt32LittleEndian(first) == 0)
        {
            _state = State.Blocks;
            return Take(8, out _);
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(first) != Serializer.Length)
            throw Damaged(_offset - 4, "the length of '!FastSerialization.1' or zero", BinaryPrimitives.ReadInt32LittleEndian(first));
        if (!Take(Serializer.Length, out var serializer))
            return false;
        if (!serializer.SequenceEqual(Serializer))
            throw new InvalidDataException($"offset {_offset - serializer.Length}: expected '!FastSerialization.1'");
        _state = State.Objects;
        return true;
    }

    private bool Object()
    {
        if (!Take(1, out var tag))
            return false;
        if (tag[0] == NullTag)
        {
            _state = State.Ended;
            return true;
        }

        Expect(tag[0], BeginTag);
        if (!Take(2, out var tags))
            return false;
        Expect(tags[0], BeginTag, -2);
        Expect(tags[1], NullTag);
        if (!Take(12, out var head))
            return false;
        var version = BinaryPrimitives.ReadInt32LittleEndian(head);
        var nameLength = BinaryPrimitives.ReadInt32LittleEndian(head[8..]);
        if (nameLength is <= 0 or > LongestTypeName)
            throw Damaged(_offset - 4, $"the name of a type of 1 to {LongestTypeName} bytes", nameLength);
        if (!Take(nameLength, out var name))
            return false;
        var isTrace = name.SequenceEqual("Trace"u8);
        var isMetadata = name.SequenceEqual("MetadataBlock"u8);
        if (isTrace && version != TraceObjectVersion)
            throw Damaged(_offset - nameLength - 12, $"version {TraceObjectVersion} of the trace object", version);
        if (!Take(1, out tag))
            return false;
        Expect(tag[0], EndTag);
        var size = TraceObjectSize;
        if (!isTrace)
        {
            if (!Take(4, out var sizeBytes))
                return false;
            size = BinaryPrimitives.ReadInt32LittleEndian(sizeBytes);
            if (size < 0)
                throw Damaged(_offset - 4, "the size of a block", size);
            if (!Take((int)(-_offset & 3), out _))
                return false;
        }

        if (!Take(size, out var block))
            return false;
        if (isMetadata)
            EventDescriptions.BlankUnreadableV5(block);
        if (!Take(1, out tag))
            return false;
        Expect(tag[0], EndTag);
        return true;
    }

    // Version 6: three bytes of size, one of kind.
    private bool Block()
    {
        if (!Take(4, out var head))
            return false;
        var kind = head[3];
        if (!Take(BinaryPrimitives.ReadInt32LittleEndian(head) & 0xFFFFFF, out var block))
            return false;
        if (kind == MetadataKind)
            EventDescriptions.BlankUnreadableV6(block);
        if (kind == EndKind)
            _state = State.Ended;
        return true;
    }

    private void Expect(byte found, byte expected, int at = -1)
    {
        if (found != expected)
            throw Damaged(_offset + at, $"tag {expected}", found);
    }

    private static InvalidDataException Damaged(long offset, string expected, int found) =>
        new($"offset {offset}: expected {expected}, found {found}");

    // The buffer grows with what arrives, not with what is asked for.
    private bool Take(int count, out Span<byte> bytes)
    {
        var start = _length;
        while (_length - start < count)
        {
            var want = Math.Min(count - (_length - start), Math.Max(Step, _length));
            if (_buffer.Length - _length < want)
                Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(2L * _buffer.Length, (long)_length + want)));
            var read = inner.Read(_buffer, _length, Math.Min(want, _buffer.Length - _length));
            if (read == 0)
            {
                bytes = default;
                return false;
            }

            _length += read;
            _offset += read;
        }

        bytes = _buffer.AsSpan(start, count);
        return true;
    }
}
