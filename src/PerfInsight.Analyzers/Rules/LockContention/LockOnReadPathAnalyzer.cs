using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3006: every reader takes a lock that only a writer needs.</summary>
public sealed class LockOnReadPathAnalyzer() : LockAnalyzer(Descriptor)
{
    private const string CopyOnWrite = "publish an immutable copy that readers use without a lock";

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.LockOnReadPath,
        "Lock is taken on each read",
        "Each read of '{1}' takes this lock and {0}: {2}",
        "Where nearly all that come only read, an immutable copy spares them the wait.");

    private protected override void AnalyzeWhole(HotMember member)
    {
        if (!member.Operations<ITryOperation>().IsEmpty && ReadersLock.IsIn(member.Declaration) && !RarePaths.IsOnce(member.Symbol) && ReadOfReader.Of(member) is { } read)
            Report(member, new HeldLock(read.Gate, read.Wait, [], null), read.Field.Name, "make the field volatile, or publish what it holds as a whole, and read it without the lock");
    }

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        var operations = member.Operations();
        if (RarePaths.IsOnce(member.Symbol) || held.IsPerKey(operations) || LockedDictionaryAnalyzer.Of(held, operations) is not null || LockedExchange.Of(held) is not null)
            return;
        if (LockedRead.Of(held) is { } field)
        {
            if (LockedCounter.Of(held, member.SemanticModel, member.CancellationToken) is null)
                Report(member, held, field.Name, field.IsVolatile ? "it is volatile, and can be read without the lock" : "make the field volatile, and read it without the lock");
            return;
        }

        if (ImmutableRead.Of(held) is { } unchanging)
        {
            Report(member, held, unchanging.Name, "what it holds never changes: make the field volatile, read it once, and ask that without the lock");
            return;
        }

        if (HandlerSnapshot.Of(held, member) is { } handlers)
        {
            Report(member, held, handlers.Name, CopyOnWrite);
            return;
        }

        var state = GuardedLookup.Of(held);
        if (state.Writes.Count == 0 && !state.HasUnknown && !state.ChangesEntries && state.Reads.FirstOrDefault(IsTable) is { } table && ReadMostly.Is(table, state, held, member))
            Report(member, held, table.Name, CopyOnWrite);
    }

    /// <summary>True for arrays, lists and dictionaries.</summary>
    internal static bool IsTable(ISymbol symbol)
    {
        var type = symbol switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        return type is IArrayTypeSymbol || type is { Name: "List" or "IList" or "Dictionary" or "IDictionary" or "HashSet" or "SortedDictionary" or "SortedList" or "Collection" or "ICollection" or "Hashtable" or "ArrayList" or "LinkedList" or "SortedSet" };
    }
}
