namespace PerfInsight.Fuzz.Mutations;

/// <summary>
/// Changes fields of a message of Protocol Buffers, and of messages in it. Lengths around a change are put right, so that it is not the
/// length that the reader stumbles over; or one is made wrong on purpose.
/// </summary>
internal sealed class ProtobufMutator(Random random) : Mutator(random)
{
    private const int MaxDepth = 8;

    /// <summary>True where a file is fields to its end.</summary>
    public static bool Fits(byte[] file) => file.Length > 0 && Fields(file) is { } fields && fields.Count > 0;

    public override byte[] Mutate(byte[] input, byte[] donor) => Mutate(input, donor, MaxDepth) ?? Replace(input, Part(input), donor.AsSpan()[Part(donor)]);

    // Null where the bytes are no message.
    private byte[]? Mutate(byte[] message, byte[] donor, int depth)
    {
        if (Fields(message) is not { Count: > 0 } fields)
            return null;
        var field = fields[Random.Next(fields.Count)];
        var payload = message[field.Payload..field.End];
        if (field.Type == 2 && depth > 0 && payload.Length > 0 && Random.Next(4) != 0)
        {
            var inside = FieldOf(donor, field.Number) is { Type: 2 } other ? donor[other.Payload..other.End] : donor;
            if (Mutate(payload, inside, depth - 1) is { } changed)
                return Replace(message, field.Start..field.End, [.. Varint((ulong)field.Number << 3 | 2), .. Varint((ulong)changed.Length), .. changed]);
        }

        var place = fields[Random.Next(fields.Count)].Start;
        return Random.Next(9) switch
        {
            0 => Replace(message, field.Start..field.End, []),
            1 => Replace(message, place..place, Repeated(message.AsSpan(field.Start, field.End - field.Start))),
            2 => Replace(message, place..place, message.AsSpan(field.Start, field.End - field.Start)),
            3 when FieldOf(donor, field.Number) is { } other => Replace(message, field.Start..field.End, donor.AsSpan(other.Start, other.End - other.Start)),
            4 when FieldOf(donor, Random.Next(1, 16)) is { } other => Replace(message, place..place, donor.AsSpan(other.Start, other.End - other.Start)),
            5 => Replace(message, field.Start..field.Payload, [.. Varint((ulong)Random.Next(0, 18) << 3 | (uint)Random.Next(8)), .. field.Type == 2 ? Varint((ulong)payload.Length) : []]),
            6 when field.Type == 2 => Replace(message, field.Start..field.Payload, [.. Varint((ulong)field.Number << 3 | 2), .. Varint((ulong)Extreme())]),
            7 => Nested(message, place),
            _ => Replace(message, field.Start..field.End, WithValue(field, payload)),
        };
    }

    private byte[] WithValue(Field field, byte[] payload)
    {
        var tag = Varint((ulong)field.Number << 3 | (uint)field.Type);
        if (field.Type == 0)
            return [.. tag, .. Varint((ulong)Extreme())];
        if (field.Type != 2)
            return [.. tag, .. BitConverter.GetBytes(Extreme()).AsSpan(0, payload.Length)];

        // Numbers one after another (a packed field), or bytes of a text.
        var changed = Random.Next(3) switch
        {
            0 => Enumerable.Range(0, Random.Next(1, 20)).SelectMany(_ => Varint((ulong)Extreme())).ToArray(),
            1 => Repeated(payload),
            _ => Replace(payload, Part(payload), Varint((ulong)Extreme())),
        };
        return [.. tag, .. Varint((ulong)changed.Length), .. changed];
    }

    // Messages in messages, as deep as there is room for.
    private byte[] Nested(byte[] message, int place)
    {
        var number = (ulong)Random.Next(1, 16);
        byte[] inner = [];
        for (var depth = 1 << Random.Next(12); depth > 0; depth--)
            inner = [.. Varint(number << 3 | 2), .. Varint((ulong)inner.Length), .. inner];
        return Replace(message, place..place, inner);
    }

    private Field? FieldOf(byte[] message, int number)
    {
        var fields = Fields(message)?.Where(field => field.Number == number).ToList();
        return fields is { Count: > 0 } ? fields[Random.Next(fields.Count)] : null;
    }

    private static List<Field>? Fields(ReadOnlySpan<byte> message)
    {
        var fields = new List<Field>();
        for (var position = 0; position < message.Length;)
        {
            var start = position;
            if (!TryVarint(message, ref position, out var tag) || tag >> 3 is 0 or > 1 << 20)
                return null;
            ulong length;
            switch (tag & 7)
            {
                case 0:
                    var payload = position;
                    if (!TryVarint(message, ref position, out _))
                        return null;
                    fields.Add(new Field((int)(tag >> 3), 0, start, payload, position));
                    continue;
                case 1:
                    length = 8;
                    break;
                case 5:
                    length = 4;
                    break;
                case 2 when TryVarint(message, ref position, out length):
                    break;
                default:
                    return null;
            }

            if (length > (ulong)(message.Length - position))
                return null;
            fields.Add(new Field((int)(tag >> 3), (int)(tag & 7), start, position, position + (int)length));
            position += (int)length;
        }

        return fields;
    }

    private static bool TryVarint(ReadOnlySpan<byte> bytes, ref int position, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && position < bytes.Length; shift += 7)
        {
            var part = bytes[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return true;
        }

        return false;
    }

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>(10);
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    private readonly record struct Field(int Number, int Type, int Start, int Payload, int End);
}
