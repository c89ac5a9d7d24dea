using System.Runtime.CompilerServices;
using PerfInsight.Formats.Wire;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Pprof;

/// <summary>A pprof file: its tables, and its samples still packed.</summary>
/// <param name="samples">The samples.</param>
/// <param name="frames">The frames of each location of the file.</param>
/// <param name="strings">The strings.</param>
/// <param name="limits">How deep a stack may be.</param>
internal sealed class PprofProfile(PackedSamples samples, FrameIds frames, string[] strings, ReadLimits limits) : ProfileData
{
    private const int MostParts = 4;

    public override long SampleCount => samples.Count;

    // More parts than most machines have to spare; each costs a visitor's memory.
    internal override int Parts => Math.Clamp(samples.Chunks.Count, 1, MostParts);

    public override void VisitSamples(ISampleVisitor visitor) => Visit(0, samples.Chunks.Count, visitor);

    internal override void VisitPart(int part, ISampleVisitor visitor) =>
        Visit(samples.Chunks.Count * part / Parts, samples.Chunks.Count * (part + 1) / Parts, visitor);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Visit(int first, int end, ISampleVisitor visitor)
    {
        var decoder = new SampleDecoder(frames, strings, SampleTypes.Count, limits.MaxDepth);
        for (var i = first; i < end; i++)
        {
            var chunk = samples.Chunks[i];
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
