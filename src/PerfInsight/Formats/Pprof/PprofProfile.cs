using System.Runtime.CompilerServices;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Pprof;

/// <summary>A pprof file: its tables, and its samples still packed.</summary>
/// <param name="samples">The samples.</param>
/// <param name="frames">The frames of each location of the file.</param>
/// <param name="strings">The strings.</param>
/// <param name="limits">How deep a stack may be.</param>
internal sealed class PprofProfile(PackedSamples samples, FrameIds frames, string[] strings, ReadLimits limits) : ProfileData
{
    public override long SampleCount => samples.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void VisitSamples(ISampleVisitor visitor)
    {
        var decoder = new SampleDecoder(frames, strings, SampleTypes.Count, limits.MaxDepth);
        foreach (var chunk in samples.Chunks)
        {
            var cursor = new WireCursor(chunk.Bytes);
            while (cursor.Position < chunk.Bytes.Length)
            {
                var start = cursor.Position;
                cursor.Next();
                try
                {
                    decoder.Decode(cursor.Bytes());
                }
                catch (WireException exception)
                {
                    throw new ProfileFormatException(
                        PprofReader.FormatName, $"offset {chunk.OffsetOf(start)}", $"the sample is damaged {exception.Offset} bytes into it: {exception.Message}");
                }

                visitor.Visit(decoder.Stack, decoder.Values, decoder.Labels);
            }
        }
    }
}
