using System.Runtime.CompilerServices;
using PerfInsight.Formats.Wire;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Pprof;

/// <summary>
/// Walks the fields of a message that is too large for memory. One buffer holds the current field; it grows with the data that is
/// there, never with the length that a field claims.
/// </summary>
internal sealed class WireStream(Stream stream, string format, ReadLimits limits)
{
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private long _bufferOffset;
    private bool _isAtEnd;

    /// <summary>Offset of the current field's tag, unpacked bytes.</summary>
    public long Offset { get; private set; }

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Wire type of the current field.</summary>
    public WireType Type { get; private set; }

    /// <summary>Value of a field that is a number.</summary>
    public ulong Number { get; private set; }

    /// <summary>Bytes of a field that has a length. Valid until the next field.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_payloadStart, _payloadLength);

    /// <summary>The field as it is in the file, with its tag. Valid until the next field.</summary>
    public ReadOnlySpan<byte> Whole => _buffer.AsSpan(_fieldStart, _start - _fieldStart);

    private int _fieldStart;
    private int _payloadStart;
    private int _payloadLength;

    /// <summary>Goes to the next field; false at the end of the stream.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Next()
    {
        _fieldStart = _start;
        _payloadStart = _payloadLength = 0;
        Offset = _bufferOffset + _start;
        if (_start == _end && !Fill())
            return false;
        var tag = Varint();
        if (tag > uint.MaxValue || tag >> 3 == 0)
            throw Damage($"expected the tag of a field, found {tag}");
        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        switch (Type)
        {
            case WireType.Varint:
                Number = Varint();
                break;
            case WireType.Length:
                Take(Varint());
                break;
            case WireType.Fixed64:
                Take(8);
                break;
            case WireType.Fixed32:
                Take(4);
                break;
            default:
                throw Damage($"expected a field with a known wire type, found {(int)Type}");
        }

        return true;
    }

    /// <summary>An error in the current field.</summary>
    public ProfileFormatException Damage(string expected) => new(format, $"offset {Offset}", expected);

    private void Take(ulong length)
    {
        if (length > (ulong)limits.MaxValueBytes)
            throw Damage($"expected a field of at most {limits.MaxValueBytes} bytes, found one of {length}");
        while ((ulong)(_end - _start) < length)
        {
            if (!Fill())
                throw Damage($"expected {length} bytes, found the end of the file after {_end - _start}");
        }

        _payloadStart = _start;
        _payloadLength = (int)length;
        _start += (int)length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_start == _end && !Fill())
                throw Damage("expected a field, found the end of the file inside it");
            var part = _buffer[_start++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw Damage("expected a number of at most 10 bytes");
    }

    /// <summary>Reads on, and keeps the current field whole in the buffer; false at the end.</summary>
    private bool Fill()
    {
        if (_isAtEnd)
            return false;
        if (_fieldStart > 0)
        {
            _buffer.AsSpan(_fieldStart, _end - _fieldStart).CopyTo(_buffer);
            _bufferOffset += _fieldStart;
            _start -= _fieldStart;
            _end -= _fieldStart;
            _fieldStart = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isAtEnd = read == 0;
        if (_bufferOffset + _end > limits.MaxBytes)
        {
            throw new ProfileFormatException(
                format, $"offset {limits.MaxBytes}", $"expected at most {limits.MaxBytes} bytes after unpacking, found more");
        }

        return read > 0;
    }
}
