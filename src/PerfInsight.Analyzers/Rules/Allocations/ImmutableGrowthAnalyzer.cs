using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1013: an immutable collection is changed element by element in a loop.</summary>
public sealed class ImmutableGrowthAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly HashSet<string> BuilderTypes = new(StringComparer.Ordinal)
    {
        "ImmutableList", "ImmutableArray", "ImmutableDictionary", "ImmutableHashSet", "ImmutableSortedDictionary", "ImmutableSortedSet",
        "IImmutableList", "IImmutableDictionary", "IImmutableSet",
    };

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ImmutableGrowth,
        "Immutable collection is built element by element",
        "'{1}' makes a new collection for each element and {0}: fill a builder ({2}) in the loop and call ToImmutable after it",
        "Each step copies an array, or the path to the changed node of a tree; all but the last result are thrown away.");

    private protected override void Analyze(HotMember member)
    {
        // An array that is copied for each element costs time as well: there PI2015 speaks.
        var isSlow = HotThreshold.IsHot(member.Evidence.Own(SampleKind.Cpu), member.Options);
        foreach (var change in member.Invocations())
        {
            if (change is not { Instance.Type: INamedTypeSymbol { ContainingNamespace.Name: "Immutable" } type }
                || !BuilderTypes.Contains(type.Name) || change.TargetMethod.Name is not ("Add" or "AddRange" or "Insert" or "SetItem" or "Remove" or "RemoveAt")
                || !(IsPutBackInLoop(change) || IsAggregated(change)) || (isSlow && type.Name == "ImmutableArray") || RareCode.IsError(change))
            {
                continue;
            }

            member.Report(
                change.Syntax,
                Proof.AllocatedType(CalleeName.OfType(type.OriginalDefinition), "System.Collections.Immutable.*"),
                CodeText.Of(change.Syntax),
                type.Name.StartsWith("I", StringComparison.Ordinal) && type.TypeKind == TypeKind.Interface ? "of the concrete type" : type.Name + ".CreateBuilder");
        }
    }

    // list = list.Add(x), for a local from outside of the loop that goes on after it.
    private static bool IsPutBackInLoop(IInvocationOperation change)
    {
        if (Uses.ParentOf(change) is not ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } assignment
            || Collections.SymbolOf(assignment.Target) is not { } target
            || !SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(change.Instance), target))
        {
            return false;
        }

        return Loops.Around(change).FirstOrDefault() is { } loop && !Collections.IsDeclaredIn(target, loop) && !LoopFlow.LeavesAfter(loop, change);
    }

    // items.Aggregate(ImmutableList<int>.Empty, (list, x) => list.Add(x))
    private static bool IsAggregated(IInvocationOperation change) =>
        change.Instance is IParameterReferenceOperation { Parameter: { Ordinal: 0, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } }
        && Uses.ParentOf(change) is IReturnOperation { Parent.Parent: IAnonymousFunctionOperation { Symbol.Parameters.Length: 2 } lambda }
        && RareCode.UseOf(lambda) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Aggregate", ContainingType.Name: "Enumerable" } } };
}
