namespace PerfInsight.Profiles;

/// <summary>Is shown the samples of a profile, one after another. What it is shown is valid during the call only.</summary>
public interface ISampleVisitor
{
    /// <summary>Takes a sample.</summary>
    /// <param name="stack">Indexes into <see cref="ProfileData.Locations"/>, leaf first; empty where the sample has no stack.</param>
    /// <param name="values">One value per sample type.</param>
    /// <param name="labels">Its labels.</param>
    void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels);
}
