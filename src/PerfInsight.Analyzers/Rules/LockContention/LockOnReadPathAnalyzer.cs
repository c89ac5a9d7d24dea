using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3006: every reader takes a lock that only a writer needs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockOnReadPathAnalyzer() : LockAnalyzer(Descriptor)
{
    private const string CopyOnWrite = "publish an immutable copy that readers use without a lock";

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.LockOnReadPath,
        "Lock is taken on each read",
        "Each read of '{1}' takes this lock and {0}: {2}",
        "Where nearly all that come only read, a check before the lock or an immutable copy spares them the wait.");

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        var operations = member.Operations();
        if (RarePaths.IsOnce(member.Symbol) || held.IsPerKey(operations) || LockedDictionaryAnalyzer.Of(held, operations) is not null || LockedExchange.Of(held) is not null)
            return;
        var state = GuardedLookup.Of(held);
        if (state.Writes.Count == 0)
        {
            if (!state.HasUnknown && state.Reads.FirstOrDefault(IsTable) is { } table && ReadMostly.Is(table, state, held, member))
                Report(member, held, table.Name, CopyOnWrite);
            return;
        }

        var first = state.Writes[0].State;
        if (state.Writes.All(write => IsFill(write.Write) && GuardedLookup.IsOnMiss(write.Write, held))
            && state.Writes.Any(write => state.Reads.Contains(write.State) || write.Write is ICoalesceAssignmentOperation)
            && !state.ChangesEntries
            && !IsInsertion(member.Symbol, state)
            && !UsesFilled(state, held)
            && !state.Writes.Any(write => write.State is IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean } flag && ReadMostly.IsReset(flag, member))
            && !state.Writes.Any(write => GuardedLookup.IsCheckedBefore(write.State, held, operations))
            && !state.Reads.Any(read => read is IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean } && GuardedLookup.IsCheckedBefore(read, held, operations)))
        {
            Report(member, held, first.Name, IsTable(first) ? "look it up before the lock, in a concurrent or immutable collection" : "check it before the lock, or use Lazy<T>");
        }
    }

    // Whoever hands in what is added does not look for anything: void Register(x) { lock (…) if (!_all.Contains(x)) _all.Add(x); }
    private static bool IsInsertion(IMethodSymbol member, GuardedLookup state) =>
        (member.ReturnsVoid || member.ReturnType.SpecialType == SpecialType.System_Boolean)
        && state.Writes.All(write => write.Write is IInvocationOperation { Arguments: [{ Value: var added }] } && Collections.SymbolOf(added) is IParameterSymbol);

    // The lock is there for what is done with the object, and not only for making it.
    private static bool UsesFilled(GuardedLookup state, HeldLock held) => held.Statements.SelectMany(HeldLock.Now).Any(operation =>
        operation is IInvocationOperation { Instance: { } receiver } call
        && call.TargetMethod.Name is not ("TryGetValue" or "ContainsKey" or "Contains" or "get_Item" or "Equals" or "FirstOrDefault" or "Add" or "TryAdd")
        && Collections.SymbolOf(receiver) is { } used && state.Writes.Any(write => SymbolEqualityComparer.Default.Equals(write.State, used))
        && !GuardedLookup.IsOnMiss(operation, held));

    // What fills a cache or a field for the first time; counters, removals and flags are no reads.
    private static bool IsFill(IOperation write) => write switch
    {
        ICoalesceAssignmentOperation => true,
        ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: true } } => true,
        ISimpleAssignmentOperation { Target.Type: { } type } assignment => !assignment.Value.ConstantValue.HasValue && (type.IsReferenceType || assignment.Target is IPropertyReferenceOperation { Arguments.IsEmpty: false } || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T),
        IInvocationOperation call => call.TargetMethod.Name is "Add" or "TryAdd" or "AddRange",
        _ => false,
    };

    private static bool IsTable(ISymbol symbol)
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
