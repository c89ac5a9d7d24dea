using PerfInsight.Formats.Wire;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Pprof;

/// <summary>Reads pprof's profile.proto, in one pass over the file; its samples stay packed.</summary>
public sealed class PprofReader : IProfileReader
{
    internal const string FormatName = "pprof";

    /// <inheritdoc/>
    public string Format => FormatName;

    /// <inheritdoc/>
    public bool Sniff(ReadOnlySpan<byte> head, string name) => PprofHead.IsPprof(head);

    /// <inheritdoc/>
    public ProfileData Read(Stream stream, ReadOptions options)
    {
        var wire = new WireStream(stream, FormatName, options.Limits);
        var tables = new PprofTables(wire, options.Limits);
        var samples = new PackedSamples();
        while (wire.Next())
        {
            if (wire.Field == PprofFields.Sample)
                AddSample(wire, samples, options.Limits);
            else
                AddToTables(wire, tables);
        }

        if (wire.Offset == 0)
            throw new ProfileFormatException(FormatName, "offset 0", "expected a profile, found an empty file");
        if (tables.SampleTypes.Count == 0 && samples.Count > 0)
            throw new ProfileFormatException(FormatName, $"offset {wire.Offset}", "expected sample types (field 1), found the end of the file: it is cut or damaged");
        return new PprofResolver(tables, options.Limits).Resolve(samples);
    }

    private static void AddSample(WireStream wire, PackedSamples samples, ReadLimits limits)
    {
        if (wire.Type != WireType.Length)
            throw wire.Damage($"expected a sample in field {wire.Field}, found wire type {(int)wire.Type}");
        if (samples.Count >= limits.MaxSamples)
            throw wire.Damage($"expected at most {limits.MaxSamples} samples, found more");
        samples.Add(wire.Whole, wire.Offset);
    }

    private static void AddToTables(WireStream wire, PprofTables tables)
    {
        try
        {
            tables.Add();
        }
        catch (WireException exception)
        {
            throw new ProfileFormatException(
                FormatName, $"offset {wire.Offset}", $"field {wire.Field} is damaged {exception.Offset} bytes into it: {exception.Message}");
        }
    }
}
