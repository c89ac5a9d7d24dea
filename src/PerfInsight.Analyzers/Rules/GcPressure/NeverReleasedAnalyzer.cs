using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>PI5005: each call leaves something behind that nothing in sight takes back.</summary>
public sealed class NeverReleasedAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace, SampleKind.AllocObjects)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.NeverReleased,
        "Each call leaves something behind",
        "'{1}' {2}, and this member {0}: {3}",
        "What timers, tokens, static events and static collections hold stays alive; each collection marks it again, and memory grows.");

    private static readonly OperationKinds LookedAt = new(OperationKind.ObjectCreation, OperationKind.Invocation, OperationKind.EventAssignment);

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var operation in member.Operations(LookedAt))
        {
            // What a constructor sets up belongs to the object, but for what outlives it.
            if (member.Symbol.MethodKind == MethodKind.Constructor && operation is not IEventAssignmentOperation)
                continue;
            if (LeftBehind.Of(operation, member) is not { } left || RareCode.IsRare(operation) || RareCode.IsError(operation) || RepeatedCode.IsKept(operation))
                continue;
            member.Report(operation.Syntax, Proof.None, CodeText.Of(operation.Syntax), left.What, left.Remedy);
        }
    }
}
