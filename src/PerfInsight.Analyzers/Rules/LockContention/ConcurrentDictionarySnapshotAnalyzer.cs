using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3005: a question about the whole of a ConcurrentDictionary or ConcurrentBag takes all of its locks.</summary>
public sealed class ConcurrentDictionarySnapshotAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Contention, SampleKind.Blocked)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ConcurrentDictionarySnapshot,
        "Concurrent collection is asked as a whole",
        "'{1}' takes all locks of the {2} and {0}: {3}",
        "Count, Keys, Values and ToArray of a ConcurrentDictionary, Count and ToArray of a ConcurrentBag stop all writers. Enumerating the dictionary takes no lock.");

    private static readonly Proof Locks = Proof.Callee(SampleKind.Contention, "System.Collections.Concurrent.ConcurrentDictionary`2.AcquireAllLocks*", "System.Collections.Concurrent.ConcurrentDictionary`2.get_*",
        "System.Collections.Concurrent.ConcurrentBag`1.FreezeBag*", "System.Collections.Concurrent.ConcurrentBag`1.get_Count");

    private static readonly OperationKinds LookedAt = new(OperationKind.PropertyReference, OperationKind.Invocation);

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations(LookedAt))
        {
            (string? name, IOperation? instance) = operation switch
            {
                IPropertyReferenceOperation { Property.Name: "Count" or "Keys" or "Values" } property => (property.Property.Name, property.Instance),
                IInvocationOperation { TargetMethod.Name: "ToArray", Instance: { } source } call => (call.TargetMethod.Name, source),

                // LINQ asks a collection for its Count and its CopyTo, which take the locks too.
                IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray" or "Count" or "Any", ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" } }, Arguments: [{ Value: var source }] } call => (call.TargetMethod.Name, source),
                _ => (null, null),
            };
            if (name is null || Collections.WithoutConversions(instance) is not { Type: { Name: "ConcurrentDictionary" or "ConcurrentBag", ContainingNamespace.Name: "Concurrent" } type } asked
                || IsOfThisCall(asked) || RarePaths.IsRare(operation) || RarePaths.IsOnce(member.Symbol) || IsPromised(operation, name, member))
            {
                continue;
            }

            var remedy = name is "Count" or "Any" ? "keep the number beside it with Interlocked, or ask IsEmpty"
                : type.Name == "ConcurrentBag" ? "take the items with TryTake, or keep a ConcurrentQueue"
                : "enumerate the dictionary itself";
            member.Report(operation.Syntax, Locks, name, type.Name, remedy);
        }
    }

    // Filled by a Parallel.ForEach of the same member, which is over: nobody else knows it.
    private static bool IsOfThisCall(IOperation collection) => collection is ILocalReferenceOperation { Local: var local }
        && OwnedLocals.IsMadeHere(local, collection) && !AsyncBody.IsInFunction(collection);

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
