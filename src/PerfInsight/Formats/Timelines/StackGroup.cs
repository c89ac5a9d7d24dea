using PerfInsight.Profiles;

namespace PerfInsight.Formats.Timelines;

/// <summary>Stacks of one thread that measure the same.</summary>
/// <param name="Type">What they measure; null for thread time, which their frames divide into running and waiting.</param>
/// <param name="Factor">Units of the sample type in one of the file.</param>
/// <param name="Thread">Name of the thread; empty where the file has one only.</param>
/// <param name="Weights">The stacks.</param>
internal sealed record StackGroup(SampleType? Type, decimal Factor, string Thread, StackWeights Weights)
{
    /// <summary>True where each piece is a sample that the file does not count otherwise.</summary>
    public bool CountsPieces { get; init; }
}
