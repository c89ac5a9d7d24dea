using System.Globalization;

namespace PerfInsight.Fuzz;

/// <summary>What a run did.</summary>
/// <param name="Target">The target.</param>
/// <param name="Seed">Seed of the random numbers.</param>
/// <param name="Executions">Inputs that were read, the seeds included.</param>
/// <param name="Time">How long that took.</param>
/// <param name="Kept">Inputs that went a way that none went before.</param>
/// <param name="Outcomes">Different errors and kinds of profiles.</param>
/// <param name="Branches">Pairs of branches that were taken; 0 where nobody counted.</param>
/// <param name="Findings">Different faults.</param>
internal sealed record FuzzResult(string Target, int Seed, long Executions, TimeSpan Time, int Kept, int Outcomes, int Branches, int Findings)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Target}: seed {Seed}, {Executions:N0} executions in {Time.TotalMinutes:0.0} min, {Kept} inputs kept, {Outcomes} outcomes, {Branches} branches, {Findings} findings");
}
