using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1021: a collection is made, filled and forgotten by one call or one step of a loop.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CollectionPerCallAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    // What Clear makes as good as new. A queue or set that sorts is as dear to fill as to make, but its nodes or its array stay.
    private static readonly HashSet<string> Clearable = new(StringComparer.Ordinal)
    {
        "List", "HashSet", "Dictionary", "Queue", "Stack", "SortedSet", "SortedDictionary", "SortedList", "LinkedList", "PriorityQueue", "Collection", "OrderedDictionary",
        "ArrayList", "Hashtable", "StringCollection", "StringDictionary", "NameValueCollection", "BitArray",
    };

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.CollectionPerCall,
        "Collection is made for one call",
        "'{1}' is made {2} and forgotten {3}; it {0}: {4}",
        "A collection that one call fills and forgets leaves the collection, the array behind it and each array that it outgrew to the collector. "
        + "One that is cleared and used again has its size already.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol) || RarePaths.IsOnce(member.Symbol))
            return;
        foreach (var creation in member.Operations<IObjectCreationOperation>())
        {
            if (creation.Type is not INamedTypeSymbol type || !Clearable.Contains(type.Name) || !FrameworkCalls.IsFramework(type) || LocalOf(creation) is not { } local)
                continue;
            if (IsSaidElsewhere(creation, member) || !ShortLives.IsForgotten(local, creation, member.Compilation, member.CancellationToken))
                continue;
            if (RareCode.IsRare(creation) || RareCode.IsError(creation) || RarePaths.IsRare(creation))
                continue;
            var isInLoop = Loops.Around(creation).Any();
            member.Report(
                creation.Syntax,
                Proof.AllocatedType(CalleeName.OfType(type.OriginalDefinition)),
                CodeText.Of(creation.Syntax),
                isInLoop ? "in each step of this loop" : "in each call",
                isInLoop ? "at its end" : "when the call ends",
                isInLoop ? "make it before the loop and clear it in each step" : "keep one and clear it, for each thread or from a pool where calls overlap, or do without");
        }
    }

    private static ILocalSymbol? LocalOf(IObjectCreationOperation creation) => Uses.ParentOf(creation) switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } } => local,
        _ => null,
    };

    // A capacity is the smaller change, and what is made too early need not be made.
    private static bool IsSaidElsewhere(IObjectCreationOperation creation, HotMember member) =>
        MissingCapacity.Of(creation) is not null || ConstantObject.Of(creation, member.Compilation) is not null || EarlyObject.Of(creation, member.CancellationToken) is not null;
}
