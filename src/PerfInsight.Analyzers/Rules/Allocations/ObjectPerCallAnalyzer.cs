using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Analyzers.Rules.Algorithmic;
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
        AnalyzeReflection(member);
        foreach (var operation in member.Operations(OperationKinds.Work))
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

    // Arrays, attributes and their arguments at each call; where the time counts as well, PI2016 says so.
    private static void AnalyzeReflection(HotMember member)
    {
        if (member.Symbol.MethodKind == MethodKind.Constructor || HotThreshold.IsHot(member.Evidence.Own(SampleKind.Cpu), member.Options))
            return;
        bool? isKept = null;
        foreach (var call in member.Invocations())
        {
            if (!ReflectionCall.IsLookUp(call) || ReflectionCall.SubjectOf(call) is not { } subject || (isKept ??= ReflectionCall.IsKept(member)) || ConstantObject.Of(call, member.Compilation) is not null
                || RareCode.IsRare(call) || RepeatedCode.IsExceptional(call))
            {
                continue;
            }

            member.Report(
                call.Syntax, Proof.AllocatedType("System.Reflection.*"), CodeText.Of(call.Syntax), "the same look-up by reflection", Loops.Around(call).Any() ? "in this loop" : "in each call",
                $"keep the answer for each {subject} in a ConcurrentDictionary");
        }
    }
}
