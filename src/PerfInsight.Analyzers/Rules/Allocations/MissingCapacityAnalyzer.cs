using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1007: a collection grows step by step although its size is known.</summary>
public sealed class MissingCapacityAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly string[] Growth =
    [
        "System.Collections.Generic.List`1.AddWithResize", "System.Collections.Generic.List`1.Grow*", "System.Collections.Generic.List`1.set_Capacity", "System.Collections.Generic.List`1.EnsureCapacity",
        "System.Collections.Generic.Dictionary`2.Resize", "System.Collections.Generic.HashSet`1.Resize", "System.Collections.Generic.Queue`1.Grow", "System.Collections.Generic.Queue`1.SetCapacity",
        "System.Collections.Generic.Stack`1.Grow", "System.Collections.Generic.Stack`1.PushWithResize", "System.Collections.ArrayList.EnsureCapacity", "System.Collections.Hashtable.expand",
    ];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.MissingCapacity,
        "Collection grows although its size is known",
        "'{1}' grows step by step and {0}: give it its capacity, {2}",
        "A collection that is full copies all it has to memory of twice the size, and leaves the old memory to the collector.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol) || member.Symbol.MethodKind == MethodKind.StaticConstructor)
            return;
        foreach (var operation in member.Operations<IObjectCreationOperation>())
        {
            if (MissingCapacity.Of(operation) is { } found && !RareCode.IsError(operation) && !RarePaths.IsRare(operation))
                member.Report(operation.Syntax, Proof.Callee(SampleKind.AllocSpace, Growth), CodeText.Of(operation.Syntax), found.Count);
        }
    }
}
