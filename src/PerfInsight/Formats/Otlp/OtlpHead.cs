using PerfInsight.Formats.Wire;

namespace PerfInsight.Formats.Otlp;

/// <summary>Tells OTLP's ProfilesData by its first bytes: it has no signature.</summary>
internal static class OtlpHead
{
    /// <summary>
    /// True where the head is a resource with profiles, or a dictionary whose tables begin with an empty entry, as they must. pprof begins
    /// with the same tags, but with numbers in them.
    /// </summary>
    public static bool IsOtlp(ReadOnlySpan<byte> head)
    {
        // Text has line feeds and letters that look like tags; it does not have bytes below the tabulator.
        return head.IndexOfAnyInRange((byte)0, (byte)8) >= 0 && First(head, out var field, out var message) && field switch
        {
            OtlpFields.OfProfilesData.ResourceProfiles => IsResourceProfiles(message),
            OtlpFields.OfProfilesData.Dictionary => IsDictionary(message),
            _ => false,
        };
    }

    private static bool IsResourceProfiles(ReadOnlySpan<byte> message) => First(message, out var field, out var inner) && field switch
    {
        OtlpFields.OfResourceProfiles.Resource => inner.IsEmpty || (First(inner, out var attribute, out _) && attribute <= 3),
        OtlpFields.OfResourceProfiles.ScopeProfiles => First(inner, out var scope, out var profile) && scope switch
        {
            OtlpFields.OfScopeProfiles.Scope => true,
            OtlpFields.OfScopeProfiles.Profile => profile.IsEmpty || First(profile, out _, out _),
            _ => false,
        },
        _ => false,
    };

    private static bool IsDictionary(ReadOnlySpan<byte> message) =>
        message.Length >= 2 && message[0] >> 3 is > 0 and <= OtlpFields.OfDictionary.Stack && (message[0] & 7) == (int)WireType.Length && message[1] == 0;

    // The first field, which must have a length; of a message that the head cuts, what there is of it.
    private static bool First(ReadOnlySpan<byte> message, out int field, out ReadOnlySpan<byte> value)
    {
        field = 0;
        value = default;
        var cursor = new WireCursor(message);
        try
        {
            if (!cursor.Next() || cursor.Type != WireType.Length)
                return false;
            field = cursor.Field;
            var length = cursor.Varint();
            value = message[cursor.Position..];
            if (length < (ulong)value.Length)
                value = value[..(int)length];
            return length < int.MaxValue;
        }
        catch (WireException)
        {
            return false;
        }
    }
}
