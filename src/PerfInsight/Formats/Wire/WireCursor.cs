using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PerfInsight.Formats.Wire;

/// <summary>
/// Walks the fields of one message in memory, in the wire format of Protocol Buffers
/// (https://protobuf.dev/programming-guides/encoding). Damage is an <see cref="WireException"/>.
/// </summary>
internal ref struct WireCursor(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;

    /// <summary>Offset in the message.</summary>
    public readonly int Position => _position;

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Wire type of the current field.</summary>
    public WireType Type { get; private set; }

    /// <summary>Goes to the next field; false at the end.</summary>
    public bool Next()
    {
        if (_position >= _message.Length)
            return false;
        var tag = Varint();
        if (tag > uint.MaxValue || tag >> 3 == 0)
            throw new WireException(_position, "expected the tag of a field, found " + tag);
        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        return true;
    }

    /// <summary>Reads a number of variable length, at most 10 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Varint()
    {
        var position = _position;
        if ((uint)position < (uint)_message.Length && _message[position] < 0x80)
        {
            _position = position + 1;
            return _message[position];
        }

        return LongVarint();
    }

    /// <summary>The number of the current field, which must be one.</summary>
    public ulong Number() => Type == WireType.Varint ? Varint() : throw Unexpected("a number");

    /// <summary>The number of the current field, which must be one of 8 bytes.</summary>
    public ulong Fixed64()
    {
        if (Type != WireType.Fixed64)
            throw Unexpected("a number of 8 bytes");
        Advance(8);
        return BinaryPrimitives.ReadUInt64LittleEndian(_message[(_position - 8).._position]);
    }

    /// <summary>The bytes of the current field, which must have a length.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        if (Type != WireType.Length)
            throw Unexpected("a length");
        var length = Varint();
        if (length > (ulong)(_message.Length - _position))
            throw new WireException(_position, $"expected {length} bytes, found {_message.Length - _position}");
        var bytes = _message.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    /// <summary>Passes over the current field.</summary>
    public void Skip()
    {
        switch (Type)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Length:
                Bytes();
                break;
            case WireType.Fixed64:
                Advance(8);
                break;
            case WireType.Fixed32:
                Advance(4);
                break;
            default:
                throw Unexpected("a known wire type");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong LongVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _message.Length)
                throw new WireException(_position, "expected the rest of a number, found the end of the message");
            var part = _message[_position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new WireException(_position, "expected a number of at most 10 bytes");
    }

    private void Advance(int count)
    {
        if (count > _message.Length - _position)
            throw new WireException(_position, $"expected {count} bytes, found {_message.Length - _position}");
        _position += count;
    }

    private readonly WireException Unexpected(string expected) => new(_position, $"expected {expected} in field {Field}, found wire type {(int)Type}");
}

/// <summary>How a field is laid out.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    Fixed32 = 5,
}

/// <summary>A message that is damaged.</summary>
/// <param name="offset">Where in the message.</param>
/// <param name="message">What was expected, and what was found.</param>
internal sealed class WireException(int offset, string message) : Exception(message)
{
    public int Offset { get; } = offset;
}
