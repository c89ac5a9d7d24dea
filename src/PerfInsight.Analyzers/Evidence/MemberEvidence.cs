using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>
/// What is measured for one member, its lambdas and local functions, in all scenarios. Rules ask it; they never see
/// JSON or frame names. All answers name the scenario in which the share is highest.
/// </summary>
internal sealed class MemberEvidence(ImmutableArray<ScenarioEvidence> scenarios)
{
    // Each rule asks whether the member is hot.
    private MeasuredCost[]? _own;
    private MeasuredCost[]? _total;

    /// <summary>The evidence of each scenario.</summary>
    public ImmutableArray<ScenarioEvidence> Scenarios { get; } = scenarios;

    /// <summary>Cost of the member and the framework code under it, without the user code that it calls.</summary>
    public MeasuredCost Own(SampleKind kind) => (_own ??= Highest(static (scenario, kind) => scenario.Own(kind)))[(int)kind];

    /// <summary>Cost of the member with everything that it calls.</summary>
    public MeasuredCost Total(SampleKind kind) => (_total ??= Highest(static (scenario, kind) => scenario.Total(kind)))[(int)kind];

    /// <summary>
    /// What the profile says of a pattern at <paramref name="place"/>, null where it gives no reason to speak: the
    /// member is not hot, or the lines are measured and cheap.
    /// </summary>
    /// <param name="place">The code whose cost is meant.</param>
    /// <param name="proof">What in the profile shows the pattern's own cost.</param>
    /// <param name="hotBy">The kinds by which the member must be hot where the cost is not visible.</param>
    /// <param name="options">Thresholds.</param>
    public Assessment? Assess(SyntaxNode place, Proof proof, IEnumerable<SampleKind> hotBy, EvidenceOptions options)
    {
        var span = place.GetLocation().GetLineSpan();
        var lines = new LineRange(span.StartLinePosition.Line + 1, span.EndLinePosition.Line + 1);
        Assessment? best = null;
        foreach (var scenario in Scenarios)
        {
            if (scenario.Assess(lines, proof, hotBy, options) is { } assessment && (best is null || assessment.IsStrongerThan(best)))
                best = assessment;
        }

        return best;
    }

    private MeasuredCost[] Highest(Func<ScenarioEvidence, SampleKind, MeasuredCost> cost)
    {
        var costs = new MeasuredCost[SampleKinds.Count];
        for (var kind = 0; kind < costs.Length; kind++)
            costs[kind] = Highest((SampleKind)kind, cost);
        return costs;
    }

    private MeasuredCost Highest(SampleKind kind, Func<ScenarioEvidence, SampleKind, MeasuredCost> cost)
    {
        var best = cost(Scenarios[0], kind);
        foreach (var scenario in Scenarios)
        {
            var candidate = cost(scenario, kind);
            if (candidate.Share > best.Share)
                best = candidate;
        }

        return best;
    }
}
