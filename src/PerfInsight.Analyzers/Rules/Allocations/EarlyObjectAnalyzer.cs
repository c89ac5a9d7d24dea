using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1020: an object is made before it is known whether it is needed.</summary>
public sealed class EarlyObjectAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.EarlyObject,
        "Object is made before it is known whether it is needed",
        "'{1}' is made {2}; it {0}: {3}",
        "An object that only some ways through a member use is made for nothing on the others.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var operation in member.Operations(OperationKinds.Work))
        {
            if ((EarlyObject.Of(operation, member.CancellationToken) ?? EarlyText.Of(operation)) is not { } early || RareCode.IsRare(operation) || RareCode.IsError(operation) || RarePaths.IsRare(operation))
                continue;
            member.Report(operation.Syntax, Proof.AllocatedType(CalleeName.OfType(operation.Type!.OriginalDefinition)), CodeText.Of(operation.Syntax), early.When, early.Remedy);
        }
    }
}
