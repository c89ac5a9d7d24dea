using System.Buffers.Binary;

namespace PerfInsight.NetTrace.Damage;

/// <summary>Reads bytes from front to back, and says where they end instead of throwing. Numbers are little endian.</summary>
internal ref struct ByteCursor(Span<byte> bytes)
{
    /// <summary>What was not read yet.</summary>
    public Span<byte> Rest { get; private set; } = bytes;

    public readonly int Left => Rest.Length;

    public bool TrySkip(int count) => TryTake(count, out _);

    public bool TryTake(int count, out ByteCursor taken)
    {
        if (count < 0 || count > Rest.Length)
        {
            taken = default;
            return false;
        }

        taken = new ByteCursor(Rest[..count]);
        Rest = Rest[count..];
        return true;
    }

    public bool TryByte(out byte value)
    {
        var read = TryTake(1, out var bytes);
        value = read ? bytes.Rest[0] : (byte)0;
        return read;
    }

    public bool TryUInt16(out ushort value)
    {
        var read = TryTake(2, out var bytes);
        value = read ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.Rest) : (ushort)0;
        return read;
    }

    public bool TryInt32(out int value)
    {
        var read = TryTake(4, out var bytes);
        value = read ? BinaryPrimitives.ReadInt32LittleEndian(bytes.Rest) : 0;
        return read;
    }

    /// <summary>Seven bits a byte, the lowest first, ten bytes at most.</summary>
    public bool TryVarUInt(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (!TryByte(out var next))
                return false;
            value |= (ulong)(next & 0x7f) << shift;
            if ((next & 0x80) == 0)
                return true;
        }

        return false;
    }

    /// <summary>A length in bytes, then UTF-8. Of the length TraceEvent keeps 32 bits, whatever came before them.</summary>
    public bool TrySkipVarString() => TryVarUInt(out var length) && TrySkip(unchecked((int)(uint)length));

    /// <summary>UTF-16 up to and with a zero.</summary>
    public bool TrySkipUtf16()
    {
        for (var at = 0; at + 1 < Rest.Length; at += 2)
        {
            if (Rest[at] == 0 && Rest[at + 1] == 0)
                return TrySkip(at + 2);
        }

        return false;
    }
}
