using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2016: each call asks reflection again what it has told before.</summary>
public sealed class ReflectionPerCallAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly string[] ReflectionInternals =
    [
        "System.RuntimeType.*", "System.RuntimeType+*", "System.Reflection.CustomAttribute.*", "System.Reflection.RuntimeCustomAttributeData.*", "System.Reflection.CustomAttributeExtensions.*",
        "System.Reflection.RuntimeReflectionExtensions.*", "System.Attribute.*", "System.Reflection.RuntimePropertyInfo.*", "System.Reflection.RuntimeMethodInfo.*",
    ];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ReflectionPerCall,
        "Reflection is asked again at each call",
        "'{1}' is looked up at each call; it {0}: keep the answer for each {2} in a ConcurrentDictionary, or in a static field of a generic class",
        "What a type has does not change. Each look-up by reflection makes new arrays and attributes and compares names; a kept answer costs one look-up in a table.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol) || member.Symbol.MethodKind == MethodKind.Constructor)
            return;
        var found = member.Invocations().Where(ReflectionCall.IsLookUp).ToList();
        if (found.Count == 0 || ReflectionCall.IsKept(member))
            return;
        foreach (var call in found)
        {
            if (ReflectionCall.SubjectOf(call) is not { } subject || found.Any(other => !ReferenceEquals(other, call) && call.Syntax.Span.Contains(other.Syntax.Span)) || RareCode.IsRare(call) || RepeatedCode.IsExceptional(call))
                continue;

            // Where the loop does not change the question PI2010 says so.
            if (RepeatedCode.Around(call).FirstOrDefault() is { } region && Invariance.Holds(call, region))
                continue;
            member.Report(call.Syntax, Proof.Callee(SampleKind.Cpu, [CalleeName.Of(call.TargetMethod), .. ReflectionInternals]), CodeText.Of(call.Syntax), subject);
            return;
        }
    }
}
