using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1009: an object that is the same each time is made each time.</summary>
public sealed class ObjectPerCallAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ObjectPerCall,
        "Object that is always the same is made again and again",
        "'{1}' makes {2} {3}; it {0}: {4}",
        "An object whose contents depend on constants alone can be made once. Some, such as Regex and XmlSerializer, cost far more to make "
        + "than to use.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var operation in member.Operations())
        {
            if (ConstantObject.Of(operation, member.Compilation) is not { } made || RareCode.IsRare(operation) || RareCode.IsError(operation) || RarePaths.IsRare(operation)
                || RepeatedCode.IsKept(operation))
            {
                continue;
            }

            member.Report(
                operation.Syntax,
                Proof.AllocatedType(operation.Type is { } type ? CalleeName.OfType(type) : "System.Object"),
                CodeText.Of(operation.Syntax),
                made.What,
                Loops.Around(operation).Any() ? "in this loop" : "in each call",
                made.Remedy);
        }
    }
}
