using PerfInsight.Formats.Wire;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Otlp;

/// <summary>One profile of a file; its samples are still to be unpacked.</summary>
internal sealed class OtlpProfile
{
    public OtlpProfile(OtlpBytes bytes, Part part, OtlpDictionary dictionary)
    {
        Offset = part.Start;
        bytes.Each(part, (ref WireCursor cursor, int start) =>
        {
            switch (cursor.Field)
            {
                case OtlpFields.OfProfile.SampleType:
                    if (Type.Kind.Length > 0)
                        throw OtlpBytes.Layout(start + cursor.Position, "expected one sample type in a profile, found a second");
                    Type = TypeOf(bytes, OtlpBytes.Message(ref cursor, start), dictionary);
                    break;
                case OtlpFields.OfProfile.Sample:
                    Samples.Add(OtlpBytes.Message(ref cursor, start));
                    break;
                case OtlpFields.OfProfile.TimeUnixNano when cursor.Type != WireType.Fixed64:
                    throw OtlpBytes.Layout(start + cursor.Position, $"expected a time of 8 bytes in field {cursor.Field} of a profile, found wire type {(int)cursor.Type}");
                case OtlpFields.OfProfile.TimeUnixNano:
                    Time = (long)cursor.Fixed64();
                    break;
                case OtlpFields.OfProfile.DurationNano:
                    Duration = (long)cursor.Number();
                    break;
                case OtlpFields.OfProfile.PeriodType:
                    PeriodType = TypeOf(bytes, OtlpBytes.Message(ref cursor, start), dictionary);
                    break;
                case OtlpFields.OfProfile.Period:
                    Period = (long)cursor.Number();
                    break;
            }
        });
        if (PeriodType is { Kind: "", Unit: "" })
            PeriodType = null;
        if (Type.Kind.Length == 0 && Samples.Count > 0)
            throw OtlpBytes.Layout(Offset, "expected a profile with a sample type, found one without");
    }

    /// <summary>Where it is in the file.</summary>
    public long Offset { get; }

    public SampleType Type { get; private set; } = new("", "");

    public List<Part> Samples { get; } = [];

    /// <summary>Nanoseconds since 1970.</summary>
    public long Time { get; private set; }

    /// <summary>Nanoseconds.</summary>
    public long Duration { get; private set; }

    public SampleType? PeriodType { get; private set; }

    public long Period { get; private set; }

    /// <summary>The service that it is a profile of; null where the file does not say.</summary>
    public Label? Service { get; init; }

    private static SampleType TypeOf(OtlpBytes bytes, Part part, OtlpDictionary dictionary)
    {
        long kind = 0, unit = 0;
        bytes.Each(part, (ref WireCursor cursor, int _) =>
        {
            if (cursor.Field == OtlpFields.OfValueType.Type)
                kind = (long)cursor.Number();
            else if (cursor.Field == OtlpFields.OfValueType.Unit)
                unit = (long)cursor.Number();
        });
        return new SampleType(dictionary.Text(kind, part.Start), dictionary.Text(unit, part.Start));
    }
}
