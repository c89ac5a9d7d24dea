using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// What threads wait for one lock, in all members of the type that take it: the one that waits is rarely the one that holds
/// the lock too long.
/// </summary>
internal static class LockWaits
{
    // What waiting shows up as on .NET 8 to 10, at the line of the lock. Measured: Monitor.Enter > Enter_Slowpath, and
    // Lock.EnterScope > EnterAndGetCurrentThreadId > TryEnterSlow; ReliableEnter is what .NET Framework and .NET 8 say.
    private static readonly ImmutableArray<string> Names = ImmutableArray.Create(
        "System.Threading.Monitor.Enter*", "System.Threading.Monitor.ReliableEnter*", "System.Threading.Monitor.TryEnter*",
        "System.Threading.Lock.Enter*", "System.Threading.Lock.TryEnter*", "System.Threading.SemaphoreSlim.Wait*", "System.Threading.ReaderWriterLockSlim.*");

    private static readonly SampleKind[] Kinds = [SampleKind.Contention, SampleKind.Blocked];

    private static readonly Clue LineClue = new(ClueSource.Line, SampleKind.Contention, ImmutableArray<string>.Empty);

    /// <summary>What the profile says of a lock that a member takes, null where it gives no reason to speak.</summary>
    public static Assessment? Assess(HotMember member, HeldLock held)
    {
        var takers = TakersOf(member, held);
        return Confirmed(member, takers) ?? Likely(member, held, takers);
    }

    /// <summary>As above, but only where the profile names the runtime's own lock or the line at which threads wait.</summary>
    public static Assessment? Seen(HotMember member, HeldLock held) => Confirmed(member, TakersOf(member, held), onlySeen: true);

    private static Assessment? Confirmed(HotMember member, IReadOnlyList<(LockTaker Taker, MemberEvidence Evidence)> takers, bool onlySeen = false)
    {
        MeasuredCost? best = null;
        foreach (var kind in Kinds)
        {
            var waits = takers
                .SelectMany(taker => taker.Evidence.Scenarios.Select(scenario => (scenario.Scenario, Value: ValueOf(taker.Taker, scenario, kind, onlySeen))))
                .GroupBy(wait => wait.Scenario, wait => wait.Value);
            foreach (var scenario in waits)
            {
                var cost = new MeasuredCost(kind, scenario.Sum(), scenario.Key);
                if (HotThreshold.IsCostly(cost, member.Options) && (best is null || cost.Share > best.Value.Share))
                    best = cost;
            }
        }

        return best is { } found ? new Assessment(Confidence.Confirmed, found, CostText.Confirmed(found)) : null;
    }

    // Only where the member itself waits, and no profile of contention says that it is not for this lock.
    private static Assessment? Likely(HotMember member, HeldLock held, IReadOnlyList<(LockTaker Taker, MemberEvidence Evidence)> takers)
    {
        Assessment? best = null;
        foreach (var scenario in member.Evidence.Scenarios)
        {
            if (IsFree(scenario, takers))
                continue;
            if (scenario.Assess(LockTaker.LinesOf(held.Wait), Proof.None, member.HotBy, member.Options) is { } assessment
                && (best is null || assessment.IsStrongerThan(best)))
            {
                best = assessment;
            }
        }

        return best;
    }

    // Contention was measured, and there is none in the members that take the lock.
    private static bool IsFree(ScenarioEvidence scenario, IReadOnlyList<(LockTaker Taker, MemberEvidence Evidence)> takers) =>
        scenario.Scenario.Totals[SampleKind.Contention] > 0
        && takers.SelectMany(taker => taker.Evidence.Scenarios).Where(other => ReferenceEquals(other.Scenario, scenario.Scenario))
            .All(other => other.CanConfirm && other.Own(SampleKind.Contention).Value == 0);

    private static long ValueOf(LockTaker taker, ScenarioEvidence scenario, SampleKind kind, bool onlySeen)
    {
        // Without lines nobody knows which of several locks it was.
        if (!scenario.CanConfirm || (taker.TakesOthers && !scenario.LinesHold))
            return 0;
        var shown = scenario.Shown(new Clue(ClueSource.Callee, kind, Names), taker.Places);
        if (kind == SampleKind.Contention)
        {
            shown = Math.Max(shown, scenario.Shown(LineClue, taker.Places));

            // Only a lock contends: a member that takes one lock, and of which no more is known, waits for that.
            if (shown == 0 && !onlySeen && !taker.TakesOthers && !scenario.HasDetails(kind))
                shown = scenario.Own(kind).Value;
        }

        return shown;
    }

    private static IReadOnlyList<(LockTaker Taker, MemberEvidence Evidence)> TakersOf(HotMember member, HeldLock held)
    {
        var takers = held.Gate is IFieldSymbol or IPropertySymbol or INamedTypeSymbol
            ? LockTaker.Of(held.Gate, member.CancellationToken).ToList()
            : [];
        if (!takers.Any(taker => SymbolEqualityComparer.Default.Equals(taker.Member, member.Symbol)))
            takers.Add(Itself(member, held));
        var measured = new List<(LockTaker, MemberEvidence)>();
        foreach (var taker in takers)
        {
            if (member.CompilationEvidence.Find(taker.Member, member.CancellationToken) is { } evidence)
                measured.Add((taker, evidence));
        }

        return measured;
    }

    // A gate that is a local or parameter, or code that no member declaration surrounds (top-level statements).
    private static LockTaker Itself(HotMember member, HeldLock held)
    {
        var all = HeldLock.In(member.Operations()).ToList();
        var same = held.Gate is null
            ? [held]
            : all.Where(other => SymbolEqualityComparer.Default.Equals(other.Gate, held.Gate)).ToList();
        return new LockTaker(member.Symbol, [.. same.Select(other => LockTaker.LinesOf(other.Wait))], same.Count < all.Count);
    }
}
