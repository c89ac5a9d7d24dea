using System.Collections.Immutable;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>What one scenario measured for one member: the member itself, its lambdas and its local functions.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="functions">The member's functions that are hotspots.</param>
/// <param name="freshness">How far the evidence still fits.</param>
/// <param name="linesMoved">By how many lines the member moved since the profile.</param>
internal sealed class ScenarioEvidence(
    Scenario scenario, ImmutableArray<Hotspot> functions, Freshness freshness, int linesMoved)
{
    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; } = scenario;

    /// <summary>How far the evidence still fits.</summary>
    public Freshness Freshness { get; } = freshness;

    /// <summary>The member's entry; where only a lambda or local function is hot, that one's.</summary>
    public Hotspot Main { get; } = functions.FirstOrDefault(f => f.Method.Kind == FunctionKind.Method) ?? functions[0];

    /// <summary>True where measured lines are the lines of the code as it is now.</summary>
    public bool LinesHold => Freshness is Freshness.Exact or Freshness.Moved;

    /// <summary>True where the code is, or may be taken for, the profiled one.</summary>
    public bool CanConfirm => LinesHold || Freshness == Freshness.Unverified;

    /// <summary>Cost of the member and the framework code under it.</summary>
    public MeasuredCost Own(SampleKind kind)
    {
        long own = 0;
        foreach (var function in functions)
            own += function.Method[kind].Own;
        return Cost(kind, own);
    }

    /// <summary>Cost of the member with everything that it calls.</summary>
    public MeasuredCost Total(SampleKind kind) => Cost(kind, Main.Method[kind].Total);

    /// <summary>See <see cref="MemberEvidence.Assess"/>.</summary>
    public Assessment? Assess(LineRange lines, Proof proof, IEnumerable<SampleKind> hotBy, EvidenceOptions options)
    {
        var confirmed = CanConfirm ? Costliest(proof, lines) : null;
        if (confirmed is { } shown && HotThreshold.IsCostly(shown, options))
            return new Assessment(Confidence.Confirmed, shown, CostText.Confirmed(shown));

        MeasuredCost? likely = null;
        var ofLine = false;
        foreach (var kind in hotBy)
        {
            var own = Own(kind);
            if (!HotThreshold.IsHot(own, options))
                continue;

            // The lines are measured: what they cost is what the pattern can cost at most.
            var measuredLines = LinesHold && HasLines(kind);
            var cost = measuredLines ? Cost(kind, OfLines(kind, [lines])) : own;
            if (HotThreshold.IsCostly(cost, options) && (likely is null || cost.Share > likely.Value.Share))
            {
                likely = cost;
                ofLine = measuredLines;
            }
        }

        return likely is { } found
            ? new Assessment(Confidence.Likely, found, CostText.Likely(found, ofLine, Freshness))
            : null;
    }

    /// <summary>
    /// What one clue shows of a pattern that stands at several places of the member; what the profile has no line for counts
    /// once. Zero where the code changed.
    /// </summary>
    public long Shown(Clue clue, IReadOnlyList<LineRange> places) => CanConfirm ? ValueOf(clue, places) : 0;

    /// <summary>True where the profile says of the member into which callees, or at which lines, a cost went.</summary>
    public bool HasDetails(SampleKind kind) =>
        HasLines(kind) || functions.Any(f => f.Method.Callees.Any(callee => callee.Values[kind] > 0));

    /// <summary>
    /// The types that the member allocates and the bytes of each, at the lines of the code as it is now where those hold; nothing
    /// where the code changed.
    /// </summary>
    public IEnumerable<(string Type, LineRange? Lines, long Bytes)> AllocatedTypes => CanConfirm
        ? functions.SelectMany(function => function.Method.Types)
            .Select(type => (type.Type, LinesHold ? type.Line?.Moved(linesMoved) : null, type.Values[SampleKind.AllocSpace]))
        : [];

    private MeasuredCost Cost(SampleKind kind, long value) => new(kind, value, Scenario);

    private MeasuredCost? Costliest(Proof proof, LineRange lines)
    {
        MeasuredCost? best = null;
        foreach (var clue in proof.Clues)
        {
            var cost = Cost(clue.Kind, ValueOf(clue, [lines]));
            if (cost.Value > 0 && (best is null || cost.Share > best.Value.Share))
                best = cost;
        }

        return best;
    }

    private long ValueOf(Clue clue, IReadOnlyList<LineRange> places) => clue.Source switch
    {
        ClueSource.Callee => functions.Sum(f => OfCallees(f.Method, clue, places)),
        ClueSource.AllocatedType => functions.Sum(f => f.Method.Types.Where(t => clue.Fits(t.Type) && Covers(t.Line, places)).Sum(t => t.Values[clue.Kind])),
        ClueSource.Line => LinesHold ? OfLines(clue.Kind, places) : 0,
        _ => functions.Sum(f => f.Method[clue.Kind].Own),
    };

    // Callees nest (List.Contains calls List.IndexOf): at each call site the outermost counts, which is the largest.
    private long OfCallees(HotMethod method, Clue clue, IReadOnlyList<LineRange> places) => method.Callees
        .Where(callee => clue.Fits(callee.Name) && Covers(callee.Line, places))
        .GroupBy(callee => callee.Line)
        .Sum(site => site.Max(callee => callee.Values[clue.Kind]));

    private long OfLines(SampleKind kind, IReadOnlyList<LineRange> places) => functions.Sum(
        f => f.Method.Lines.Where(line => Covers(line.Line, places)).Sum(line => line.Values[kind]));

    private bool HasLines(SampleKind kind) => functions.Any(f => f.Method.Lines.Any(line => line.Values[kind] > 0));

    // Where no line is known the whole member answers.
    private bool Covers(LineRange? measured, IReadOnlyList<LineRange> places)
    {
        if (measured is not { } range || !LinesHold)
            return true;
        range = range.Moved(linesMoved);
        foreach (var place in places)
        {
            if (range.Overlaps(place))
                return true;
        }

        return false;
    }
}
