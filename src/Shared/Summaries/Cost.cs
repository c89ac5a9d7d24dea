namespace PerfInsight.Summaries;

/// <summary>What one member costs in one <see cref="SampleKind"/>.</summary>
/// <param name="Self">Samples whose leaf is the member.</param>
/// <param name="Own">
/// Self plus the framework code that the member calls: samples whose nearest user frame is the member.
/// Equal to <paramref name="Total"/> where a summary does not say.
/// </param>
/// <param name="Total">Samples that have the member, or a lambda or local function of it, anywhere on the stack.</param>
public readonly record struct Cost(long Self, long Own, long Total);
