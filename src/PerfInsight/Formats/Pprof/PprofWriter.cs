using System.IO.Compression;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Pprof;

/// <summary>
/// Writes pprof's profile.proto, packed with gzip. What it has no place for is lost: metadata tokens, IL offsets, PDB signatures (they
/// become build ids), garbage collections.
/// </summary>
public sealed class PprofWriter : IProfileWriter
{
    /// <inheritdoc/>
    public string Format => PprofReader.FormatName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".pb.gz", ".pprof"];

    /// <inheritdoc/>
    public void Write(ProfileData profile, Stream stream)
    {
        using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        using var buffered = new BufferedStream(gzip, 1 << 16);
        WriteUnpacked(profile, buffered);
    }

    /// <summary>Writes without gzip.</summary>
    public static void WriteUnpacked(ProfileData profile, Stream stream)
    {
        var strings = new StringNumbers();
        var tables = new PprofTableWriter(profile, strings);
        var message = new WireBuffer();
        foreach (var type in profile.SampleTypes)
            message.Message(PprofFields.SampleType, tables.ValueType(type));
        stream.Write(message.Bytes);

        // Samples come first, as in pprof's own files; on the way the tables learn what is used.
        profile.VisitSamples(new SampleWriter(tables, strings, stream));

        message.Clear();
        tables.Write(message);
        WriteInfo(profile.Info, message, tables, strings);

        // The last field, since all others add to it. Its first string is empty.
        foreach (var text in strings.All)
            message.Text(PprofFields.StringTable, text);
        stream.Write(message.Bytes);
    }

    private static void WriteInfo(ProfileInfo info, WireBuffer message, PprofTableWriter tables, StringNumbers strings)
    {
        message.Number(PprofFields.DropFrames, strings.NumberOf(info.DropFrames));
        message.Number(PprofFields.KeepFrames, strings.NumberOf(info.KeepFrames));
        message.Number(PprofFields.TimeNanos, info.CapturedNanoseconds);
        message.Number(PprofFields.DurationNanos, info.Duration);
        if (info.PeriodType is { } periodType)
            message.Message(PprofFields.PeriodType, tables.ValueType(periodType));
        message.Number(PprofFields.Period, info.Period);
        var comments = new WireBuffer();
        foreach (var comment in info.Comments)
            comments.Varint((ulong)strings.NumberOf(comment));
        if (info.Comments.Count > 0)
            message.Message(PprofFields.Comment, comments.Bytes);
        message.Number(PprofFields.DefaultSampleType, strings.NumberOf(info.DefaultSampleType));
        message.Number(PprofFields.DocUrl, strings.NumberOf(info.DocUrl));
    }

    private sealed class SampleWriter(PprofTableWriter tables, StringNumbers strings, Stream stream) : ISampleVisitor
    {
        private readonly WireBuffer _field = new();
        private readonly WireBuffer _sample = new();
        private readonly WireBuffer _part = new();

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            _sample.Clear();
            _part.Clear();
            while (!stack.IsEmpty)
                _part.Varint((ulong)tables.TakeLocation(ref stack));
            if (!_part.Bytes.IsEmpty)
                _sample.Message(PprofFields.OfSample.LocationId, _part.Bytes);
            _part.Clear();
            foreach (var value in values)
                _part.Varint((ulong)value);
            _sample.Message(PprofFields.OfSample.Value, _part.Bytes);
            foreach (var label in labels)
            {
                _part.Clear();
                _part.Number(PprofFields.OfLabel.Key, strings.NumberOf(label.Key));
                _part.Number(PprofFields.OfLabel.Text, strings.NumberOf(label.Text ?? ""));
                _part.Number(PprofFields.OfLabel.Number, label.Number);
                _part.Number(PprofFields.OfLabel.NumberUnit, strings.NumberOf(label.Unit));
                _sample.Message(PprofFields.OfSample.Label, _part.Bytes);
            }

            _field.Clear();
            _field.Message(PprofFields.Sample, _sample.Bytes);
            stream.Write(_field.Bytes);
        }
    }
}
