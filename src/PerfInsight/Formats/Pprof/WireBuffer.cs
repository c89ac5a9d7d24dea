using System.Text;
using PerfInsight.Formats.Wire;

namespace PerfInsight.Formats.Pprof;

/// <summary>A message that is being written, in the wire format of Protocol Buffers. Fields that are 0 or empty are left out.</summary>
internal sealed class WireBuffer
{
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Begins anew.</summary>
    public void Clear() => _length = 0;

    /// <summary>Writes a field that is a number.</summary>
    public void Number(int field, ulong value)
    {
        if (value == 0)
            return;
        Tag(field, WireType.Varint);
        Varint(value);
    }

    /// <summary>Writes a field that is a number with a sign: ten bytes where it is negative.</summary>
    public void Number(int field, long value) => Number(field, (ulong)value);

    /// <summary>Writes a field that is a yes.</summary>
    public void Flag(int field, bool value) => Number(field, value ? 1UL : 0);

    /// <summary>Writes a message inside this one, also an empty one.</summary>
    public void Message(int field, ReadOnlySpan<byte> message)
    {
        Tag(field, WireType.Length);
        Varint((ulong)message.Length);
        Append(message);
    }

    /// <summary>Writes fields that were written elsewhere.</summary>
    public void Append(ReadOnlySpan<byte> fields)
    {
        Reserve(fields.Length);
        fields.CopyTo(_bytes.AsSpan(_length));
        _length += fields.Length;
    }

    /// <summary>Writes a string, also an empty one.</summary>
    public void Text(int field, string text)
    {
        Tag(field, WireType.Length);
        var length = Encoding.UTF8.GetByteCount(text);
        Varint((ulong)length);
        Reserve(length);
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
    }

    /// <summary>Writes a bare number, part of a field.</summary>
    public void Varint(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_length++] = (byte)value;
    }

    private void Tag(int field, WireType type) => Varint((ulong)(field << 3 | (int)type));

    private void Reserve(int count)
    {
        if (count > _bytes.Length - _length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + count));
    }
}
