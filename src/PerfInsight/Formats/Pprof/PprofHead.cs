using PerfInsight.Formats.Wire;

namespace PerfInsight.Formats.Pprof;

/// <summary>Tells pprof's profile.proto by its first fields: it has no signature.</summary>
internal static class PprofHead
{
    // A bit for each field of Profile that is a number; the others are messages or strings. Comments may be either.
    private const int Numbers = 1 << PprofFields.DropFrames | 1 << PprofFields.KeepFrames | 1 << PprofFields.TimeNanos | 1 << PprofFields.DurationNanos
        | 1 << PprofFields.Period | 1 << PprofFields.Comment | 1 << PprofFields.DefaultSampleType | 1 << PprofFields.DocUrl;

    /// <summary>
    /// True where all fields of the head are those of a profile, or one of its messages is, whatever comes after: that is damage, which
    /// the reader describes.
    /// </summary>
    public static bool IsPprof(ReadOnlySpan<byte> head)
    {
        var hasMessage = false;
        var hasField = false;
        var cursor = new WireCursor(head);
        try
        {
            while (cursor.Next())
            {
                if (!IsKnown(cursor.Field, cursor.Type))
                    return hasMessage;
                if (cursor.Type == WireType.Varint)
                {
                    cursor.Varint();
                    hasField = true;
                    continue;
                }

                var length = cursor.Varint();
                var rest = head[cursor.Position..];
                if (length > (ulong)rest.Length)
                    return hasMessage || (length < int.MaxValue && IsMessage(cursor.Field, rest, isCut: true));
                var payload = rest[..(int)length];
                if (IsMessage(cursor.Field, payload, isCut: false))
                    hasMessage = true;
                else if (cursor.Field <= PprofFields.Function || cursor.Field == PprofFields.PeriodType)
                    return hasMessage;
                hasField = true;
                cursor = new WireCursor(head = rest[(int)length..]);
            }

            return hasMessage || hasField;
        }
        catch (WireException)
        {
            // The head ends inside a field, or the file is damaged there.
            return hasMessage;
        }
    }

    private static bool IsKnown(int field, WireType type) => field is > 0 and <= PprofFields.DocUrl && type switch
    {
        WireType.Varint => (Numbers >> field & 1) != 0,
        WireType.Length => (Numbers >> field & 1) == 0 || field == PprofFields.Comment,
        _ => false,
    };

    // A sample type is two numbers; the messages of a profile have ten fields at most, none of a fixed width. Others are no messages.
    private static bool IsMessage(int field, ReadOnlySpan<byte> payload, bool isCut)
    {
        var lastField = field switch
        {
            PprofFields.SampleType or PprofFields.PeriodType => PprofFields.OfValueType.Unit,
            PprofFields.Sample => PprofFields.OfSample.Label,
            PprofFields.Mapping => PprofFields.OfMapping.HasInlineFrames,
            PprofFields.Location => PprofFields.OfLocation.IsFolded,
            PprofFields.Function => PprofFields.OfFunction.StartLine,
            _ => 0,
        };
        var seen = false;
        var cursor = new WireCursor(payload);
        try
        {
            while (cursor.Next())
            {
                var mayBeMessage = field is PprofFields.Sample || (field == PprofFields.Location && cursor.Field == PprofFields.OfLocation.Line);
                if (cursor.Field > lastField || !(cursor.Type == WireType.Varint || (cursor.Type == WireType.Length && mayBeMessage)))
                    return false;
                cursor.Skip();
                seen = true;
            }

            return seen;
        }
        catch (WireException)
        {
            return isCut && seen;
        }
    }
}
