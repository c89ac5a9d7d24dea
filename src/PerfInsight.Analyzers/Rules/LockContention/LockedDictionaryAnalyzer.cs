using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3004: one lock guards one dictionary, set or queue that has a concurrent twin.</summary>
public sealed class LockedDictionaryAnalyzer() : LockAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.LockedDictionary,
        "Lock guards only a dictionary",
        "This lock guards only '{1}' and {0}: {2}",
        "A ConcurrentDictionary reads without a lock, and writers wait only for writers of the same part.");

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        var asked = Of(held, member.Operations());
        if (asked is null && held.OfCallee(member.SemanticModel, member.CancellationToken) is { } inner)
            asked = Of(inner, member.Operations());
        if (ReadersLock.Of(held, member.Operations()) is { } readers)
            Report(member, held with { Wait = readers.Wait }, readers.Collection.Name, "use ConcurrentDictionary.GetOrAdd, which looks up without any lock");
        else if (LockedRandom.Of(held) is { } random)
            Report(member, held, random.Name, "use Random.Shared, or a Random for each thread");
        else if (asked is { } found && !RarePaths.IsOnce(member.Symbol) && !IsRegistration(member, held) && !held.IsPerKey(member.Operations()) && !ChangedAtOnce.Is(found.Collection, held))
            Report(member, held, found.Collection.Name, found.Remedy);
    }

    private protected override void AnalyzeWhole(HotMember member)
    {
        if (member.Operations<ITryOperation>().IsEmpty || !ReadersLock.IsIn(member.Declaration) || RarePaths.IsOnce(member.Symbol))
            return;
        if (ReadersLock.OfMiss(member) is { } readers)
            Report(member, new HeldLock(readers.Gate, readers.Wait, [], null), readers.Collection.Name, "use ConcurrentDictionary.GetOrAdd, which looks up without any lock");
        else if (LookupOfReader.Of(member) is { } alone)
            Report(member, new HeldLock(alone.Gate, alone.Wait, [], null), alone.Collection.Name, "use a ConcurrentDictionary, which looks up without any lock");
    }

    /// <summary>The one collection that a lock guards and what serves instead; null where it guards more or the code asks before the lock.</summary>
    internal static (ISymbol Collection, string Remedy)? Of(HeldLock held, IReadOnlyList<IOperation> operations)
    {
        if ((OfChain(held) ?? LockedQueue.Of(held) ?? LockedQueue.OfTaker(held)) is { } chained)
            return chained;
        var state = GuardedLookup.Of(held);
        var collection = state.Writes.Select(write => write.State).FirstOrDefault(IsKeyed)
            ?? (IsOneStep(held) || IsReadOfFound(held) ? state.Reads.FirstOrDefault(IsKeyed) : null);
        if (collection is null
            || state.ChangesEntries
            || state.Writes.Any(write => !SymbolEqualityComparer.Default.Equals(write.State, collection))
            || IsCountedDown(state)
            || state.Reads.Any(read => read is IFieldSymbol { IsReadOnly: false, IsConst: false, Type.IsValueType: true })
            || GuardedLookup.IsCheckedBefore(collection, held, operations))
        {
            return null;
        }

        var looks = false;
        var adds = false;
        foreach (var operation in held.Statements.SelectMany(HeldLock.Now))
        {
            switch (operation)
            {
                case IInvocationOperation call when SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(call.Instance), collection):
                    looks |= call.TargetMethod.Name is "TryGetValue" or "ContainsKey" or "Contains";
                    adds |= call.TargetMethod.Name is "Add" or "TryAdd" || IsAllRemoved(call, held, collection);
                    if (call.TargetMethod.Name is "GetEnumerator" or "Clear" or "RemoveWhere" or "CopyTo" or "Dequeue" or "Peek" or "Pop")
                        return null;
                    break;
                case IPropertyReferenceOperation { Arguments.IsEmpty: false } item when SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(item.Instance), collection):
                    if (item.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, item))
                        adds = true;
                    else
                        looks = true;
                    break;
                case ISimpleAssignmentOperation { Target: var target } when SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(target), collection):
                case ILoopOperation or IAwaitOperation:
                    return null;
                case IPropertyReferenceOperation { Property.Name: "Count" or "Values" or "Keys", Instance: { } counted } when SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(counted), collection):
                    return null;
            }
        }

        if (!looks && !adds)
            return null;
        if (IsConcurrent(collection))
            return state.HasUnknown || (looks && adds && !IsOneStep(held)) ? null : (collection, looks && adds ? "use its own AddOrUpdate, which needs no lock" : "the collection needs no lock");
        if (looks && state.Writes.Count == 1 && !state.HasUnknown && TakenEntry.Is(held, collection))
            return (collection, "use ConcurrentDictionary.TryRemove");
        if (looks && adds && IsUpdated(held, collection))
            return (collection, "use ConcurrentDictionary.AddOrUpdate");
        if (looks && adds && !IsOfKnownKey(held, collection))
            return (collection, TypeOf(collection)?.Name == "HashSet" ? "use the TryAdd of a ConcurrentDictionary" : "use ConcurrentDictionary.GetOrAdd, with a Lazy where the factory must not run twice");
        return (looks || adds) && IsOneStep(held) && (!state.HasUnknown || IsUnknownOnMiss(held) || IsUseOfFound(held, collection)) || (looks && !adds && IsReadOfFound(held)) ? (collection, "use a ConcurrentDictionary") : null;
    }

    // Beside a readers' lock, what is registered under the writers' lock is seldom: the readers are who waits.
    private static bool IsRegistration(HotMember member, HeldLock held) => member.Symbol.ReturnsVoid && held.Wait.ToString().EndsWith("EnterWriteLock()", StringComparison.Ordinal)
        && (member.Symbol.Name.StartsWith("Register", StringComparison.Ordinal) || member.Symbol.Name.StartsWith("Unregister", StringComparison.Ordinal));

    // _d[key]--; if (_d[key] == 0) _d.Remove(key): one step, of which no concurrent collection has the like.
    private static bool IsCountedDown(GuardedLookup state) => state.Writes.Exists(write => write.Write is IInvocationOperation { TargetMethod.Name: "Remove" })
        && state.Writes.Exists(write => write.Write is IIncrementOrDecrementOperation or ICompoundAssignmentOperation);

    // lock (_d) _d.Remove(key); where the locks on the same object touch nothing else.
    private static bool IsAllRemoved(IInvocationOperation call, HeldLock held, ISymbol collection) => call.TargetMethod.Name == "Remove" && held.Statement is { } own && collection is IFieldSymbol field
        && held.Statements is [IExpressionStatementOperation { Operation: var only }] && ReferenceEquals(only, call) && !RarePaths.IsRare(call)
        && own.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && LockedQueue.IsAllThatIsGuarded(field, own, type);

    // if (!_d.TryGetValue(key, out var old)) return false; … _d[key] = other: only what is there is changed, and GetOrAdd does not do that.
    private static bool IsOfKnownKey(HeldLock held, ISymbol collection) => held.Statements.Any(statement => statement is IConditionalOperation { WhenFalse: null, WhenTrue: var then, Condition: var condition }
        && (then is IBlockOperation { Operations: [.., var last] } ? last : then) is IReturnOperation { ReturnedValue: null or { ConstantValue.HasValue: true } or IDefaultValueOperation } or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation }
        && condition.DescendantsAndSelf().Any(asked => asked is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } && Collections.WithoutConversions(operand) is IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey", Instance: { } owner }
            && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(owner), collection)));

    // T found; _d.TryGetValue(key, out found); return found; is one step as well.
    private static bool IsOneStep(HeldLock held) => held.Statements.Count(statement => statement switch
    {
        IReturnOperation returned => Collections.WithoutConversions(returned.ReturnedValue) is not (null or ILocalReferenceOperation or { ConstantValue.HasValue: true }),
        IVariableDeclarationGroupOperation declared => declared.Descendants().Any(inner => inner is IMemberReferenceOperation or IInvocationOperation),
        _ => true,
    }) == 1;

    // TryGetValue(key, out var old); _d[key] = Changed(old): stored whether or not there was one.
    private static bool IsUpdated(HeldLock held, ISymbol collection) => held.Statements.Any(statement => statement is IExpressionStatementOperation { Operation: IAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } owner } } }
        && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(owner), collection))
        && !held.Statements.Any(statement => statement is IConditionalOperation && statement.Descendants().Any(inner => inner is IReturnOperation));

    // lock (_pools) { _pools.GetOrAdd(key, Make).Enqueue(item); } where _pools is concurrent itself.
    private static (ISymbol Collection, string Remedy)? OfChain(HeldLock held)
    {
        if (held.Gate is not { } gate || !IsConcurrent(gate) || held.Statements is not [IExpressionStatementOperation or IReturnOperation])
            return null;
        var value = held.Statements[0] is IReturnOperation returned ? returned.ReturnedValue : ((IExpressionStatementOperation)held.Statements[0]).Operation;
        while (Collections.WithoutConversions(value) is IInvocationOperation { Instance: { } receiver } call)
        {
            if (SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(receiver), gate))
                return call.TargetMethod.Name is "GetOrAdd" ? (gate, "the collection needs no lock; where its factory must not run twice, keep a Lazy in it") : null;
            value = receiver;
        }

        return null;
    }

    // return _d.TryGetValue(key, out var found) ? found : Missing(key): what runs beside the look-up need not hold the lock.
    private static bool IsUnknownOnMiss(HeldLock held)
    {
        if (held.Statements is not [IReturnOperation { ReturnedValue: { } value }] || Collections.WithoutConversions(value) is not IConditionalOperation choice)
            return false;
        return !GuardedLookup.Of(held with { Statements = [choice.Condition] }).HasUnknown;
    }

    // if (_d.TryGetValue(key, out var found)) return found(argument): what was found is used, and nothing else is looked up.
    private static bool IsUseOfFound(HeldLock held, ISymbol collection)
    {
        if (held.Statements[held.Statements.Count - 1] is not IConditionalOperation { WhenFalse: null, Condition: var condition, WhenTrue: var use }
            || Collections.WithoutConversions(condition) is not IInvocationOperation { TargetMethod.Name: "TryGetValue", Arguments: [_, { Value: var given }] }
            || Collections.SymbolOf(given is IDeclarationExpressionOperation declared ? declared.Expression : given) is not ILocalSymbol found)
        {
            return false;
        }

        return (use is IBlockOperation { Operations: [var only] } ? only : use) is IReturnOperation or IExpressionStatementOperation
            && Tasks.Mentions(use, found) && !Tasks.Mentions(use, collection)
            && use.DescendantsAndSelf().All(operation => operation is not (IAssignmentOperation or IIncrementOrDecrementOperation or IAwaitOperation or IInvocationOperation { Instance: IInstanceReferenceOperation } or IFieldReferenceOperation { Field.IsReadOnly: false }));
    }

    // _d.TryGetValue(key, out var found); return found?.Current;
    private static bool IsReadOfFound(HeldLock held)
    {
        if (held.Statements is not [.., IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "TryGetValue", Arguments: [_, { Value: var given }] } }, IReturnOperation { ReturnedValue: { } value }]
            || held.Statements.Count > 3 || (held.Statements.Count == 3 && held.Statements[0] is not IVariableDeclarationGroupOperation)
            || Collections.SymbolOf(given is IDeclarationExpressionOperation declared ? declared.Expression : given) is not ILocalSymbol found)
        {
            return false;
        }

        return Tasks.Mentions(value, found) && value.DescendantsAndSelf().All(operation => operation is not (IInvocationOperation or IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field.IsReadOnly: false } or IAssignmentOperation or IObjectCreationOperation));
    }

    private static bool IsConcurrent(ISymbol symbol) => TypeOf(symbol) is { ContainingNamespace.Name: "Concurrent" } or { Name: "ConditionalWeakTable", ContainingNamespace.Name: "CompilerServices" };

    private static bool IsKeyed(ISymbol symbol) => IsConcurrent(symbol) && TypeOf(symbol)!.Name is "ConcurrentDictionary" or "ConditionalWeakTable"
        || TypeOf(symbol) is { Name: "Dictionary" or "IDictionary" or "HashSet" or "ISet" or "SortedDictionary" or "Hashtable" or "SortedList" or "ListDictionary" or "HybridDictionary" };

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
