using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3009: a value is made on first use under a lock that each later use takes as well.</summary>
public sealed class LazyInitByLockAnalyzer() : LockAnalyzer(Descriptor)
{
    private static readonly string[] Commands = ["Remove", "TryRemove", "Delete", "Replace", "Update", "Store", "Reset", "Resume", "Pause", "Release", "Unregister", "Unsubscribe", "WaitFor", "Rename", "Move", "Close", "CoreClose", "Shutdown", "Disconnect", "Stop", "Abort", "Cancel", "Dispose"];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.LazyInitByLock,
        "Lazy initialisation takes the lock each time",
        "'{1}' is filled on first use, but each later use takes this lock as well and {0}: {2}",
        "Once the value is there nobody needs the lock: a check before it, Lazy<T> or a concurrent collection lets readers pass.");

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        var operations = member.Operations();
        if (RarePaths.IsOnce(member.Symbol) || IsStart(member.Symbol) || Waits(held) || held.IsPerKey(operations) || LockedDictionaryAnalyzer.Of(held, operations) is not null || LockedExchange.Of(held) is not null)
            return;
        if (StateOf(member, held) is { } state)
        {
            Report(member, held, state.Name, RemedyOf(state, held));
            return;
        }

        if (LookedUpFirst.Of(held) is { } looked && !GuardedLookup.IsCheckedBefore(looked, held, operations) && !IsCheckedAround(held))
        {
            Report(member, held, looked.Name, "look it up before the lock, in a concurrent or immutable collection");
            return;
        }

        // A method that several call under their lock, which is locked here for a look.
        if (held.OfCallee(member.SemanticModel, member.CancellationToken) is { } inner && LockedDictionaryAnalyzer.Of(inner, operations) is null && StateOf(member, inner) is { } filled)
            Report(member, held, filled.Name, RemedyOf(filled, inner));
    }

    // void Start(), Remove(key): nobody asks them for the value, and who calls them wants the change.
    private static bool IsStart(IMethodSymbol method) =>
        (method.ReturnsVoid && (method.Name.StartsWith("Add", StringComparison.Ordinal) || method.Name is "Start" or "Stop" or "Close" or "Run" or "Begin" or "Shutdown" or "Abort" or "Cancel" || method.Name.StartsWith("Start", StringComparison.Ordinal)))

        // A private one is what each call of the others begins with: it looks whether there is still a connection.
        || (method is { ReturnsVoid: true, Name: "Open" or "Connect", DeclaredAccessibility: not Accessibility.Private })
        || Commands.Any(start => method.Name.StartsWith(start, StringComparison.Ordinal));

    // Waits for a signal that another thread gives under the same lock.
    private static bool Waits(HeldLock held) => held.Statements.SelectMany(HeldLock.Now).Any(operation => operation is IInvocationOperation { TargetMethod: { Name: "Wait" or "Pulse" or "PulseAll", ContainingType.Name: "Monitor" } });

    /// <summary>What is filled on first use; null where the lock does more, or something was asked before it.</summary>
    private static ISymbol? StateOf(HotMember member, HeldLock held)
    {
        var operations = member.Operations();
        var state = GuardedLookup.Of(held);
        state.Writes.RemoveAll(write => IsHitCount(write.Write, held));
        return state.Writes.Count > 0
            && (state.Writes.All(write => IsFill(write.Write)) || IsLimitedCache(state, held))
            && state.Writes.All(write => GuardedLookup.IsOnMiss(write.Write, held))
            && state.Writes.Any(write => write.Write is ICoalesceAssignmentOperation || IsAsked(write.State, held) || LookBehindCall.IsFor(write.State, held))
            && !IsWrittenEitherWay(state, held)
            && !state.ChangesEntries
            && !IsTransition(state, held)
            && !state.Writes.Any(write => IsContinued(write.State, write.Write))
            && !IsCheckedAround(held)
            && !IsInsertion(member.Symbol, state)
            && !UsesFilled(state, held)
            && !HitAction.Is(state, held)
            && !state.Writes.Any(write => write.State is IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean } flag && ReadMostly.IsReset(flag, member))
            && !state.Writes.Any(write => GuardedLookup.IsCheckedBefore(write.State, held, operations))
            && !state.Reads.Any(read => read is IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean } && GuardedLookup.IsCheckedBefore(read, held, operations))
                ? (state.Writes.FirstOrDefault(write => LockOnReadPathAnalyzer.IsTable(write.State) && IsAsked(write.State, held)).State ?? state.Writes[0].State)
                : null;
    }

    // if (_d.TryGetValue(key, out var hit)) { _hits++; return hit; } and nothing depends on the number.
    private static bool IsHitCount(IOperation write, HeldLock held) => GuardedLookup.IsOnMiss(write, held) && write is IIncrementOrDecrementOperation { Parent: IExpressionStatementOperation, Target: IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field } }
        && held.Statements.SelectMany(HeldLock.Now).All(operation => operation is not IFieldReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Field, field) || reference.Parent is IIncrementOrDecrementOperation { Parent: IExpressionStatementOperation });

    private static string RemedyOf(ISymbol state, HeldLock held)
    {
        if (LockOnReadPathAnalyzer.IsTable(state))
            return "look it up before the lock, in a concurrent or immutable collection";
        if (held.Wait.ToString().Contains("WaitAsync"))
            return "check it before the semaphore, or keep the task that makes it";
        return state is IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean } ? "check the flag before the lock, or use LazyInitializer" : "check it before the lock, or use Lazy<T>";
    }

    // Beside where it is filled the state must be looked at: if (_endpoint == null) _pending.Add(x); is no look-up in what is pending.
    private static bool IsAsked(ISymbol state, HeldLock held) => held.Statements.SelectMany(HeldLock.Now).Any(operation =>
        operation is IFieldReferenceOperation or IPropertyReferenceOperation
        && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(operation), state)
        && !IsWhatIsFilled(operation)
        && operation.Syntax.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression.ToString() != "Debug.Assert");

    // if (!_started) { _started = true; all = _all.ToArray(); }: the first that comes is told so, and nothing is made.
    private static bool IsTransition(GuardedLookup state, HeldLock held) => state.Writes is [{ State: IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean }, Write: var mark }]
        && !held.Statements.SelectMany(HeldLock.Now).Any(operation => operation is IExpressionStatementOperation { Operation: IInvocationOperation or IAwaitOperation } && !ReferenceEquals(operation, mark));

    // var next = _last.ContinueWith(run); _last = next; each call goes on from the one before.
    private static bool IsContinued(ISymbol state, IOperation write)
    {
        if (LockOnReadPathAnalyzer.IsTable(state) || write is not ISimpleAssignmentOperation { Value: var value })
            return false;
        var made = Collections.WithoutConversions(value) is ILocalReferenceOperation { Local: var local } reference ? OwnedLocals.InitializerOf(local, reference) : value;
        return made?.DescendantsAndSelf().Any(operation => operation switch
        {
            IInvocationOperation { Instance: { } old } => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(old), state),

            // _scope = _scope.Parent;
            IMemberReferenceOperation { Instance: { } old } => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(old), state),
            _ => false,
        }) == true;
    }

    // if (Current() == null) lock (_gate) { if (Current() == null) … }
    private static bool IsCheckedAround(HeldLock held)
    {
        if (held.Statements.FirstOrDefault() is not IConditionalOperation { Condition.Syntax: var inner })
            return false;
        foreach (var node in held.Wait.Ancestors())
        {
            if (node is IfStatementSyntax around && SameCode.Is(around.Condition, inner))
                return true;
            if (node is MemberDeclarationSyntax)
                return false;
        }

        return false;
    }

    private static bool IsWhatIsFilled(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => ReferenceEquals(assignment.Target, reference),
        IInvocationOperation call => ReferenceEquals(call.Instance, reference) && call.TargetMethod.Name is "Add" or "AddRange",
        IPropertyReferenceOperation { Arguments.IsEmpty: false } item => item.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, item),
        _ => false,
    };

    // if (_token == null) _token = Ask(); else _token = Renew(_token); makes a new value each time.
    private static bool IsWrittenEitherWay(GuardedLookup state, HeldLock held) => held.Statements.SelectMany(HeldLock.Now).Any(operation =>
        operation is IConditionalOperation { WhenFalse: { } otherwise } choice
        && state.Writes.Any(first => choice.WhenTrue.Syntax.Span.Contains(first.Write.Syntax.Span)
            && state.Writes.Any(second => otherwise.Syntax.Span.Contains(second.Write.Syntax.Span) && SymbolEqualityComparer.Default.Equals(first.State, second.State))));

    // if (_d.TryGetValue(key, out var hit)) return hit; and then room is made, and the new value stored: a hit changes nothing.
    private static bool IsLimitedCache(GuardedLookup state, HeldLock held) =>
        held.Statements.FirstOrDefault(statement => statement is not IVariableDeclarationGroupOperation) is IConditionalOperation { WhenFalse: null, Condition: var condition, WhenTrue: var then }
        && LookIn(condition, then) is { TargetMethod.Name: "TryGetValue", Instance: { } asked } && Collections.SymbolOf(asked) is { } table
        && state.Writes.Any(write => SymbolEqualityComparer.Default.Equals(write.State, table) && IsFill(write.Write))
        && state.Writes.All(write => IsFill(write.Write) || write.Write is IInvocationOperation { TargetMethod.Name: "Remove" or "RemoveFirst" or "RemoveLast" or "RemoveAt" or "Dequeue" or "Clear" or "AddLast" or "AddFirst" or "Enqueue" });

    // if (_d.TryGetValue(key, out var hit)) return hit; or if (!_d.TryGetValue(key, out hit)) { … }
    private static IInvocationOperation? LookIn(IOperation condition, IOperation then) => Collections.WithoutConversions(condition) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var missing } => Collections.WithoutConversions(missing) as IInvocationOperation,
        IInvocationOperation look when (then is IBlockOperation { Operations: [var only] } ? only : then) is IReturnOperation { ReturnedValue: not null } => look,
        _ => null,
    };

    // Whoever hands in what is added does not look for anything: void Register(x) { lock (…) if (!_all.Contains(x)) _all.Add(x); }
    private static bool IsInsertion(IMethodSymbol member, GuardedLookup state) =>
        (member.ReturnsVoid || member.ReturnType.SpecialType == SpecialType.System_Boolean)
        && state.Writes.All(write => write.Write is IInvocationOperation { Arguments: { IsEmpty: false } added } && added.All(argument => Collections.SymbolOf(argument.Value) is IParameterSymbol));

    // The lock is there for what is done with the object, and not only for making it.
    private static bool UsesFilled(GuardedLookup state, HeldLock held) => held.Statements.SelectMany(HeldLock.Now).Any(operation =>
        operation is IInvocationOperation { Instance: { } receiver } call
        && call.TargetMethod.Name is not ("TryGetValue" or "ContainsKey" or "Contains" or "get_Item" or "Equals" or "FirstOrDefault" or "Add" or "TryAdd" or "Find" or "FindIndex" or "Exists" or "IndexOf" or "IndexOfKey" or "BinarySearch" or "TryGetTarget")
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
}
