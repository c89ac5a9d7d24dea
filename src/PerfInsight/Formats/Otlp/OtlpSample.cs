using PerfInsight.Formats.Wire;

namespace PerfInsight.Formats.Otlp;

/// <summary>One sample after another, in the same lists, and what each tells of the layout of all.</summary>
internal sealed class OtlpSample(OtlpBytes bytes)
{
    /// <summary>Index of its stack.</summary>
    public long Stack { get; private set; }

    /// <summary>Indexes of its attributes.</summary>
    public List<long> Attributes { get; } = [];

    /// <summary>Its values; none where each observation counts 1.</summary>
    public List<long> Values { get; } = [];

    /// <summary>Number of times at which it was observed, 0 where the file does not say.</summary>
    public long Timestamps { get; private set; }

    /// <summary>Unpacks a sample.</summary>
    public void Read(Part part, SampleLayout layout)
    {
        (Stack, Timestamps) = (0, 0);
        Attributes.Clear();
        Values.Clear();
        bytes.Each(part, (ref WireCursor cursor, int start) =>
        {
            if (cursor.Field == OtlpFields.OfSample.Stack)
                Stack = (long)cursor.Number();
            else if (cursor.Field == layout.Attributes)
                OtlpBytes.AddNumbers(ref cursor, Attributes);
            else if (cursor.Field == layout.Values)
                OtlpBytes.AddNumbers(ref cursor, Values);
            else if (cursor.Field == layout.Link)
                cursor.Number();
            else if (cursor.Field == OtlpFields.OfSample.Timestamps)
                Timestamps += TimesOf(ref cursor, start);
        });
        if (Values.Count == 0 && Timestamps == 0)
            throw OtlpBytes.Layout(part.Start, "expected a sample with values or times, found one without");
    }

    /// <summary>
    /// The layout that a sample shows by the wire types of its fields, null where it may be either.
    /// </summary>
    public SampleLayout? LayoutOf(Part part)
    {
        SampleLayout? layout = null;
        var hasValues = false;
        long times = 0;
        bytes.Each(part, (ref WireCursor cursor, int start) =>
        {
            var shown = SampleLayout.ShownBy(cursor.Field, cursor.Type);
            if (shown is not null && layout is not null && shown != layout)
                throw OtlpBytes.Layout(part.Start, "expected a sample with its attributes, link and values in their fields, found both layouts in one");
            layout ??= shown;
            hasValues |= cursor.Field == SampleLayout.Released.Values;
            if (cursor.Field == OtlpFields.OfSample.Timestamps)
                times += TimesOf(ref cursor, start);
        });

        // A sample has values or times: without times, what may be values is.
        return layout ?? (hasValues && times == 0 ? SampleLayout.Released : null);
    }

    private static long TimesOf(ref WireCursor cursor, int start)
    {
        if (cursor.Type == WireType.Fixed64)
        {
            cursor.Fixed64();
            return 1;
        }

        var length = cursor.Bytes().Length;
        return length % 8 == 0 ? length / 8 : throw OtlpBytes.Layout(start + cursor.Position, $"expected times of 8 bytes each, found {length} bytes");
    }
}
