using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3005: a question about the whole of a ConcurrentDictionary takes all of its locks.</summary>
public sealed class ConcurrentDictionarySnapshotAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Contention, SampleKind.Blocked)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ConcurrentDictionarySnapshot,
        "ConcurrentDictionary is asked as a whole",
        "'{1}' takes all locks of the ConcurrentDictionary and {0}: {2}",
        "Count, Keys, Values and ToArray stop all writers. Enumerating the dictionary takes no lock.");

    private static readonly Proof Locks = Proof.Callee(SampleKind.Contention, "System.Collections.Concurrent.ConcurrentDictionary`2.AcquireAllLocks*", "System.Collections.Concurrent.ConcurrentDictionary`2.get_*");

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Work())
        {
            (string? name, IOperation? instance) = operation switch
            {
                IPropertyReferenceOperation { Property.Name: "Count" or "Keys" or "Values" } property => (property.Property.Name, property.Instance),
                IInvocationOperation { TargetMethod.Name: "ToArray", Instance: { } source } call => (call.TargetMethod.Name, source),

                // LINQ asks a collection for its Count and its CopyTo, which take the locks too.
                IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray" or "Count" or "Any", ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" } }, Arguments: [{ Value: var source }] } call => (call.TargetMethod.Name, source),
                _ => (null, null),
            };
            if (name is null || Collections.WithoutConversions(instance)?.Type is not { Name: "ConcurrentDictionary", ContainingNamespace.Name: "Concurrent" } || RarePaths.IsRare(operation) || RarePaths.IsOnce(member.Symbol) || IsPromised(operation, name, member))
                continue;
            member.Report(operation.Syntax, Locks, name, name is "Count" or "Any" ? "keep the number beside it with Interlocked, or ask IsEmpty" : "enumerate the dictionary itself");
        }
    }

    // ICollection<K> Keys => _map.Keys: callers may count it and look into it, which the dictionary does not offer by another way.
    private static bool IsPromised(IOperation operation, string name, HotMember member)
    {
        if (name is not ("Keys" or "Values"))
            return false;
        var use = operation;
        while (use.Parent is IConversionOperation)
            use = use.Parent;
        return use.Parent is IReturnOperation && ReferenceEquals(Functions.Around(operation), Functions.Around(use.Parent))
            && member.Symbol.ReturnType is INamedTypeSymbol { Name: "ICollection" or "IReadOnlyCollection" or "IReadOnlyList" or "IList" };
    }
}
