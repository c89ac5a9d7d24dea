using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1010: a collection is copied only to be read.</summary>
public sealed class NeedlessCopyAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.NeedlessCopy,
        "Collection is copied only to be read",
        "'{1}' copies '{2}' only to {3} and {0}: {4}",
        "A copy takes bytes for every element and the time to fill them. What is only read can be read where it is.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var operation in member.Operations(OperationKinds.Work))
        {
            if (NeedlessCopy.Of(operation) is not { } copy || RareCode.IsRare(operation) || RareCode.IsError(operation) || RarePaths.IsRare(operation) || IsUnderLock(operation))
                continue;
            var name = operation is IInvocationOperation call ? call.TargetMethod.Name : "new List";
            var proof = Proof.AllocatedType(operation.Type is { } type ? CalleeName.OfType(type.OriginalDefinition) : "System.Object");
            if (member.Assess(operation.Syntax, proof) is not { } assessment)
                continue;
            member.Report(
                operation.Syntax.GetLocation(),
                copy.Filled is { } filled ? [filled.Syntax.GetLocation()] : [],
                assessment,
                name,
                CodeText.Of(copy.Source.Syntax),
                copy.Use,
                copy.Remedy);
        }
    }

    // There a copy serves to let the lock go early.
    private static bool IsUnderLock(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILockOperation)
                return true;
        }

        return false;
    }
}
