using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1021: a collection is made, filled and forgotten by one call or one step of a loop.</summary>
public sealed class CollectionPerCallAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    // What Clear makes as good as new. A queue or set that sorts is as dear to fill as to make, but its nodes or its array stay.
    internal static readonly HashSet<string> Clearable = new(StringComparer.Ordinal)
    {
        "List", "HashSet", "Dictionary", "Queue", "Stack", "SortedSet", "SortedDictionary", "SortedList", "LinkedList", "PriorityQueue", "Collection", "OrderedDictionary",
        "ArrayList", "Hashtable", "StringCollection", "StringDictionary", "NameValueCollection", "BitArray",
    };

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.CollectionPerCall,
        "Collection is made for one call",
        "'{1}' is made {2}{3}; it {0}: {4}",
        "A collection that one call fills and forgets leaves the collection, the array behind it and each array that it outgrew to the collector. "
        + "One that is cleared and used again has its size already.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol) || RarePaths.IsOnce(member.Symbol))
            return;
        foreach (var creation in member.Operations(OperationKinds.Work))
        {
            if (RemadeCollection.Of(creation, member.Symbol) is { } remade)
            {
                if (!RareCode.IsRare(creation) && !RareCode.IsError(creation) && !RarePaths.IsRare(creation))
                    member.Report(creation.Syntax, Proof.AllocatedType(CalleeName.OfType(creation.Type!.OriginalDefinition)), CodeText.Of(creation.Syntax), remade.When, remade.What, remade.Remedy);
                continue;
            }

            if (!IsMade(creation) || creation.Type is not INamedTypeSymbol type || !Clearable.Contains(type.Name) || !FrameworkCalls.IsFramework(type) || !IsForgotten(creation, member))
                continue;
            if (RareCode.IsRare(creation) || RareCode.IsError(creation) || RarePaths.IsRare(creation))
                continue;
            var isInLoop = Loops.Around(creation).Any();
            member.Report(
                creation.Syntax,
                Proof.AllocatedType(CalleeName.OfType(type.OriginalDefinition)),
                CodeText.Of(creation.Syntax),
                isInLoop ? "in each step of this loop" : "in each call",
                isInLoop ? " and forgotten at its end" : " and forgotten when the call ends",
                creation is IInvocationOperation ? "keep it while what it is made of stays the same, or fill one that is cleared"
                    : isInLoop ? "make it before the loop and clear it in each step" : "keep one and clear it, for each thread or from a pool where calls overlap, or do without");
        }
    }

    private static bool IsMade(IOperation operation) => operation is IObjectCreationOperation
        || (operation is IInvocationOperation { TargetMethod: { Name: "ToHashSet" or "ToDictionary", ContainingType.Name: "Enumerable" } } && !IsOfAnswer(operation));

    // store.Find(query).ToHashSet(): each call asks anew, so nothing can be kept, and the answer takes more than the set.
    private static bool IsOfAnswer(IOperation copy)
    {
        var source = Sequences.BaseOf(copy);
        if (source is ILocalReferenceOperation { Local: var local })
            source = Sequences.BaseOf(OwnedLocals.InitializerOf(local, copy));
        return source is IInvocationOperation;
    }

    // In a local that nobody gets to know, or handed to a method that forgets it: Visit(root, new HashSet<Node>()).
    private static bool IsForgotten(IOperation creation, HotMember member) => Uses.ParentOf(creation) switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } } =>
            !IsSaidElsewhere(creation, local, member) && ShortLives.IsForgotten(local, creation, member.Compilation, member.CancellationToken),
        IArgumentOperation argument => creation is IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null } && ShortLives.IsForgottenBy(argument, member.Compilation, member.CancellationToken),
        _ => false,
    };

    // A capacity is the smaller change, what is made too early need not be made, and what is copied into an array is told of there.
    private static bool IsSaidElsewhere(IOperation operation, ILocalSymbol local, HotMember member) =>
        (operation is IObjectCreationOperation creation && MissingCapacity.Of(creation) is not null) || ConstantObject.Of(operation, member.Compilation) is not null || EarlyObject.Of(operation, member.CancellationToken) is not null
        || Functions.ReferencesTo(local, operation).Any(reference => CopyOf(reference) is { } copy && ListForArray.Of(copy) is not null);

    private static IInvocationOperation? CopyOf(IOperation reference) => Uses.ParentOf(reference) switch
    {
        IInvocationOperation { TargetMethod.Name: "ToArray" or "ToList" } call => call,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ToArray" or "ToList" } call } => call,
        _ => null,
    };
}
