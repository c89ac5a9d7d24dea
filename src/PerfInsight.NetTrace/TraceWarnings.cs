using PerfInsight.Units;

namespace PerfInsight.NetTrace;

/// <summary>Where and why reading a trace stopped.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="IsCut">The bytes ended before the trace did.</param>
/// <param name="Reason">What the parser met.</param>
/// <param name="BytesRead">How far it came.</param>
/// <param name="Duration">Time of the last event, nanoseconds.</param>
internal sealed record TraceDamage(string Name, bool IsCut, string Reason, long BytesRead, long Duration);

/// <summary>What is missing in a trace, in words for the user.</summary>
internal static class TraceWarnings
{
    // A complete trace names all but a few stubs that the runtime generates.
    private const double UnnamedShare = 0.02;

    /// <summary>One sentence or two for each thing that is missing.</summary>
    public static IReadOnlyList<string> Of(TraceRecording recording, ProfileAssembler assembler, TraceDamage? damage, int lostEvents)
    {
        var warnings = new List<string>();
        var (unnamed, frames) = assembler.Frames;
        var names = frames == 0 || unnamed < frames * UnnamedShare
            ? ""
            : $"{QuantityText.Count(unnamed)} of {QuantityText.Count(frames)} frames ({QuantityText.Percent((double)unnamed / frames)}) have no names";
        var samples = recording.ThreadSamples.Count + recording.Allocations.Count + recording.AllocationTicks.Count
            + recording.Contentions.Count + recording.Exceptions.Count;
        if (damage is not null)
        {
            var reach = $"after {QuantityText.Bytes(damage.BytesRead)}, {QuantityText.Duration(damage.Duration)}";
            warnings.Add(
                (damage.IsCut
                    ? $"the trace ends in the middle of a block ({reach}): the process was killed or the file is incomplete. "
                    : $"the trace is damaged ({reach}): {damage.Reason.TrimEnd('.')}. What follows is lost. ")
                + $"{QuantityText.Count(samples)} samples were read" + (names.Length > 0 ? "; " + names + "." : "."));
        }
        else if (names.Length > 0)
        {
            warnings.Add(names + ": the trace has no rundown for them. Collect it with 'perfinsight collect', which asks for one.");
        }

        if (samples == 0)
            warnings.Add("the trace has no samples: collect it with 'perfinsight collect', or with the sample profiler enabled.");
        if (lostEvents > 0)
            warnings.Add($"{QuantityText.Count(lostEvents)} events were lost while the trace was written: costs are too low.");
        if (recording.DamagedEvents > 0)
            warnings.Add($"{QuantityText.Count(recording.DamagedEvents)} events are shorter than what they should hold: they were left out.");
        if (recording.UnfinishedContentions > 0)
            warnings.Add($"{QuantityText.Count(recording.UnfinishedContentions)} waits for locks had not ended when the trace did; they are not counted.");
        return warnings;
    }
}
