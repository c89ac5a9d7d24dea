namespace PerfInsight.NetTrace.Damage;

/// <summary>
/// Looks at the descriptions of events in a metadata block before TraceEvent does, which makes arrays of as many fields as a
/// description claims, and follows nested fields as deep as they go. A description that claims more than its bytes hold is given
/// no fields, as TraceEvent does with those that it cannot read; its event keeps its name and its stack. What is wrong around
/// a description is left to TraceEvent: it stops there without allocating.
/// </summary>
internal static class EventDescriptions
{
    // Deeper than any event of a runtime, and nothing for a stack.
    private const int MaxDepth = 32;

    private const byte UnknownTag = 255;
    private const byte ParametersTag = 2;
    private const int UncompressedHeader = 80;

    /// <summary>A metadata block of versions 4 and 5, without the size in front.</summary>
    public static void BlankUnreadableV5(Span<byte> block)
    {
        var cursor = new ByteCursor(block);
        if (!cursor.TryUInt16(out var headerSize) || headerSize < 20 || !cursor.TryUInt16(out var flags) || !cursor.TrySkip(headerSize - 4))
            return;
        var payloadSize = 0;
        while (cursor.Left > 0)
        {
            if (!((flags & 1) != 0 ? TryCompressedHeader(ref cursor, ref payloadSize) : TryHeader(ref cursor, out payloadSize)))
                return;
            if (!cursor.TryTake(payloadSize, out var description))
                return;
            BlankDescriptionV5(description);
        }
    }

    /// <summary>A metadata block of version 6, without the head.</summary>
    public static void BlankUnreadableV6(Span<byte> block)
    {
        var cursor = new ByteCursor(block);
        if (!cursor.TryUInt16(out var headerSize) || !cursor.TrySkip(headerSize))
            return;
        while (cursor.Left > 0)
        {
            if (!cursor.TryUInt16(out var length) || !cursor.TryTake(length, out var description))
                return;
            if (!description.TryVarUInt(out _) || !description.TrySkipVarString() || !description.TryVarUInt(out _) || !description.TrySkipVarString())
                continue;
            var fields = description;
            if (AreReadable(ref description, FieldLayout.V6, 0))
                continue;

            // No fields, and after them nothing of what is optional.
            fields.Rest[..Math.Min(4, fields.Left)].Clear();
        }
    }

    private static void BlankDescriptionV5(ByteCursor description)
    {
        // Id, provider, event id, name, keywords, version, level.
        if (!description.TrySkip(4) || !description.TrySkipUtf16() || !description.TrySkip(4) || !description.TrySkipUtf16()
            || !description.TrySkip(16) || description.Left == 0)
            return;
        var fields = description;
        if (!AreReadable(ref description, FieldLayout.V1, 0))
        {
            Blank(fields);
            return;
        }

        while (description.TryInt32(out var length) && description.Left > 0)
        {
            var tag = description.Rest[..1];
            if (!description.TrySkip(1) || !description.TryTake(length, out var tagged))
                return;
            if (tag[0] == ParametersTag && !AreReadable(ref tagged, FieldLayout.V2, 0))
                tag[0] = UnknownTag;
        }
    }

    // No fields, and the rest inside a tag that no reader knows, and so skips.
    private static void Blank(ByteCursor fields)
    {
        var rest = fields.Rest;
        rest[..Math.Min(4, rest.Length)].Clear();
        if (rest.Length < 9)
            return;
        BitConverter.TryWriteBytes(rest[4..], rest.Length - 9);
        rest[8] = UnknownTag;
    }

    private static bool AreReadable(ref ByteCursor cursor, FieldLayout layout, int depth)
    {
        if (depth > MaxDepth || !TryCount(ref cursor, layout, out var count))
            return false;
        for (var i = 0; i < count; i++)
        {
            if (!IsReadable(ref cursor, layout, depth))
                return false;
        }

        return true;
    }

    private static bool TryCount(ref ByteCursor cursor, FieldLayout layout, out int count)
    {
        bool read;
        if (layout == FieldLayout.V6)
        {
            read = cursor.TryUInt16(out var small);
            count = small;
        }
        else
        {
            read = cursor.TryInt32(out count);
        }

        // The shortest field: a length but in V1, an empty name, a type.
        var shortest = layout switch { FieldLayout.V1 => 6, FieldLayout.V2 => 10, _ => 4 };
        return read && count >= 0 && count <= cursor.Left / shortest;
    }

    private static bool IsReadable(ref ByteCursor cursor, FieldLayout layout, int depth)
    {
        switch (layout)
        {
            case FieldLayout.V1:
                return IsReadableType(ref cursor, layout, depth) && cursor.TrySkipUtf16();
            case FieldLayout.V2:
                // The length counts itself.
                return cursor.TryInt32(out var length) && length >= 4 && cursor.TryTake(length - 4, out var field)
                    && field.TrySkipUtf16() && IsReadableType(ref field, layout, depth);
            default:
                return cursor.TryUInt16(out var size) && cursor.TryTake(size, out var inner)
                    && inner.TrySkipVarString() && IsReadableType(ref inner, layout, depth);
        }
    }

    // Codes of types: NetTraceFormat.md.
    private static bool IsReadableType(ref ByteCursor cursor, FieldLayout layout, int depth)
    {
        int code;
        if (layout == FieldLayout.V6)
        {
            if (!cursor.TryByte(out var small))
                return false;
            code = small;
        }
        else if (!cursor.TryInt32(out code))
        {
            return false;
        }

        return code switch
        {
            1 => AreReadable(ref cursor, layout, depth + 1),
            >= 3 and <= 18 => true,
            19 => layout != FieldLayout.V1 && IsReadableElement(ref cursor, layout, depth),
            20 or 21 or 23 or 26 => layout == FieldLayout.V6,
            22 => layout == FieldLayout.V6 && IsReadableElement(ref cursor, layout, depth) && cursor.TryUInt16(out _),
            24 or 25 => layout == FieldLayout.V6 && IsReadableElement(ref cursor, layout, depth),
            _ => false,
        };
    }

    private static bool IsReadableElement(ref ByteCursor cursor, FieldLayout layout, int depth) =>
        depth < MaxDepth && IsReadableType(ref cursor, layout, depth + 1);

    private static bool TryHeader(ref ByteCursor cursor, out int payloadSize)
    {
        payloadSize = 0;
        return cursor.TrySkip(UncompressedHeader - 4) && cursor.TryInt32(out payloadSize);
    }

    // A bit for each field that differs from the event before; a payload as long as the last one's is not said again.
    private static bool TryCompressedHeader(ref ByteCursor cursor, ref int payloadSize)
    {
        if (!cursor.TryByte(out var flags))
            return false;
        if ((flags & 1) != 0 && !cursor.TryVarUInt(out _))
            return false;
        if ((flags & 2) != 0 && !(cursor.TryVarUInt(out _) && cursor.TryVarUInt(out _) && cursor.TryVarUInt(out _)))
            return false;
        if ((flags & 4) != 0 && !cursor.TryVarUInt(out _))
            return false;
        if ((flags & 8) != 0 && !cursor.TryVarUInt(out _))
            return false;
        if (!cursor.TryVarUInt(out _))
            return false;
        if ((flags & 16) != 0 && !cursor.TrySkip(16))
            return false;
        if ((flags & 32) != 0 && !cursor.TrySkip(16))
            return false;
        if ((flags & 128) == 0)
            return true;
        var read = cursor.TryVarUInt(out var size);
        payloadSize = unchecked((int)(uint)size);
        return read;
    }

    private enum FieldLayout
    {
        V1,
        V2,
        V6,
    }
}
