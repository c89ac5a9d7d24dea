namespace PerfInsight.Formats.Pprof;

/// <summary>Tells pprof's profile.proto by its first fields: it has no signature.</summary>
internal static class PprofHead
{
    // A bit for each field of Profile that is a number; the others are messages or strings. Comments may be either.
    private const int Numbers = 1 << PprofFields.DropFrames | 1 << PprofFields.KeepFrames | 1 << PprofFields.TimeNanos | 1 << PprofFields.DurationNanos
        | 1 << PprofFields.Period | 1 << PprofFields.Comment | 1 << PprofFields.DefaultSampleType | 1 << PprofFields.DocUrl;

    private const int MaxFieldsLookedAt = 64;

    /// <summary>True where the first field of a file is one of a profile, and so are those after it that the head has.</summary>
    public static bool IsPprof(ReadOnlySpan<byte> head)
    {
        var cursor = new WireCursor(head);
        var seen = 0;
        try
        {
            while (seen < MaxFieldsLookedAt && cursor.Next())
            {
                if (!IsKnown(cursor.Field, cursor.Type))
                    return seen > 0 && cursor.Field > PprofFields.DocUrl;
                if (cursor.Type == WireType.Length)
                {
                    var length = cursor.Varint();
                    var rest = head[cursor.Position..];
                    var isCut = length > (ulong)rest.Length;
                    if (!LooksRight(cursor.Field, isCut ? rest : rest[..(int)length], isCut))
                        return false;
                    if (isCut)
                        return length <= int.MaxValue;
                    cursor = new WireCursor(head = rest[(int)length..]);
                }
                else
                {
                    cursor.Varint();
                }

                seen++;
            }
        }
        catch (WireException)
        {
            // The head ends inside a field, or the file is damaged there.
        }

        return seen > 0;
    }

    private static bool IsKnown(int field, WireType type) => field is > 0 and <= PprofFields.DocUrl && type switch
    {
        WireType.Varint => (Numbers >> field & 1) != 0,
        WireType.Length => (Numbers >> field & 1) == 0 || field == PprofFields.Comment,
        _ => false,
    };

    // The first field mostly is a sample type: two numbers. What other formats of Protocol Buffers have there is no such thing.
    private static bool LooksRight(int field, ReadOnlySpan<byte> payload, bool isCut)
    {
        if (field is not (PprofFields.SampleType or PprofFields.PeriodType))
            return true;
        var cursor = new WireCursor(payload);
        try
        {
            while (cursor.Next())
            {
                if (cursor.Type != WireType.Varint || cursor.Field > PprofFields.OfValueType.Unit)
                    return false;
                cursor.Varint();
            }

            return true;
        }
        catch (WireException)
        {
            return isCut;
        }
    }
}
