using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1004: LINQ allocates enumerators, delegates and closures where a loop needs none.</summary>
public sealed class LinqInHotCodeAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly Proof LinqProof = Proof.AllocatedType("System.Linq.*", "System.Func`*", "System.Collections.Generic.List`1+Enumerator", "System.SZGenericArrayEnumerator`1")
        .Or(Proof.Callee(SampleKind.AllocSpace, "System.Linq.*"));

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.LinqInHotCode,
        "LINQ in code that allocates much",
        "'{1}' {2} {0}: {3}",
        "Each operator of a LINQ query allocates an enumerator, and where its lambda captures something a delegate and a closure too. "
        + "A loop does the same without.");

    private static readonly OperationKinds LookedAt = new(OperationKind.TranslatedQuery, OperationKind.Invocation);

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        Proof? withClosure = null;
        foreach (var operation in member.Operations(LookedAt))
        {
            if (LinqChain.Of(operation) is not { } chain || !chain.Allocates() || chain.IsOnlyHandedOn() || chain.IsConsidered() || chain.IsSnapshot() || RareCode.IsRare(operation))
                continue;
            var proof = chain.Captures.IsEmpty ? LinqProof : withClosure ??= LinqProof.Or(ClosuresOf(member.Symbol.ContainingType));
            if (member.Assess(operation.Syntax, proof) is not { } assessment || (assessment.Confidence != Confidence.Confirmed && LeastQuery.Is(chain)))
                continue;
            var where = Loops.PerElementCall(operation) is not null ? "for each element"
                : Loops.Around(operation).Any() ? "in this loop" : "in each call";
            if (!chain.Captures.IsEmpty)
                where += $", which captures {chain.Captures.Words},";
            member.Report(chain.Place(), assessment, chain.Words, where, chain.Remedy());
        }
    }

    private static Proof ClosuresOf(INamedTypeSymbol type) => Proof.AllocatedType(CalleeName.OfType(type.OriginalDefinition) + "+<>c__DisplayClass*");
}
