using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3003: a lock guards nothing but one number.</summary>
public sealed class LockedCounterAnalyzer() : LockAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.LockedCounter,
        "Lock guards only a counter",
        "This lock guards only '{1}' and {0}: {2}",
        "One processor instruction counts as safely as a lock does, and nobody waits for it.");

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        if (LockedCounter.Of(held, member.SemanticModel, member.CancellationToken) is { } counter)
            Report(member, held, counter.Field.Name, counter.IsFlag ? "use a volatile field" : "use Interlocked");
        else if (LockedExchange.Of(held) is { } exchange && !GuardedLookup.IsCheckedBefore(exchange.Field, held, member.Operations()))
            Report(member, held, exchange.Field.Name, exchange.Remedy);
        else if (LockedAtomic.Of(held) is { } atomic)
            Report(member, held, atomic.Name, "the call is atomic without it");
        else if (LockedNumber.Of(held) is { } number)
            Report(member, held, number.Field.Name, number.Remedy);
        else if (LockedTotals.Of(held) is { } totals)
            Report(member, held, totals, "count each with Interlocked, where nobody needs all of them at one moment");
    }
}
